"""How requests and tasks go from state to state: pure, and the same for any order of arrival."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from shared.errors import InvalidInput
from shared.model.privacy import ENDED, OURS, Acknowledgement, Task
from shared.privacy.deadlines import ZONE


def task_id(request: str, right: str, system: str) -> str:
    """The id of a task: one per right and system of a request."""
    return f"{request}.{right}.{system}"


def check_word(word: Acknowledgement, *, right: str) -> None:
    """Raise InvalidInput unless an acknowledgement says all that its state needs.

    What is kept must be named with its ground and its end (GDPR art. 17(3), art. 12(4)).
    """
    if any(count < 0 for count in word.counts.values()):
        raise InvalidInput("a count is negative; counts are of what was found", field="counts")
    found, removed = word.counts.get("found", 0), word.counts.get("removed", 0)
    if word.state == "nothing_found" and any(word.counts.values()):
        raise InvalidInput("nothing_found goes with no counts but zeros", field="counts")
    if word.state in ("partially_done", "refused") and not word.retained:
        raise InvalidInput(
            f"{word.state} needs `retained`: each category that is kept, the ground, until when",
            field="retained",
        )
    if right == "erasure" and word.state == "done" and removed < found:
        raise InvalidInput(
            f"done, but {removed} of {found} removed; say partially_done, and what is retained",
            field="counts",
        )


def acknowledged(task: Task, word: Acknowledgement) -> Task:
    """The task once a system has given its word.

    The first word stands; the same word again changes nothing; any other is kept beside it as a
    contradiction. A task that ended because we knew of no record takes the system's word still.
    """
    first = task.acknowledgement
    if first is None and task.state != "cancelled":
        return msgspec.structs.replace(
            task,
            state=word.state,
            note="",
            acknowledgement=word,
            counts=word.counts,
            erased_at=word.at if word.state == "done" and task.right == "erasure" else "",
        )
    said = {one.digest for one in (first, *task.contradictions) if one}
    if word.digest in said:
        return task
    return msgspec.structs.replace(task, contradictions=(*task.contradictions, word))


def may_close(tasks: Collection[Task]) -> bool:
    """Whether nothing is waited for and nothing contradicts itself. Silence never closes."""
    return bool(tasks) and all(one.state in ENDED and not one.contradictions for one in tasks)


def needs_ledger(tasks: Collection[Task]) -> bool:
    """Whether who it is about must still be known: somebody answers, or we look again."""
    return any(one.state not in ENDED or one.awaits for one in tasks)


def is_overdue(task: Task, now: datetime) -> bool:
    """Whether the last day is over and nobody has answered."""
    return task.state not in ENDED and civil_day(now) > task.deadlines.effective


def due_reminders(task: Task, now: datetime) -> list[str]:
    """The reminders that are due and were not sent: 50 %, 80 %, D-3, D-1, then each day it is late.

    Of several that have come due meanwhile only the latest is sent; the others are counted as sent.
    """
    if task.state in ENDED:
        return []
    today, due = civil_day(now), task.deadlines.effective
    start = civil_day(datetime.fromisoformat(task.received_at))
    length = (due - start).days
    days: list[tuple[date, str]] = [
        (start + timedelta(days=length * 50 // 100), "50%"),
        (start + timedelta(days=length * 80 // 100), "80%"),
        (due - timedelta(days=3), "D-3"),
        (due - timedelta(days=1), "D-1"),
    ]
    if today > due:
        days.append((today, f"overdue:{today.isoformat()}"))
    return [name for day, name in days if day <= today and name not in task.reminded]


def civil_day(now: datetime) -> date:
    """The day in Paris, where deadlines are counted."""
    return now.astimezone(ZoneInfo(ZONE)).date()


def is_ours(task: Task) -> bool:
    """Whether it is our own stores' share."""
    return task.system == OURS


def in_order(tasks: Sequence[Task]) -> list[Task]:
    """Our own share first, then the systems by name."""
    return sorted(tasks, key=lambda one: (one.right, not is_ours(one), one.system))
