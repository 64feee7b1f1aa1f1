"""Swapped names are noticed, by the whole column or row by row; ordinary ones are not."""

from __future__ import annotations

import pytest

from shared.ingest.meaning.swapped import SwappedRows, columns_look_swapped, in_words
from shared.ingest.suggestion import suggest
from tests.unit.ingest.suggesting import rows

GIVEN = ["Marie", "Jean-Pierre", "Camille", "Nicolas", "Zoltan", "Maïwenn"]
FAMILY = ["Durand", "Lefort", "Moreau", "Martin", "Garnier", "Roussel"]


def test_two_columns_that_say_the_opposite_are_noticed() -> None:
    assert columns_look_swapped(FAMILY * 2, GIVEN * 2)
    assert not columns_look_swapped(GIVEN * 2, FAMILY * 2)
    assert not columns_look_swapped(FAMILY, GIVEN)  # too few to say


@pytest.mark.parametrize(("header", "other"), [("Prénom", "Nom"), ("First Name", "Last Name")])
def test_the_suggestion_says_which_columns_look_swapped(header: str, other: str) -> None:
    right = suggest([header, other], rows(**{header: GIVEN, other: FAMILY}))
    wrong = suggest([header, other], rows(**{header: FAMILY, other: GIVEN}))

    assert [one for one in right.issues if "swapped" in one] == []
    assert [one for one in wrong.issues if "swapped" in one] == [
        f"“{header}” and “{other}” look swapped: what stands in “{other}” are given names. If so, "
        "say in the contract which is which."
    ]


def test_single_rows_are_found_by_what_the_other_rows_say() -> None:
    names = SwappedRows()
    for number in range(1, 61):
        names.add(number, GIVEN[number % 6], FAMILY[number % 6])
    names.add(61, "Durand", "Marie")
    names.add(62, "Petit", "Camille")  # nobody else is called Petit: it may be a given name
    names.add(63, "Zoltan", "Thomas")  # a family name of its own, and a rare given name

    assert names.rows() == (61,)
    assert in_words(names.rows()) == "1 row (61)"
    assert in_words((4, 5, 6, 7)) == "4 rows (4, 5, 6…)"


def test_a_family_name_that_is_a_given_name_too_is_no_swap() -> None:
    names = SwappedRows()
    for number in range(1, 31):
        names.add(number, "Lou" if number % 2 else "Zoltan", "Martin")

    assert names.rows() == ()
