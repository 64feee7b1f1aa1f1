"""Profiles changed: what each other source of theirs must be told."""

from __future__ import annotations

import functions_framework

from shared.handler import on_message
from shared.model.message import ProfilesChanged
from shared.wiring import App, app


@functions_framework.cloud_event
@on_message(app, ProfilesChanged)
def plan_changes(message: ProfilesChanged, app: App) -> None:
    app.synchroniser.plan(message)
