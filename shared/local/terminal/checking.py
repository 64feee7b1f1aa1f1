"""Blind checks as a person is asked them, and what their answers came to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from shared.local.terminal.disclosure import record, withheld
from shared.local.terminal.evidence import Language
from shared.local.terminal.surface import in_words, table
from shared.local.terminal.waiting import side_by_side

if TYPE_CHECKING:
    from shared.identity.quality import Estimate, Quality
    from shared.model.profile import Review
    from shared.wiring.app import App

_SAID: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "asked": ": one person, or not? What was decided stands unless you differ",
        "see": "see both sides with --purpose review",
        "none": "No decision was put to people as a blind check yet: links and near misses are",
        "none, then": "drawn as contacts are resolved; they stand under: nova reviews",
        "quality": "What is decided without a person, by blind checks (95 % intervals):",
        "all": "all",
        "of": "of",
        "to": "to",
    },
    "fr": {
        "asked": " : une personne, ou deux ? Ce qui est décidé tient sauf avis contraire",
        "see": "voir les deux côtés avec --purpose review",
        "none": "Aucune décision n'a encore été soumise à l'aveugle : des liens et des quasi-liens",
        "none, then": "sont tirés au fil des contacts ; les voir : nova reviews",
        "quality": "Ce qui est décidé sans personne, d'après les contrôles (intervalles à 95 %) :",
        "all": "tous",
        "of": "sur",
        "to": "à",
    },
}

_SIDES: Final[dict[Language, tuple[str, str, str]]] = {
    "en": ("field", "one", "the other"),
    "fr": ("champ", "l'un", "l'autre"),
}

_MEASURED: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("company", "month", "links right", "precision", "missed", "recall", "waiting"),
    "fr": ("société", "mois", "liens justes", "précision", "manqués", "rappel", "en attente"),
}


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


def check_lines(
    count: int, shown: Sequence[dict[str, Any]], language: Language = "en"
) -> Iterator[str]:
    """The checks, beneath the doubtful pairs."""
    if not shown:
        return
    said = _SAID[language]
    yield ""
    waiting = in_words(count, "blind checks") + (" waits" if count == 1 else " wait")
    if language == "fr":
        many = "s" if count > 1 else ""
        waiting = f"{count} contrôle{many} à l'aveugle attend{'ent' if many else ''}"
    yield f"{waiting}{said['asked']}"
    for one in shown:
        yield ""
        yield f"{one['id']}  ({one['source']})"
        if "first_fields" not in one:
            yield f"  {said['see']}"
            continue
        first, second = one["first_fields"], one["second_fields"]
        yield from side_by_side(first, second, header=_SIDES[language])


def quality_lines(found: Sequence[Quality], language: Language = "en") -> Iterator[str]:
    """Precision and recall with their intervals, by company and month."""
    said = _SAID[language]
    if not found:
        yield said["none"]
        yield said["none, then"]
        return
    yield said["quality"]
    yield ""
    yield from table(
        [
            (
                one.company,
                one.month or said["all"],
                f"{one.right} {said['of']} {one.links}",
                _share(one.precision, language),
                f"{one.missed} {said['of']} {one.near_misses}",
                _share(one.recall, language),
                f"{one.waiting:,}",
            )
            for one in found
        ],
        header=_MEASURED[language],
    )


def _share(estimate: Estimate | None, language: Language) -> str:
    from shared.identity.wording import percent  # noqa: PLC0415

    if estimate is None:
        return "-"
    share, low, high = (
        percent(one, language, digits=1) for one in (estimate.share, estimate.low, estimate.high)
    )
    return f"{share} ({low} {_SAID[language]['to']} {high})"
