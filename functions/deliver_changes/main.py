"""A change was planned: the source is told, and what it now knows is noted."""

from __future__ import annotations

import functions_framework

from shared.handler import on_message
from shared.model.message import ChangesPlanned
from shared.wiring.backend import from_environment
from shared.wiring.sync import SyncApp


@functions_framework.cloud_event
@on_message(from_environment(SyncApp.on), ChangesPlanned)
def deliver_changes(message: ChangesPlanned, app: SyncApp) -> None:
    app.delivering.deliver(message)
