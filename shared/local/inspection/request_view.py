"""A data-subject request as people see it: who still has to answer, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shared.local.terminal.surface import in_words, table


def lines(view: dict[str, Any]) -> Iterator[str]:
    """The request as its door shows it (`privacy/doors`), in lines."""
    rights = " and ".join(view["rights"])
    yield f"{view['id']}: {rights}, {view['state']}, received {view['received_at'][:10]}"
    yield from table(
        [
            (one["system"], one["state"], one["due"], _remark(one))
            for one in view["tasks"]
            if one["state"] != "nothing_found" or not one["note"]
        ],
        header=("system", "state", "due", ""),
    )
    told_nothing = sum(
        one["state"] == "nothing_found" and bool(one["note"]) for one in view["tasks"]
    )
    if told_nothing:
        yield f"{told_nothing} other systems hold no record of the person, and are told nothing"
    if certificate := view.get("certificate"):
        closed, leaf = certificate["closed_at"][:19], certificate["audit"][:16]
        yield f"certificate: closed {closed}, audit entry {leaf}…"
    if doubtful := view["doubtful"]:
        pairs = in_words(doubtful, "doubtful pairs")
        yield f"! {pairs} of this person: decide with `nova reviews`, then ask again"
    if view.get("package"):
        yield f"the access package is ready: nova request package {view['id']} --out package.zip"


def _remark(task: dict[str, Any]) -> str:
    counts = ", ".join(in_words(count, kind) for kind, count in task["counts"].items())
    erased = f"erased {task['erased_at'][:19]}" if task["erased_at"] else ""
    alarms = [word for word in ("overdue", "contradicted") if task[word]]
    return "; ".join(filter(None, [*map(str.upper, alarms), erased, counts, task["note"]]))
