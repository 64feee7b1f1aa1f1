"""A request was accepted: one task per right and system."""

from __future__ import annotations

import functions_framework

from shared.handler import on_message
from shared.model.message import RequestAccepted
from shared.wiring import App, app


@functions_framework.cloud_event
@on_message(app, RequestAccepted)
def fan_out_request(message: RequestAccepted, app: App) -> None:
    app.privacy.planning.fan_out(message.request)
