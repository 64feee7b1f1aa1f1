"""Real export layouts, labelled: what is suggested for them is right, or does no harm."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from shared.ingest.adoption import SAMPLE
from shared.ingest.formats.rows import Row
from shared.ingest.reading import read_rows, sniff
from shared.ingest.suggestion import Suggestion, suggest
from shared.model.fields import EXTENSION
from tests.layouts import written_layouts

EXPORTS = Path(__file__).parents[2] / "data" / "exports"
FOLDERS = sorted(EXPORTS.iterdir())

KNOWN_HARM = {
    ("meetup_attendees_en", "Title"): "job_title",
    ("stripe_customers_en", "Plan"): "ticket_type",
}
"""What is known to be wrong: the role in a group, a customer's plan."""

KNOWN_MISSES = {
    ("helloasso_adhesions_fr", "Champ additionnel: Date de naissance"),
    ("meetup_attendees_en", "RSVPed on"),
    ("pipedrive_persons_json", "org_id.name"),
    ("ticket_checkout_log_en", "Job ID"),
    ("weezevent_participants_json", "create_date"),
    ("weezevent_participants_json", "id_transaction"),
}
"""What is known not to be found, or found in a column that is as good."""


def suggestion_for(folder: Path) -> Suggestion:
    with next(folder.glob("export.*")).open("rb") as stream:
        dialect = sniff(stream)
        rows = (row for row in read_rows(stream, dialect) if isinstance(row, Row))
        sample = [row.cells for row in islice(rows, SAMPLE)]
    return suggest(dialect.columns, sample)


def truth_of(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "truth.json").read_text("utf-8"))
    return read


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_column_of_a_real_layout_is_taken_for_what_it_is_not(folder: Path) -> None:
    truth = truth_of(folder)

    harm = {
        (folder.name, name): column.field
        for name, column in suggestion_for(folder).columns.items()
        if column.field not in (EXTENSION, truth["mapping"][name])
        and column.field not in truth["accept"].get(name, [])
    }

    assert harm == {key: field for key, field in KNOWN_HARM.items() if key[0] == folder.name}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_field_of_a_real_layout_is_found(folder: Path) -> None:
    columns = suggestion_for(folder).columns

    missed = {
        (folder.name, name)
        for name, field in truth_of(folder)["mapping"].items()
        if field != EXTENSION and columns[name].field != field
    }

    assert missed == {key for key in KNOWN_MISSES if key[0] == folder.name}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_yes_to_being_left_alone_is_never_taken_for_consent(folder: Path) -> None:
    truth = truth_of(folder)

    opted_out = {name for name, one in suggestion_for(folder).columns.items() if one.opted_out}

    consents = {name for name, field in truth["mapping"].items() if field.startswith("consent_")}
    assert opted_out == consents & set(truth["negative_polarity"])


def test_written_layouts_are_mapped_as_well_as_they_were() -> None:
    """A floor against going back; what an unseen layout can expect is in docs/mapping.md."""
    right = harmful = missed = 0
    for layout in written_layouts():
        columns = suggest(layout.columns, layout.sample).columns
        for name, field in layout.truth.items():
            said = columns[name].field
            right += said == field != EXTENSION
            missed += said != field != EXTENSION
            harmful += said not in (EXTENSION, field, *layout.accept[name])

    assert right / (right + harmful) > 0.99
    assert right / (right + missed) > 0.97
