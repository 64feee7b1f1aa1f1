"""The onboarding checklist in the asker's language: what each step is, what was found, what to do.

A sentence is named `<step>.<said>`; what to do has the same name, and is left out where nothing is
to be done. Figures stand in it by name. YAML lines and commands are the same in both languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from shared.local.terminal.checklist_words import DO, FOUND, TITLES
from shared.local.terminal.evidence import Language
from shared.local.terminal.surface import printable

_STATES: Final[dict[Language, dict[str, str]]] = {
    "en": {"done": "done   ", "missing": "MISSING", "open": "open   "},
    "fr": {"done": "fait      ", "missing": "MANQUE    ", "open": "en suspens"},
}
_SUMS: Final[dict[Language, tuple[str, str]]] = {
    "en": (
        "{acquisition} is ready: nothing is missing (open: {open})",
        "{acquisition} is not ready: done {done}, missing {missing}, open {open}",
    ),
    "fr": (
        "{acquisition} est prête : rien ne manque (en suspens : {open})",
        "{acquisition} n'est pas prête : {done} faites, {missing} manquantes, {open} en suspens",
    ),
}


def in_words(
    *, id: str, state: str, said: str, figures: Mapping[str, Any], language: Language
) -> dict[str, str]:
    """One step for people and machines: `{id, title, state, found, do}`."""
    sentence = f"{id}.{said}"
    shown = {name: _shown(name, one, language) for name, one in figures.items()}
    common = f"*.{said}"
    found = FOUND[language].get(sentence) or FOUND[language][common]
    do = DO[language].get(sentence) or DO[language].get(common, "")
    return {
        "id": id,
        "title": TITLES[language][id],
        "state": state,
        "found": found.format(**shown),
        "do": do.format(**shown),
    }


def checklist_lines(
    acquisition: str, steps: Sequence[Mapping[str, str]], language: Language
) -> Iterator[str]:
    """The checklist for people: each step with its state, what was found, and what to do."""
    states = [one["state"] for one in steps]
    counts = {state: states.count(state) for state in ("done", "missing", "open")}
    ready, not_ready = _SUMS[language]
    yield (not_ready if counts["missing"] else ready).format(acquisition=acquisition, **counts)
    yield ""
    for one in steps:
        mark = _STATES[language][one["state"]]
        yield f"{mark}  {one['title']} – {one['found']}"
        if one["do"]:
            yield f"{' ' * len(mark)}  -> {one['do']}"


def _shown(name: str, figure: object, language: Language) -> str:
    if isinstance(figure, float):
        share = f"{figure:.1%}"
        return share if language == "en" else share.replace(".", ",").replace("%", " %")
    if isinstance(figure, int):
        return f"{figure:,}" if language == "en" else f"{figure:,}".replace(",", " ")
    return printable(str(figure))
