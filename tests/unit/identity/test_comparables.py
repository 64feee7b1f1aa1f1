from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.identity.comparables import clean_date, clean_phone, comparables_of, split_name
from shared.model.comparables import MOST_VALUES, Comparables, Name, union

WORDS = st.sampled_from(["a", "bo", "cle", "dune", "ete"])
NAMES = st.builds(Name, given=WORDS, family=WORDS)


def values_of(one: st.SearchStrategy) -> st.SearchStrategy:
    return st.sets(one, max_size=4).map(lambda found: tuple(sorted(found)))


COMPARABLES = st.builds(
    Comparables, emails=values_of(WORDS), names=values_of(NAMES), postal_codes=values_of(WORDS)
)


@given(COMPARABLES, COMPARABLES, COMPARABLES)
def test_union_does_not_depend_on_order_or_repetition(
    first: Comparables, second: Comparables, third: Comparables
) -> None:
    assert union(first, second) == union(second, first)
    assert union(union(first, second), third) == union(first, union(second, third))
    assert union(first, first) == first
    assert union(union(first, second), second) == union(first, second)


def test_union_keeps_a_bounded_number_of_values_in_any_order() -> None:
    many = [Comparables(emails=(f"{number:03}@example.org",)) for number in range(60)]
    forwards, backwards = Comparables(), Comparables()
    for one in many:
        forwards = union(forwards, one)
    for one in reversed(many):
        backwards = union(backwards, one)
    assert forwards == backwards
    assert len(forwards.emails) == MOST_VALUES


def test_comparables_survive_json() -> None:
    comparables = Comparables(emails=("a@example.org",), names=(Name("anne", "roche"),))
    stored = msgspec.json.encode(comparables)
    assert msgspec.json.decode(stored, type=Comparables) == comparables


def test_a_contact_is_folded_for_comparison() -> None:
    comparables = comparables_of(
        {
            "given_name": "Jean-François",
            "family_name": "D'Éstève",
            "email": " Jean.Esteve+promo@Example.ORG ",
            "telephone": "+33 6 39 98 12 34",
            "mobile": "+33639981234",
            "postal_code": "69 003",
            "birth_date": "1980-02-29",
            "street_address": "3, rue de la Paix",
            "address_locality": "Saint-Étienne",
            "gender": "female",
            "address_country": "FR",
        }
    )
    assert comparables == Comparables(
        emails=("jean.esteve@example.org",),
        phones=("+33639981234",),
        names=(Name("jean francois", "d esteve"),),
        postal_codes=("69003",),
        birth_dates=("19800229",),
        streets=("3 rue de la paix",),
        localities=("saint etienne",),
        genders=("f",),
        countries=("fr",),
    )


def test_what_cannot_be_read_is_missing() -> None:
    unreadable = {
        "email": "no address",
        "telephone": "12",
        "postal_code": "0",
        "birth_date": "last spring",
        "given_name": "--",
    }
    assert comparables_of(unreadable) == Comparables()


@pytest.mark.parametrize("phone", ["0000000000", "+33611111111", "0123456789", "n/a"])
def test_a_made_up_phone_is_missing(phone: str) -> None:
    assert clean_phone(phone) == ""


@pytest.mark.parametrize("names", [("Test", "Test"), ("xxx", ""), ("Prénom", "NOM")])
def test_a_made_up_name_is_missing(names: tuple[str, str]) -> None:
    assert comparables_of({"given_name": names[0], "family_name": names[1]}).names == ()


def test_a_real_name_that_looks_made_up_is_kept_beside_a_real_one() -> None:
    found = comparables_of({"given_name": "Hugo", "family_name": "Guest"})
    assert found.names == (Name("hugo", "guest"),)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1971-06-24", "19710624"),
        ("19710624", "19710624"),
        ("24/06/1971", "19710624"),
        ("1971-06-24T00:00:00Z", "19710624"),
        ("1900-01-01", ""),
        ("", ""),
    ],
)
def test_dates_are_read_in_the_forms_they_come_in(text: str, date: str) -> None:
    assert clean_date(text) == date


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anne Roche", Name("anne", "roche")),
        ("ROCHE Anne", Name("anne", "roche")),
        ("Roche, Anne", Name("anne", "roche")),
        ("Mme Anne de la Roche", Name("anne", "de la roche")),
        ("Roche", Name("", "roche")),
    ],
)
def test_a_full_name_is_split(text: str, name: Name) -> None:
    assert split_name(text) == name


def test_a_full_name_fills_only_the_missing_half() -> None:
    found = comparables_of({"family_name": "Roche", "name": "Anne Roche"})
    assert found.names == (Name("anne", "roche"),)
