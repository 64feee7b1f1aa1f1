"""`nova reviews`: the doubtful pairs that wait for a person."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from shared.local.installation.session import open_app
from shared.local.terminal.evidence import Language, explained, language_option
from shared.local.terminal.surface import actor, answer, json_option
from shared.rules.gate import PURPOSES

if TYPE_CHECKING:
    from datetime import datetime

    from shared.model.profile import Review
    from shared.wiring.app import App


@click.command()
@click.option(
    "--decide",
    nargs=2,
    metavar="ID ANSWER",
    help="Answer one: same, different, household (other people, same home) or later.",
)
@click.option(
    "--purpose",
    type=click.Choice(PURPOSES),
    help="Also show the values of both sides; recorded as a disclosure before they are printed.",
)
@click.option(
    "--last",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help="How many, the likeliest first.",
)
@click.option(
    "--quality",
    is_flag=True,
    help="Say how good the decisions made without a person are, by the blind checks answered.",
)
@language_option
@json_option
def reviews(
    *,
    decide: tuple[str, str] | None,
    purpose: str | None,
    last: int,
    quality: bool,
    language: Language,
    as_json: bool,
) -> None:
    """List the doubtful pairs, or decide one.

    Without --purpose no value is printed, only what agrees and what differs. A review is due
    within 24 hours; how old each is, and which share is overdue, is shown. A blind check asks
    about a pair the machine has decided already, without saying how: as many are listed as
    doubtful pairs, so that half of what people answer measures the machine, and teaches it.

    \b
    Example:
      nova reviews --purpose review
      nova reviews --decide 022f77058f7e9219fb76dae4b5cfa31a same
      nova reviews --quality
    """
    app = open_app()
    if quality:
        _show_quality(app, language, as_json=as_json)
        return
    if decide:
        id, said = decide
        decided = app.reviewing.decide(id, said, by=actor())
        value = {"id": id, "state": decided.state, "answer": decided.answer, "by": decided.by}
        if decided.decision:
            value["decision"] = decided.decision
        answer(value, [_told(value, language)], as_json=as_json)
        return
    import msgspec  # noqa: PLC0415

    from shared.identity.due import lateness  # noqa: PLC0415
    from shared.local.terminal.checking import check_lines, check_values  # noqa: PLC0415
    from shared.local.terminal.waiting import waiting_lines  # noqa: PLC0415

    waiting = sorted(app.reviewing.waiting(), key=lambda one: (-one.probability, one.id))
    now = app.clock.now()
    queue = msgspec.to_builtins(lateness(waiting, now))
    shown = [_value(one, now, language) for one in waiting[:last]]
    if purpose:
        _add_values(app, waiting[:last], shown, purpose)
    checks = app.measuring.waiting()
    asked = check_values(app, checks[: len(shown) or last], purpose)
    blind: dict[str, Any] = {"blind": len(checks), "checks": asked} if checks else {}
    answer(
        {**queue, "reviews": shown, **blind},
        chain(waiting_lines(queue, shown, language), check_lines(len(checks), asked, language)),
        as_json=as_json,
    )


def _told(value: Mapping[str, Any], language: Language) -> str:
    """What came of an answer, and how it is taken back."""
    undo = f"nova undo {value['decision']}" if "decision" in value else ""
    if language == "fr":
        told = f"Paire {value['id']} : {value['answer']}, par {value['by']}."
        return f"{told} Pour revenir dessus : {undo}" if undo else told
    told = f"Review {value['id']}: {value['answer']}, by {value['by']}."
    return f"{told} Take it back with: {undo}" if undo else told


def _show_quality(app: App, language: Language, *, as_json: bool) -> None:
    import msgspec  # noqa: PLC0415

    from shared.local.terminal.checking import quality_lines  # noqa: PLC0415

    found = app.measuring.quality()
    value = {"quality": [msgspec.to_builtins(one) for one in found]}
    answer(value, quality_lines(found, language), as_json=as_json)


def _value(review: Review, now: datetime, language: Language) -> dict[str, Any]:
    from shared.identity.due import age, hours, is_overdue  # noqa: PLC0415

    return {
        "id": review.id,
        "source": review.source,
        "profile": review.profile,
        "candidate": review.candidate,
        **({"rival": review.rival} if review.rival else {}),
        "probability": review.probability,
        "weights": review.weights,
        **explained(review, language),
        "created_at": review.created_at,
        "age_hours": hours(age(review, now)),
        "overdue": is_overdue(review, now),
    }


def _add_values(app: App, waiting: list[Review], shown: list[dict[str, Any]], purpose: str) -> None:
    from shared.local.terminal.disclosure import record, withheld  # noqa: PLC0415

    both = {rcu for one in waiting for rcu in (one.profile, one.candidate)}
    kept_back = withheld(app, both, purpose=purpose)
    record(app, act="reviews disclosed", purpose=purpose, profiles=both - kept_back)
    for one in shown:
        for side in ("profile", "candidate"):
            if one[side] not in kept_back:
                golden = app.viewing.standing(one[side]).golden
                one[f"{side}_fields"] = {name: value.value for name, value in golden.items()}
