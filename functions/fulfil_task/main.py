"""A task was planned: our own stores' share is done and verified, other systems are told theirs."""

from __future__ import annotations

import functions_framework

from shared.handler import on_message
from shared.model.message import TaskPlanned
from shared.wiring import App, app


@functions_framework.cloud_event
@on_message(app, TaskPlanned)
def fulfil_task(message: TaskPlanned, app: App) -> None:
    app.privacy.fulfilment.fulfil(message.task)
