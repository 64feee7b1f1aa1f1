"""How well unknown exports are mapped: with everything, with something taken away, beside a peer.

Nothing is learnt from these layouts, so leaving one out is done to the vocabulary: the layout is
mapped without the words that it alone of all layouts uses, as if nobody had seen its like; and
without the whole language of its headers. Both are harsher than a layout that is only new.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, cast

from shared.ingest.meaning import spelling
from shared.ingest.meaning.headers import split_words
from shared.ingest.meaning.lexicon import LANGUAGES, Meaning, load_lexicon
from shared.ingest.suggestion import Suggestion, suggest
from shared.model.fields import CONTACT_FIELDS, EXTENSION, INTERACTION_FIELDS
from tests.bench.environments import environment_with
from tests.bench.tables import show
from tests.layouts import Layout, real_layouts, written_layouts

PINNED = ("valentine==1.0.1",)
EXAMPLE = {
    "given_name": "Camille",
    "family_name": "Dupont",
    "name": "Camille Dupont",
    "email": "camille@example.org",
    "telephone": "0199000123",
    "postal_code": "69003",
    "address_locality": "Lyon",
    "birth_date": "1980-05-17",
    "amount": "12.50",
}

_BANDS = (0.0, 0.8, 0.87, 0.95, 0.985)

Answers = Mapping[str, str]
"""Column -> canonical field."""


def measure(scratch: Path, *, full: bool, repeats: int) -> dict[str, Any]:
    """Lenient precision, precision and recall over the labelled layouts, and seconds per file."""
    real, written = list(real_layouts()), list(written_layouts())
    layouts = [*real, *written]
    rows = [
        ("real layouts, as developed with", *_score(real, _map_all(real))),
        ("written layouts, some mended after", *_score(written, _map_all(written))),
        (
            "own words of a layout struck out",
            *_score(layouts, {one.name: _fields(found) for one, found in _unseen(layouts)}),
        ),
    ]
    for language in LANGUAGES:
        spoken = [layout for layout in layouts if layout.language == language]
        with _without(_terms_of(language)):
            rows.append((f"without any {language} word", *_score(spoken, _map_all(spoken))))
    rows += _peers(layouts, scratch)
    columns = ("mapping", "files", "lenient precision", "precision", "recall", "whole files")
    shown = [
        (name, files, *(f"{share:.3f}" for share in shares), whole)
        for name, files, *shares, whole in rows
    ]
    show("Mapping of labelled layouts", columns, shown)
    reliability = _reliability(layouts)
    show("Confidence", ("said", "columns", "right or harmless"), reliability)
    seconds = [_seconds(layout) for layout in layouts]
    print(f"\n  {1000 * median(seconds):.0f} ms a file (median), {1000 * max(seconds):.0f} at most")
    return {
        "rows": [dict(zip(columns, row, strict=True)) for row in rows],
        "confidence": reliability,
        "seconds": seconds,
    }


def _map_all(layouts: Iterable[Layout]) -> dict[str, Answers]:
    return {layout.name: _map(layout) for layout in layouts}


def _map(layout: Layout) -> Answers:
    return _fields(suggest(layout.columns, layout.sample))


def _fields(suggestion: Suggestion) -> Answers:
    return {name: one.field for name, one in suggestion.columns.items()}


def _score(
    layouts: Sequence[Layout], answers: Mapping[str, Answers]
) -> tuple[int, float, float, float, int]:
    """(files, lenient precision, precision, recall, files without a mistake)."""
    right = wrong = harmful = missed = whole = 0
    for layout in layouts:
        mistakes = 0
        for column, field in layout.truth.items():
            said = answers[layout.name].get(column, EXTENSION)
            if said == field:
                right += field != EXTENSION
                continue
            mistakes += 1
            missed += field != EXTENSION
            wrong += said != EXTENSION
            harmful += said not in (EXTENSION, *layout.accept.get(column, ()))
        whole += not mistakes
    lenient = right / max(1, right + harmful)
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return len(layouts), round(lenient, 4), round(precision, 4), round(recall, 4), whole


def _unseen(layouts: Sequence[Layout]) -> Iterator[tuple[Layout, Suggestion]]:
    """Each layout, mapped without the words that it alone uses."""
    used = {layout.name: _terms_in(layout) for layout in layouts}
    users = Counter(term for terms in used.values() for term in terms)
    for layout in layouts:
        with _without({term for term in used[layout.name] if users[term] == 1}):
            yield layout, suggest(layout.columns, layout.sample)


def _terms_in(layout: Layout) -> set[str]:
    """Every known term that stands in a header."""
    lexicon = load_lexicon()
    found = set()
    for column in layout.columns:
        words = [word.text for word in split_words(column) if word.text not in lexicon.stop_words]
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + lexicon.longest_term) + 1):
                found.add(" ".join(words[start:end]))
    return found & lexicon.terms.keys()


def _terms_of(language: str) -> set[str]:
    known = load_lexicon().term_languages
    return {term for term, languages in known.items() if languages == {language}}


@contextmanager
def _without(terms: set[str]) -> Iterator[None]:
    """The lexicon of this process without these terms, for a while."""
    known = cast(MutableMapping[str, tuple[Meaning, ...]], load_lexicon().terms)
    struck = {term: known.pop(term) for term in terms}
    spelling.spell.cache_clear()
    try:
        yield
    finally:
        known.update(struck)
        spelling.spell.cache_clear()


def _reliability(layouts: Sequence[Layout]) -> list[tuple[str, int, float]]:
    """By the confidence said: columns, and the share right or harmless, own words struck out."""
    seen: dict[float, list[bool]] = {}
    for layout, suggested in _unseen(layouts):
        for name, one in suggested.columns.items():
            if one.field != EXTENSION:
                fine = one.field in (layout.truth[name], *layout.accept.get(name, ()))
                band = max(bound for bound in _BANDS if bound <= one.confidence)
                seen.setdefault(band, []).append(fine)
    return [
        (f"{band:.2f} or more", len(fine), round(sum(fine) / len(fine), 3))
        for band, fine in sorted(seen.items())
    ]


def _peers(
    layouts: Sequence[Layout], scratch: Path
) -> list[tuple[str, int, float, float, float, int]]:
    python = environment_with(scratch / "peer", PINNED)
    if python is None:
        return []
    given, answered = scratch / "layouts.json", scratch / "answers.json"
    fields = (*CONTACT_FIELDS, *INTERACTION_FIELDS)
    asked = {
        "example": {field: EXAMPLE.get(field, "") for field in fields},
        "layouts": [
            {"name": one.name, "columns": list(one.columns), "rows": list(one.sample[:20])}
            for one in layouts
        ],
    }
    given.write_text(json.dumps(asked), encoding="utf-8")
    script = Path(__file__).with_name("peer_valentine.py")
    subprocess.run([str(python), str(script), str(given), str(answered)], check=True)
    answers = json.loads(answered.read_text("utf-8"))
    return [
        (f"{PINNED[0]}, {matcher}", *_score(layouts, said)) for matcher, said in answers.items()
    ]


def _seconds(layout: Layout) -> float:
    began = time.perf_counter()
    _map(layout)
    return time.perf_counter() - began
