"""Profiles changed: what each other source of theirs must be told."""

from __future__ import annotations

import functions_framework

from shared.handler import on_message
from shared.model.message import ProfilesChanged
from shared.wiring.backend import from_environment
from shared.wiring.sync import SyncApp


@functions_framework.cloud_event
@on_message(from_environment(SyncApp.on), ProfilesChanged)
def plan_changes(message: ProfilesChanged, app: SyncApp) -> None:
    app.synchroniser.plan(message)
