"""What is posted to a source, and what its answer says about each change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from shared.ports import WebhookAnswer

_OK = range(200, 300)


class Outcome(NamedTuple):
    """What became of one change."""

    state: Literal["delivered", "refused"]
    receipt: str = ""
    reason: str = ""


class _Receipt(msgspec.Struct):
    change: str
    status: Literal["applied", "unchanged", "refused"] = "applied"
    version: str = ""
    reason: str = ""


class _Answer(msgspec.Struct):
    receipts: list[_Receipt] = []


class Told(NamedTuple):
    """One change as it is posted."""

    change: str
    record: str
    rcu: str
    cells: dict[str, str]


def body_of(source: str, told: Sequence[Told]) -> bytes:
    """The body of a webhook: each change in the source's own column names and formats."""
    return msgspec.json.encode(
        {
            "type": "records.changed",
            "source": source,
            "changes": [
                {"change": one.change, "record_id": one.record, "rcu": one.rcu, "set": one.cells}
                for one in told
            ],
        }
    )


def outcomes_of(answer: WebhookAnswer, changes: Sequence[str]) -> dict[str, Outcome]:
    """Change id -> what became of it.

    A 2xx without receipts means that all were applied; anything else refuses all, and repeating
    cannot help. A reason is cut short: it is shown to people, and may not carry a record.
    """
    if answer.status not in _OK:
        reason = f"answered {answer.status}"
        return {change: Outcome("refused", reason=reason) for change in changes}
    said = {one.change: one for one in _read(answer.body).receipts}
    outcomes = {}
    for change in changes:
        one = said.get(change, _Receipt(change))
        refused = one.status == "refused"
        outcomes[change] = Outcome(
            "refused" if refused else "delivered",
            receipt=one.version[:100],
            reason=_word(one.reason) if refused else "",
        )
    return outcomes


def _read(body: bytes) -> _Answer:
    try:
        return msgspec.json.decode(body, type=_Answer)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _Answer()


def _word(reason: str) -> str:
    """A reason as a code: whatever is no plain word stays with the source."""
    return reason if reason.replace("_", "").replace("-", "").isalnum() else "refused by the source"
