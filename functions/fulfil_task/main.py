"""A task was planned: our own stores' share is done and verified, other systems are told theirs."""

from __future__ import annotations

import functions_framework

from shared.handler import on_message
from shared.model.message import TaskPlanned
from shared.wiring.backend import from_environment
from shared.wiring.fulfilment import FulfilmentApp


@functions_framework.cloud_event
@on_message(from_environment(FulfilmentApp.on), TaskPlanned)
def fulfil_task(message: TaskPlanned, app: FulfilmentApp) -> None:
    app.fulfilment.fulfil(message.task)
