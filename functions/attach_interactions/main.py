"""Interactions were mapped: each is stored under its record."""

from __future__ import annotations

import functions_framework

from shared.handler import on_message
from shared.model.message import InteractionsMapped
from shared.wiring.attachment import AttachmentApp
from shared.wiring.backend import from_environment


@functions_framework.cloud_event
@on_message(from_environment(AttachmentApp.on), InteractionsMapped)
def attach_interactions(message: InteractionsMapped, app: AttachmentApp) -> None:
    app.attachment.attach_part(message)
