"""`nova explain`: why the records of a profile are one person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from shared.local.installation.session import open_app
from shared.local.terminal.surface import answer, in_words, json_option, purpose_option

if TYPE_CHECKING:
    from shared.identity.viewing import ProfileView
    from shared.model.profile import Record


@click.command()
@click.argument("rcu", required=False)
@click.option("--record", metavar="SOURCE:ID", help="The profile of a source's record.")
@purpose_option("review")
@json_option
def explain(rcu: str | None, record: str | None, purpose: str, as_json: bool) -> None:
    """Say why the records of a profile are one person.

    Each record is shown with its decision, the evidence in words with its weight in bits, the
    probability, and the version of the weights it rested on.

    \b
    Example:
      nova explain rcu_b87b00752bc689801e31a1375
      nova explain --record eventclick.crm:E0000060
    """
    from shared.local.terminal.disclosure import disclose  # noqa: PLC0415
    from shared.local.terminal.finding import find_profiles  # noqa: PLC0415

    app = open_app()
    (found,) = find_profiles(app, rcu=rcu, record=record)
    view = app.viewing.view(found)
    # Record ids are often e-mails: naming them is a disclosure.
    disclose(app, act="profile explained", purpose=purpose, profiles=[view.profile.rcu])
    value = {
        "rcu": view.profile.rcu,
        **({"asked_for": rcu} if rcu and rcu != view.profile.rcu else {}),
        "records": [_value(one) for one in _in_order(view)],
        "open_reviews": [one.id for one in view.reviews],
        "households": list(view.profile.households),
        "different": list(view.profile.different),
    }
    answer(value, _lines(value), as_json=as_json)


def _in_order(view: ProfileView) -> list[Record]:
    return sorted(view.records.values(), key=lambda one: (one.link.at, one.source, one.record_id))


def _value(record: Record) -> dict[str, Any]:
    from shared.local.terminal.evidence import in_words as sentences  # noqa: PLC0415

    link = record.link
    return {
        "record": f"{record.source}:{record.record_id}",
        "decision": link.decision,
        "probability": link.probability,
        "evidence": sentences(link),
        "compared_with": link.candidate,
        "weights": link.weights,
        "at": link.at,
        **({"by": link.by} if link.by else {}),
    }


def _lines(value: dict[str, Any]) -> Iterator[str]:
    from shared.local.terminal.evidence import DECIDED, household_lines  # noqa: PLC0415

    yield f"{value['rcu']}: {in_words(len(value['records']), 'records')}"
    for one in value["records"]:
        yield ""
        yield f"{one['record']}"
        by = f" ({one['by']})" if "by" in one else ""
        yield f"  {DECIDED[one['decision']]}{by}, {one['at']}"
        if one["decision"] != "new":
            yield f"  {one['probability']:.2%} likely, by the weights {one['weights']}"
        yield from (f"    {sentence}" for sentence in one["evidence"])
    if value["open_reviews"]:
        yield ""
        yield f"In doubt: review {', '.join(value['open_reviews'])}"
    yield from household_lines(value["households"])
    for rcu in value["different"]:
        yield f"Somebody else, said a person: {rcu}"
