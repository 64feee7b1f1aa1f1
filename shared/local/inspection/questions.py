"""What to ask the acquired company's engineers: about their data, their feed, their privacy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shared.ingest.meaning.calibration import CHECK
from shared.ingest.quality import ColumnQuality, Duplicates
from shared.ingest.suggestion import NO_KEY, ColumnSuggestion
from shared.model.fields import EXTENSION

FEED = (
    "How often will the file come, by when, and is each one complete or only what changed?",
    "What becomes of a record that was deleted on your side: does it leave the file?",
    "In which time zone are dates and times written?",
)
PRIVACY = (
    "Who answers data-subject requests on your side, and within how many days?",
    "How will your system learn of an erasure, and how will it confirm that it was carried out?",
    "On what legal basis is each way of contacting people recorded, and since when?",
)
_OFTEN_INVALID = 0.9


def questions(
    mapping: Mapping[str, ColumnSuggestion],
    quality: Mapping[str, ColumnQuality],
    duplicates: Duplicates,
    issues: Sequence[str],
) -> list[str]:
    """The questions this file raises, then those every feed and every company must answer."""
    return [*_of_the_data(mapping, quality, duplicates, issues), *FEED, *PRIVACY]


def _of_the_data(
    mapping: Mapping[str, ColumnSuggestion],
    quality: Mapping[str, ColumnQuality],
    duplicates: Duplicates,
    issues: Sequence[str],
) -> Iterator[str]:
    for name, one in mapping.items():
        if one.field != EXTENSION and one.confidence < CHECK:
            yield f"Is “{name}” the {one.field}? We take it for that, at {one.confidence:.0%}."
        measured = quality.get(name)
        if measured is None or measured.validity is None:
            continue
        if measured.validity + measured.placeholders < _OFTEN_INVALID:
            yield (
                f"What is in “{name}” where it is no {one.field}? "
                f"{1 - measured.validity - measured.placeholders:.0%} of its values are none."
            )
    for kind in dict.fromkeys(one.looks_like for one in mapping.values() if one.looks_like):
        named = [f"“{name}”" for name, one in mapping.items() if one.looks_like == kind]
        yield f"Whose {kind} are in {', '.join(named)}? We match nobody by them."
    if NO_KEY in issues:
        yield "Which column identifies a record, and stays the same from file to file?"
    if duplicates.key:
        times = "time" if duplicates.key == 1 else "times"
        yield f"The record key repeats ({duplicates.key:,} {times}): which of the rows counts?"


def in_words(duplicates: Duplicates) -> str:
    """What repeats inside the file, as one sentence; empty when nothing does."""
    counts = {
        "record key": duplicates.key,
        "e-mail": duplicates.email,
        "phone": duplicates.phone,
        "name and postal code": duplicates.name_and_postal_code,
    }
    said = ", ".join(f"{name} ({count:,})" for name, count in counts.items() if count)
    return f"Rows that repeat an earlier one's {said}." if said else ""
