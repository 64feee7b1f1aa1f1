"""Telephone numbers as cells hold them."""

from __future__ import annotations

from random import Random

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.rules.values.cleaned import EMPTY, PLACEHOLDER, Cleaned
from shared.rules.values.phone import _clean_unusual, clean, kind
from shared.rules.values.placeholder import is_placeholder_phone

UNASSIGNED = "range not in use; the length is right"
SEVERAL = "several numbers: the first was kept"


@pytest.mark.parametrize(
    "cell",
    ["0199001234", "01 99 00 12 34", "01.99.00.12.34", "01-99-00-12-34", "01/99/00/12/34",
     "+33199001234", "+33 1 99 00 12 34", "+33 (0)1 99 00 12 34", "+33 01 99 00 12 34",
     "0033199001234", "00 33 1 99 00 12 34", "33199001234", "'0199001234", "p:+33199001234",
     "Tél : 01 99 00 12 34", "01\u00a099\u202f00 12 34", "01 99 00 12 34 poste 12",
     "01 99 00 12 34 ext. 5", "33199001234.0"],
)  # fmt: skip
def test_every_french_spelling_is_one_number(cell: str) -> None:
    """However it is written, it is dialled the same."""
    assert clean(cell, country="FR") == Cleaned("+33199001234")


def test_a_zero_lost_in_a_spreadsheet_comes_back_with_a_note() -> None:
    """Nine digits in France are ten without the first."""
    assert clean("199001234", country="FR") == Cleaned("+33199001234", "leading zero restored")


@pytest.mark.parametrize(
    ("cell", "country", "expected"),
    [
        ("06 39 98 12 34", "FR", "+33639981234"),
        ("+33 6 39 98 12 34", "GB", "+33639981234"),
        ("07700 900123", "GB", "+447700900123"),
        ("+44 7700 900123", "FR", "+447700900123"),
    ],
)
def test_numbers_nobody_has_been_given_yet_are_kept_and_noted(
    cell: str, country: str, expected: str
) -> None:
    """Fictional ranges, and those opened after the library's release, have the right length."""
    assert clean(cell, country=country) == Cleaned(expected, UNASSIGNED)


@pytest.mark.parametrize(
    ("cell", "country", "expected"),
    [
        ("(415) 555-0123", "US", "+14155550123"),
        ("415-555-0123 x12", "US", "+14155550123"),
        ("+1 415 555 0123", "FR", "+14155550123"),
        ("020 7946 0123", "GB", "+442079460123"),
        ("030/901820", "DE", "+4930901820"),
        ("0049 30 901820", "FR", "+4930901820"),
        ("06 698 12345", "IT", "+390669812345"),
    ],
)
def test_other_countries_are_read_as_they_dial(cell: str, country: str, expected: str) -> None:
    """Trunk zeros, extensions and international prefixes follow the country."""
    assert clean(cell, country=country) == Cleaned(expected)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("0692 12 34 57", "+262692123457"),
        ("0590 81 23 45", "+590590812345"),
        ("0696 12 34 57", "+596696123457"),
        ("0694 21 34 57", "+594694213457"),
        ("0639 01 34 57", "+262639013457"),
    ],
)
def test_overseas_numbers_dialled_as_in_france_get_their_own_code(cell: str, expected: str) -> None:
    """La Réunion, Guadeloupe, Martinique, Guyane and Mayotte share France's national format."""
    assert clean(cell, country="FR") == Cleaned(expected, "French overseas number")
    assert clean(expected, country="FR") == Cleaned(expected)


@pytest.mark.parametrize(
    "cell",
    ["01 99 00 12 34 / 06 39 98 12 34", "01 99 00 12 34 ou 06 39 98 12 34",
     "01 99 00 12 34 06 39 98 12 34", "12 / 01 99 00 12 34 ; +44 20 7946 0123"],
)  # fmt: skip
def test_of_several_numbers_the_first_good_one_is_kept(cell: str) -> None:
    """The note says the cell held more; the caller has the original."""
    assert clean(cell, country="FR") == Cleaned("+33199001234", SEVERAL)


@pytest.mark.parametrize(
    "cell",
    ["0600000000", "0666666666", "0123456789", "01 02 03 04 05", "06 01 02 03 04", "0612345678",
     "0606060606", "1111111111", "0000000000", "+33612345678", "nc", "-", "N/A"],
)  # fmt: skip
def test_numbers_typed_to_fill_a_field_are_placeholders(cell: str) -> None:
    """Repeating and counting digits are nobody's number."""
    assert clean(cell, country="FR") == PLACEHOLDER


