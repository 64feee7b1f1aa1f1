"""The quality of columns: shares, what cleaning did, and shapes that say nothing of anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from shared.ingest.quality import Duplicates, Measuring, shape_of

FIELDS = {
    "ref": "source_id",
    "mel": "email",
    "nom": "family_name",
    "prenom": "given_name",
    "cp": "postal_code",
    "note": "extension",
}


def measured(rows: Sequence[Mapping[str, str]]) -> Measuring:
    measuring = Measuring(FIELDS, rows)
    for row in rows:
        measuring.add(row)
    return measuring


ROWS = (
    {"ref": "1", "mel": "lou@example.org", "nom": "Paz", "prenom": "Lou", "cp": "69003"},
    {"ref": "2", "mel": "LOU@example.org", "nom": "PAZ", "prenom": "lou", "cp": "69003"},
    {"ref": "2", "mel": "noreply@example.org", "nom": "Brun", "prenom": "Ada", "cp": "69003"},
    {"ref": "4", "mel": "pas encore", "nom": "Brun", "note": "x"},
)


def test_a_column_is_measured_in_shares() -> None:
    quality = measured(ROWS).quality()

    assert quality["mel"].completeness == 1.0
    assert (quality["mel"].validity, quality["mel"].placeholders) == (0.5, 0.25)
    assert quality["cp"].completeness == 0.75
    assert quality["cp"].uniqueness == 0.3333
    assert quality["mel"].notes["placeholder"] == 1


def test_an_extension_is_neither_valid_nor_invalid() -> None:
    assert measured(ROWS).quality()["note"].validity is None


def test_a_value_set_aside_is_shown_by_its_shape_alone() -> None:
    assert measured(ROWS).quality()["mel"].suspicious == ("xxx xxxxxx",)


def test_a_phone_is_judged_by_the_country_its_row_names() -> None:
    fields = {"tel": "telephone", "pays": "address_country"}
    rows = [
        {"tel": "0151 23456789", "pays": "Deutschland"},
        {"tel": "0151 23456789", "pays": "France"},
    ]
    measuring = Measuring(fields, rows)
    for row in rows:
        measuring.add(row)

    assert measuring.quality()["tel"].validity == 0.5


def test_the_share_of_mobiles_is_that_of_the_valid_numbers() -> None:
    rows = [{"tel": number} for number in ("0611223344", "0142345678", "NC", "")]
    measuring = Measuring({"tel": "telephone", "nom": "name"}, rows)
    for row in rows:
        measuring.add(row)

    assert measuring.quality()["tel"].mobile == 0.5
    assert measuring.quality()["nom"].mobile is None


def test_rows_that_repeat_an_earlier_one_are_counted() -> None:
    assert measured(ROWS).duplicates() == Duplicates(key=1, email=1, name_and_postal_code=1)


def test_a_file_without_rows_has_no_quality_to_speak_of() -> None:
    assert measured(()).quality()["mel"].validity is None


@given(st.text(max_size=60))
def test_no_letter_and_no_digit_of_a_value_survives_in_its_shape(text: str) -> None:
    kept = {one for one in shape_of(text) if one.isalnum()}

    assert kept <= {"x", "9"}
