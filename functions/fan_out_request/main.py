"""A request was accepted: one task per right and system."""

from __future__ import annotations

import functions_framework

from shared.handler import on_message
from shared.model.message import RequestAccepted
from shared.wiring.backend import from_environment
from shared.wiring.planning import PlanningApp


@functions_framework.cloud_event
@on_message(from_environment(PlanningApp.on), RequestAccepted)
def fan_out_request(message: RequestAccepted, app: PlanningApp) -> None:
    app.planning.fan_out(message.request)