@pytest.mark.parametrize("cell", ["3949", "abc", "06 39 98", "12345678901234567890", "2024-04-03"])
def test_what_cannot_be_dialled_is_set_aside_and_not_repaired(cell: str) -> None:
    """Too short, too long or no number at all: None, never a guess."""
    assert clean(cell, country="FR") == Cleaned(None, "not a phone number in FR")


def test_a_local_number_without_its_area_is_not_dialled_from_elsewhere() -> None:
    """Seven digits do not say which city."""
    assert clean("555-0123", country="US") == Cleaned(None, "not a phone number in US")


def test_a_number_in_scientific_notation_has_lost_its_digits() -> None:
    """3.36E+10 is no longer anybody's number."""
    assert clean("3.36E+10", country="FR") == Cleaned(None, "spreadsheet rounded the number")


def test_an_empty_cell_says_nothing() -> None:
    """Blank is empty, and no note is due."""
    assert clean(" \t", country="FR") == EMPTY


@settings(max_examples=400, deadline=None)
@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_the_short_path_agrees_with_phonenumbers(dialled: str) -> None:
    """A French number without a note is valid for the library, and written as it writes it."""
    answer = clean(dialled, country="FR")
    number = phonenumbers.parse(dialled, "FR")
    if answer == PLACEHOLDER:
        return
    valid = phonenumbers.is_valid_number_for_region(number, "FR")
    assert (answer.note is None) == valid
    if valid:
        assert answer.value == phonenumbers.format_number(
            number, phonenumbers.PhoneNumberFormat.E164
        )


def test_a_clean_number_says_whether_it_is_a_mobiles() -> None:
    assert [kind(one) for one in ("+33612345678", "+33142345678", "+447911123456", "no")] == [
        "mobile",
        "fixed",
        "mobile",
        "",
    ]


def spellings(number: str, country: str) -> list[str]:
    """How a national number is dialled, at home and from abroad."""
    code = phonenumbers.country_code_for_region(country)
    trunk = phonenumbers.PhoneMetadata.metadata_for_region(country).national_prefix or ""
    spaced = f"{trunk}{number[:3]} {number[3:5]}.{number[5:]}"
    return [spaced, f"+{code} ({trunk}){number}", f"00{code}{number}", f"+{code}{number}"]


@pytest.mark.parametrize(
    "country", ["AT", "BE", "CH", "DE", "ES", "GB", "GR", "IE", "IT", "NL", "NZ", "PL", "PT"]
)
def test_the_short_path_of_each_country_agrees_with_phonenumbers(country: str) -> None:
    random = Random(country)
    for _ in range(200):
        kind = random.choice((0, 1, 2, 3, 4, 6))
        known = phonenumbers.example_number_for_type(country, kind)
        digits = list(phonenumbers.national_significant_number(known)) if known else ["1"]
        for _ in range(random.randrange(4)):
            digits[random.randrange(len(digits))] = str(random.randrange(10))
        number = "".join(digits)
        for dialled in (*spellings(number, country), number):
            value = clean(dialled, country=country).value
            try:
                read = phonenumbers.parse(dialled, country)
            except phonenumbers.NumberParseException:
                continue
            if phonenumbers.is_valid_number(read) and value is not None:
                assert value == phonenumbers.format_number(
                    read, phonenumbers.PhoneNumberFormat.E164
                )
            elif value is None:
                assert not phonenumbers.is_valid_number(read) or is_placeholder_phone(
                    str(read.national_number)
                )


@pytest.mark.parametrize(
    "country", ["AT", "BE", "CH", "DE", "ES", "GB", "GR", "IE", "IT", "NL", "NZ", "PL", "PT"]
)
def test_the_short_path_of_numbers_nobody_has_agrees_with_the_long_one(country: str) -> None:
    """Any digits of any length: what is read at once is what phonenumbers would have said."""
    random = Random(country)
    for _ in range(400):
        number = "".join(random.choices("0123456789", k=random.randrange(5, 13)))
        for dialled in spellings(number, country):
            long = _clean_unusual(dialled, country)
            assert clean(dialled, country=country) == long, dialled


def test_a_number_a_spreadsheet_has_counted_with_gains_no_digit() -> None:
    assert clean("+4930901820.0", country="DE").value == "+4930901820"
