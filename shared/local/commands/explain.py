"""`nova explain`: why the records of a profile are one person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from shared.local.installation.session import open_app
from shared.local.terminal.evidence import Language, decided, explained, language_option
from shared.local.terminal.surface import answer, in_words, json_option, purpose_option

if TYPE_CHECKING:
    from shared.identity.viewing import ProfileView
    from shared.model.profile import Record, Review

_SAID: Final[dict[Language, dict[str, str]]] = {
    "en": {"doubt": "In doubt", "different": "Somebody else, said a person"},
    "fr": {"doubt": "En doute", "different": "Quelqu'un d'autre, a dit une personne"},
}


@click.command()
@click.argument("rcu", required=False)
@click.option("--record", metavar="SOURCE:ID", help="The profile of a source's record.")
@purpose_option("review")
@language_option
@json_option
def explain(
    rcu: str | None, record: str | None, purpose: str, language: Language, as_json: bool
) -> None:
    """Say why the records of a profile are one person.

    Each record, and each pair in doubt, is shown with its decision as a waterfall: where it starts,
    what each field adds in bits, how common that is among unrelated people, how far the source is
    trusted, and the probability it ends in, with the version of the weights.

    \b
    Example:
      nova explain rcu_b87b00752bc689801e31a1375 --language fr
      nova explain rcu_b87b00752bc689801e31a1375
      nova explain --record eventclick.crm:E0000034
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
        "records": [_value(one, language) for one in _in_order(view)],
        "open_reviews": [one.id for one in view.reviews],
        "doubts": [_doubt(one, language) for one in view.reviews],
        "households": list(view.profile.households),
        "different": list(view.profile.different),
    }
    answer(value, _lines(value, language), as_json=as_json)


def _in_order(view: ProfileView) -> list[Record]:
    return sorted(view.records.values(), key=lambda one: (one.link.at, one.source, one.record_id))


def _value(record: Record, language: Language) -> dict[str, Any]:
    link = record.link
    return {
        "record": f"{record.source}:{record.record_id}",
        "decision": link.decision,
        "probability": link.probability,
        **explained(link, language),
        "compared_with": link.candidate,
        "weights": link.weights,
        "at": link.at,
        **({"by": link.by} if link.by else {}),
    }


def _doubt(review: Review, language: Language) -> dict[str, Any]:
    return {
        "review": review.id,
        "profile": review.profile,
        "candidate": review.candidate,
        **({"rival": review.rival} if review.rival else {}),
        "probability": review.probability,
        "weights": review.weights,
        **explained(review, language),
    }


def _lines(value: dict[str, Any], language: Language) -> Iterator[str]:
    from shared.local.terminal.evidence import (  # noqa: PLC0415
        household_lines,
        waterfall_lines,
    )

    count = len(value["records"])
    in_french = f"{count} fiche{'s' if count > 1 else ''}"
    yield f"{value['rcu']}: {in_french if language == 'fr' else in_words(count, 'records')}"
    for one in value["records"]:
        yield ""
        yield f"{one['record']}"
        by = f" ({one['by']})" if "by" in one else ""
        yield f"  {decided(one['decision'], language)}{by}, {one['at']}"
        if one["waterfall"]:
            yield from waterfall_lines(one)
    for one in value["doubts"]:
        yield ""
        pair = f"{one['profile']}  ?=  {one['candidate']} (review {one['review']})"
        yield f"{_SAID[language]['doubt']}: {pair}"
        yield from waterfall_lines(one)
    yield from household_lines(value["households"], language)
    for rcu in value["different"]:
        yield f"{_SAID[language]['different']}: {rcu}"
