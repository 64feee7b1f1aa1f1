"""Contacts were mapped: contacts become profiles."""

from __future__ import annotations

import functions_framework

from shared.handler import on_message
from shared.model.message import ContactsMapped
from shared.wiring import App, app


@functions_framework.cloud_event
@on_message(app, ContactsMapped)
def resolve_identities(message: ContactsMapped, app: App) -> None:
    app.resolution.resolve_part(message)
