"""Decisions that were stored, their evidence and what they found, in the asker's language."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

import click

if TYPE_CHECKING:
    from shared.model.profile import Link, Review

Command = TypeVar("Command", bound=Callable[..., Any])
Language = Literal["en", "fr"]

DECIDED: Final = {
    "new": "nobody like this was known: the first of the profile",
    "link": "recognised",
    "review": "doubtful: put beside, and a person asked",
    "same": "a person said it is the same",
    "split": "a person told it apart from others",
}
"""What each decision on a record comes to."""

DECIDED_FR: Final = {
    "new": "personne de semblable n'était connu : le premier du profil",
    "link": "reconnu",
    "review": "douteux : mis à côté, et une personne interrogée",
    "same": "une personne a dit que c'est le même",
    "split": "une personne l'a séparé d'autres",
}

_HOUSEHOLDS_SHOWN: Final = 10


def household_lines(households: Sequence[str], language: Language = "en") -> Iterator[str]:
    """Who lives in the same home, the first of many: a block of flats may hold hundreds."""
    same = "Same household" if language == "en" else "Même foyer"
    yield from (f"{same}: {rcu}" for rcu in households[:_HOUSEHOLDS_SHOWN])
    more = len(households) - _HOUSEHOLDS_SHOWN
    if more > 0 and language == "fr":
        yield f"{same}: et {more} de plus (tous avec --json)"
    elif more > 0:
        yield f"{same}: and {more:,} more (all of them with --json)"


def decided(decision: str, language: Language) -> str:
    """What a decision on a record comes to."""
    return (DECIDED if language == "en" else DECIDED_FR)[decision]


def language_option(command: Command) -> Command:
    """Add `--language`: what the terminal speaks unless it is said."""
    return click.option(
        "--language",
        type=click.Choice(("en", "fr")),
        default=lambda: spoken(os.environ),
        show_default="as LC_ALL, LC_MESSAGES or LANG say, else en",
        help="The language of the explanation.",
    )(command)


def spoken(environment: Mapping[str, str]) -> Language:
    """French where the terminal speaks it, else English."""
    said = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "fr" if next(filter(None, said), "").lower().startswith("fr") else "en"


def explained(judged: Link | Review, language: Language) -> dict[str, Any]:
    """A stored decision for machines: its fields in words, and its waterfall, step by step."""
    import msgspec  # noqa: PLC0415

    from shared.identity.explanation import waterfall  # noqa: PLC0415
    from shared.identity.wording import (  # noqa: PLC0415
        end_in_words,
        fields_in_words,
        step_in_words,
    )

    found = waterfall(judged)
    return {
        "evidence": fields_in_words(found, language),
        "waterfall": [
            {**msgspec.to_builtins(step), "words": step_in_words(step, language)}
            for step in found.steps
        ],
        "result": end_in_words(found, language) if found.steps else "",
    }


def waterfall_lines(explained: Mapping[str, Any]) -> Iterator[str]:
    """A waterfall for people: each step, and where it ends."""
    yield from (f"    {step['words']}" for step in explained["waterfall"])
    yield f"    = {explained['result']}"
