"""A schedule fired: do what is due."""

from __future__ import annotations

import functions_framework

from shared.errors import InvalidInput
from shared.handler import on_message
from shared.identity.learning import Learning
from shared.model.message import WatchDue
from shared.wiring import App, app


@functions_framework.cloud_event
@on_message(app, WatchDue)
def watch(message: WatchDue, app: App) -> None:
    match message.task:
        case "republish":
            app.receiving.republish()
            app.telling.republish()
            app.privacy.desk.republish()
        case "checkpoint":
            app.sealing.seal()
        case "deadlines":
            app.privacy.chasing.chase()
        case "flows":
            app.arrivals.watch()
            app.reviewing.watch()
        case "learn":
            Learning(app.scales).learn()
            app.settling.look_again()
        case unknown:
            raise InvalidInput(
                f"watch has no task {unknown!r} (known: republish, checkpoint, deadlines, flows, "
                "learn)"
            )
