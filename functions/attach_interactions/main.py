"""Interactions were mapped: each is stored under its record."""

from __future__ import annotations

import functions_framework

from shared.handler import on_message
from shared.model.message import InteractionsMapped
from shared.wiring import App, app


@functions_framework.cloud_event
@on_message(app, InteractionsMapped)
def attach_interactions(message: InteractionsMapped, app: App) -> None:
    app.attachment.attach_part(message)
