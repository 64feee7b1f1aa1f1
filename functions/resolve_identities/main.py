"""Contacts were mapped: contacts become profiles."""

from __future__ import annotations

import functions_framework

from shared.handler import on_message
from shared.model.message import ContactsMapped
from shared.wiring.backend import from_environment
from shared.wiring.resolution import ResolutionApp


@functions_framework.cloud_event
@on_message(from_environment(ResolutionApp.on), ContactsMapped)
def resolve_identities(message: ContactsMapped, app: ResolutionApp) -> None:
    app.resolution.resolve_part(message)
