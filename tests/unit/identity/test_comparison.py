from __future__ import annotations

import pytest

from shared.identity.comparables import comparables_of
from shared.identity.comparison import FIELDS, LEVELS, Levels, compare
from shared.identity.names import family_level, given_level
from shared.model.comparables import Comparables, Name, union

ANNE = {
    "given_name": "Anne",
    "family_name": "Roche",
    "email": "anne.roche@example.org",
    "telephone": "+33639981234",
    "postal_code": "69003",
    "birth_date": "1971-06-24",
}


def levels(**changes: str) -> Levels:
    return compare(comparables_of(ANNE), comparables_of({**ANNE, **changes}))


def test_the_same_contact_agrees_on_everything_it_has() -> None:
    name = Name("anne", "roche")
    assert levels() == Levels(
        given_name="same",
        family_name="same",
        email="same",
        telephone="same",
        postal_code="same",
        birth_date="same",
        names=(name, name),
    )


def test_what_is_missing_on_either_side_is_missing_not_different() -> None:
    assert compare(comparables_of(ANNE), Comparables()) == Levels()
    assert compare(Comparables(), comparables_of(ANNE)) == Levels()


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("anne", "anne", "same"),
        ("robert", "bob", "nickname"),
        ("robert", "bob j", "nickname"),
        ("bob j", "bob", "nickname"),
        ("robert e", "roberto j", "nickname"),
        ("marc j", "anne j", "different"),
        ("p a", "paul a", "initial"),
        ("emmanuel", "manu", "nickname"),
        ("jean pierre", "jeanpierre", "nickname"),
        ("jean pierre", "jean", "nickname"),
        ("veronique", "veroniqeu", "typo"),
        ("anne", "a", "initial"),
        ("jean pierre", "jp", "initial"),
        ("ash", "ah", "similar"),
        ("marc", "marie", "similar"),
        ("paul", "anne", "different"),
        ("p", "anne", "different"),
        ("", "anne", "missing"),
    ],
)
def test_given_names(one: str, other: str, level: str) -> None:
    assert given_level(one, other) == level
    assert given_level(other, one) == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("roche", "roche", "same"),
        ("garcia lopez", "garcia", "part"),
        ("lopez garcia", "garcia lopez", "part"),
        ("le goff", "legoff", "part"),
        ("dupond", "dupont", "typo"),
        ("garcia lopez", "garcia vidal", "similar"),
        ("de vries", "de boer", "different"),
        ("roche", "vidal", "different"),
        ("roche", "", "missing"),
    ],
)
def test_family_names(one: str, other: str, level: str) -> None:
    assert family_level(one, other) == level
    assert family_level(other, one) == level


def test_exchanged_names_are_one_observation() -> None:
    found = levels(given_name="Roche", family_name="Anne")
    assert (found.given_name, found.family_name) == ("swapped", "missing")


@pytest.mark.parametrize(
    ("email", "level"),
    [
        ("anne.roche@example.net", "stem"),
        ("anne_roche71@example.org", "stem"),
        ("anne.rohce@example.org", "typo"),
        ("tulipe@example.org", "different"),
    ],
)
def test_email_levels(email: str, level: str) -> None:
    assert levels(email=email).email == level


def test_a_telling_local_part_is_carried_to_another_provider() -> None:
    one = comparables_of({**ANNE, "email": "tulipe4711@example.org"})
    other = comparables_of({**ANNE, "email": "tulipe4711@example.net"})
    assert compare(one, other).email == "local"


def test_desks_at_two_companies_are_different() -> None:
    one = comparables_of({**ANNE, "email": "contact@example.org"})
    other = comparables_of({**ANNE, "email": "contact@example.net"})
    assert compare(one, other).email == "different"


def test_dots_do_not_count_at_gmail() -> None:
    one = comparables_of({"email": "tulipe.noire@gmail.com"})
    other = comparables_of({"email": "tulipenoire@googlemail.com"})
    assert compare(one, other).email == "mailbox"


@pytest.mark.parametrize(
    ("field", "value", "level"),
    [
        ("telephone", "0639981234", "same"),
        ("telephone", "+33639981235", "typo"),
        ("telephone", "+33639987777", "different"),
        ("postal_code", "69030", "typo"),
        ("postal_code", "69210", "area"),
        ("postal_code", "13001", "different"),
        ("birth_date", "1971-06-25", "typo"),
        ("birth_date", "1982-06-24", "turned"),
        ("birth_date", "1971-08-26", "near"),
        ("birth_date", "1971-11-03", "year"),
        ("birth_date", "1950-11-03", "different"),
    ],
)
def test_levels_of_other_fields(field: str, value: str, level: str) -> None:
    assert getattr(levels(**{field: value}), field) == level


def test_the_best_value_of_a_profile_counts() -> None:
    moved = comparables_of({**ANNE, "postal_code": "13001", "email": "tulipe@example.net"})
    profile = union(comparables_of(ANNE), moved)
    found = compare(comparables_of({**ANNE, "email": ""}), profile)
    assert (found.postal_code, found.email) == ("same", "missing")
    assert compare(moved, profile).email == "same"


def test_names_are_compared_as_pairs_not_mixed() -> None:
    profile = union(
        comparables_of({"given_name": "Anne", "family_name": "Vidal"}),
        comparables_of({"given_name": "Paul", "family_name": "Roche"}),
    )
    found = compare(comparables_of({"given_name": "Anne", "family_name": "Roche"}), profile)
    assert (found.given_name, found.family_name) != ("same", "same")


def test_a_given_name_left_out_is_read_from_the_address() -> None:
    unnamed = comparables_of({"family_name": "Roche", "email": "anne.roche@example.net"})
    assert compare(unnamed, comparables_of(ANNE)).given_name == "in_email"
    shared = comparables_of({"family_name": "Roche", "email": ANNE["email"]})
    assert compare(shared, comparables_of(ANNE)).given_name == "missing"


def test_a_town_adds_nothing_to_its_postal_code() -> None:
    here = {**ANNE, "address_locality": "Lyon"}
    assert compare(comparables_of(here), comparables_of(here)).address_locality == "missing"
    elsewhere = comparables_of({**here, "postal_code": ""})
    assert compare(comparables_of(here), elsewhere).address_locality == "same"


def test_comparison_is_symmetric() -> None:
    one = comparables_of(ANNE)
    other = comparables_of({**ANNE, "given_name": "Annie", "postal_code": "69100"})
    assert compare(one, other)[:-1] == compare(other, one)[:-1]


def test_every_field_has_levels() -> None:
    assert set(LEVELS) == set(FIELDS)
