"""The doubtful pairs that wait for a person, as lines in the asker's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from shared.local.terminal.evidence import Language, waterfall_lines
from shared.local.terminal.surface import in_words, table

_SAID: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "nobody": "No pair waits for a person.",
        "answer": "{pairs} for a person; answer with: nova reviews --decide ID ANSWER",
        "due": "{overdue} overdue ({share}; due within 24 h), the oldest asked {oldest} h ago",
        "one": "{id}  {probability} likely one person ({source}), asked {age} h ago{overdue}",
        "overdue": ", overdue",
        "rival": "less likely than it looks, because {rival} fits as well",
        "field": "field",
    },
    "fr": {
        "nobody": "Aucune paire n'attend personne.",
        "answer": "{pairs} une réponse ; répondre par : nova reviews --decide ID ANSWER",
        "due": "{overdue} en retard ({share} ; délai : 24 h), la plus ancienne date de {oldest} h",
        "one": "{id}  même personne à {probability} ({source}), posée il y a {age} h{overdue}",
        "overdue": ", en retard",
        "rival": "moins probable qu'il n'y paraît, car {rival} convient aussi",
        "field": "champ",
    },
}


def waiting_lines(
    queue: Mapping[str, Any], shown: Sequence[dict[str, Any]], language: Language
) -> Iterator[str]:
    """How many wait and how late they are, then each with its waterfall, and values if told."""
    from shared.identity import wording  # noqa: PLC0415

    said = _SAID[language]
    if not shown:
        yield said["nobody"]
        return
    yield said["answer"].format(pairs=_pairs(queue["open"], language))
    yield said["due"].format(
        overdue=_number(queue["overdue"], language),
        share=wording.percent(queue["share"], language),
        oldest=_number(queue["oldest_hours"], language),
    )
    for one in shown:
        yield ""
        yield said["one"].format(
            id=one["id"],
            probability=wording.percent(one["probability"], language, digits=1),
            source=one["source"],
            age=_number(one["age_hours"], language),
            overdue=said["overdue"] if one["overdue"] else "",
        )
        yield f"  {one['profile']}  ?=  {one['candidate']}"
        if "rival" in one:
            yield f"  {said['rival'].format(rival=one['rival'])}"
        yield from waterfall_lines(one)
        if "profile_fields" in one or "candidate_fields" in one:
            header = (said["field"], "profile", "candidate")
            first, second = one.get("profile_fields", {}), one.get("candidate_fields", {})
            yield from side_by_side(first, second, header=header)


def side_by_side(
    first: Mapping[str, str], second: Mapping[str, str], *, header: tuple[str, str, str]
) -> Iterator[str]:
    """The values of two people, field by field."""
    names = sorted({*first, *second})
    rows = [(name, first.get(name, ""), second.get(name, "")) for name in names]
    yield from (f"  {line}" for line in table(rows, header=header))


def _pairs(count: int, language: Language) -> str:
    if language == "en":
        return in_words(count, "pairs") + (" waits" if count == 1 else " wait")
    many = "s" if count > 1 else ""
    return f"{_number(count, language)} paire{many} attend{'ent' if many else ''}"


def _number(value: float, language: Language) -> str:
    grouped = f"{value:,}"
    return grouped if language == "en" else grouped.replace(",", " ").replace(".", ",")
