"""A schedule fired: do what is due."""

from __future__ import annotations

import functions_framework

from shared.errors import InvalidInput
from shared.handler import on_message
from shared.model.message import WatchDue
from shared.wiring.backend import from_environment
from shared.wiring.watch import WatchApp


@functions_framework.cloud_event
@on_message(from_environment(WatchApp.on), WatchDue)
def watch(message: WatchDue, app: WatchApp) -> None:
    match message.task:
        case "republish":
            app.receiving.republish()
            app.telling.republish()
            app.desk.republish()
        case "checkpoint":
            app.sealing.seal()
        case "deadlines":
            app.chasing.chase()
        case "flows":
            app.arrivals.watch()
            app.overdue.watch()
        case "learn":
            # It needs numpy, and the tasks of every minute do not.
            from shared.identity.learning import Learning  # noqa: PLC0415

            Learning(app.scales).learn()
            app.settling.look_again()
        case unknown:
            raise InvalidInput(
                f"watch has no task {unknown!r} (known: republish, checkpoint, deadlines, flows, "
                "learn)"
            )
