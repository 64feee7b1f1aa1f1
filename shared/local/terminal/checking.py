"""Blind checks as a person is asked them, and what their answers came to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from shared.local.terminal.disclosure import record, withheld
from shared.local.terminal.surface import in_words, table

if TYPE_CHECKING:
    from shared.identity.quality import Estimate, Quality
    from shared.model.profile import Review
    from shared.wiring import App


def check_values(app: App, checks: Sequence[Review], purpose: str | None) -> list[dict[str, Any]]:
    """Each check without a word of what the machine decided; with a purpose, both sides' values.

    The values are recorded as a disclosure first, those of restricted people kept back.
    """
    shown: list[dict[str, Any]] = [{"id": one.id, "source": one.source} for one in checks]
    if not purpose or not checks:
        return shown
    both = {one.id: {one.profile, one.candidate} for one in checks}
    everybody = set().union(*both.values())
    kept_back = withheld(app, everybody, purpose=purpose)
    record(app, act="reviews disclosed", purpose=purpose, profiles=everybody - kept_back)
    for one, value in zip(checks, shown, strict=True):
        if not both[one.id] & kept_back:
            value["first_fields"], value["second_fields"] = app.measuring.sides(one)
    return shown


def check_lines(count: int, shown: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The checks, beneath the doubtful pairs."""
    if not shown:
        return
    yield ""
    waiting = in_words(count, "blind checks") + (" waits" if count == 1 else " wait")
    yield f"{waiting}: one person, or not? What was decided stands unless you differ"
    for one in shown:
        yield ""
        yield f"{one['id']}  ({one['source']})"
        if "first_fields" not in one:
            yield "  see both sides with --purpose review"
            continue
        first, second = one["first_fields"], one["second_fields"]
        rows = [
            (name, first.get(name, ""), second.get(name, "")) for name in sorted({*first, *second})
        ]
        yield from (f"  {line}" for line in table(rows, header=("field", "one", "the other")))


def quality_lines(found: Sequence[Quality]) -> Iterator[str]:
    """Precision and recall with their intervals, by company and month."""
    if not found:
        yield "No decision was put to people as a blind check yet: links and near misses are drawn"
        yield "as contacts are resolved; answer them with: nova reviews --purpose review"
        return
    yield "What is decided without a person, by blind checks (95 % intervals):"
    yield ""
    yield from table(
        [
            (
                one.company,
                one.month or "all",
                f"{one.right} of {one.links}",
                _share(one.precision),
                f"{one.missed} of {one.near_misses}",
                _share(one.recall),
                f"{one.waiting:,}",
            )
            for one in found
        ],
        header=("company", "month", "links right", "precision", "missed", "recall", "waiting"),
    )


def _share(estimate: Estimate | None) -> str:
    if estimate is None:
        return "-"
    return f"{estimate.share:.1%} ({estimate.low:.1%} to {estimate.high:.1%})"
