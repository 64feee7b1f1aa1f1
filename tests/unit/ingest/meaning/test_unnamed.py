"""Columns without a telling header are found by what their values prove, and only then."""

from __future__ import annotations

from collections.abc import Sequence

from shared.ingest.suggestion import suggest

GIVEN = ("Zoé", "Luc", "Ana", "Marie-Lou", "Olga", "Yann")
FAMILY = ("PAZ", "LUNE", "MAI", "RIVIÈRE", "SOL", "VENT")
LOCAL = ("zoe.paz", "luc.lune7", "ana.mai", "marielou.riviere", "olga.sol", "yann.vent")
EMAILS = tuple(f"{local}@example.org" for local in LOCAL)
BORN = ("21/11/1987", "02/03/1956", "05/08/1948", "31/12/1999", "13/11/1964", "17/05/1962")
STREETS = tuple(f"{number} rue des Prés" for number in range(1, 7))
CODES = ("35000", "44000", "75011", "69003", "33000", "31000")
TOWNS = ("Rennes", "Nantes", "Paris", "Lyon", "Bordeaux", "Toulouse")


def found(*columns: Sequence[str]) -> list[str]:
    """The fields of a table without a header, column by column."""
    names = [f"column_{place}" for place, _ in enumerate(columns, start=1)]
    sample = [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]
    suggestion = suggest(names, sample)
    return [suggestion.columns[name].field for name in names]


def test_a_table_without_a_header_is_read_by_its_values() -> None:
    answers = ("O", "N", "O", "N", "O", "N")

    assert found(
        ("Mme", "M.") * 3, FAMILY, GIVEN, BORN, STREETS, CODES, TOWNS, EMAILS, answers
    ) == [
        "honorific_prefix",
        "family_name",
        "given_name",
        "birth_date",
        "street_address",
        "postal_code",
        "address_locality",
        "email",
        "extension",
    ]


def test_without_capitals_the_addresses_tell_which_name_is_the_family_s() -> None:
    family = [name.capitalize() for name in FAMILY]

    assert found(family, GIVEN, EMAILS) == ["family_name", "given_name", "email"]
    assert found(GIVEN, family, EMAILS) == ["given_name", "family_name", "email"]


def test_without_addresses_capitals_behind_a_form_of_address_tell_the_names() -> None:
    assert found(("Mme", "M.") * 3, FAMILY, GIVEN) == [
        "honorific_prefix",
        "family_name",
        "given_name",
    ]


def test_words_that_nothing_proves_are_no_names() -> None:
    unrelated = tuple(f"p{n}@example.org" for n in range(6))

    assert found(FAMILY, GIVEN, unrelated) == ["extension", "extension", "email"]


def test_recent_dates_and_lone_codes_are_not_believed() -> None:
    recent = tuple(f"0{n}/05/2024" for n in range(1, 7))

    assert found(EMAILS, recent) == ["email", "extension"]
    assert found(EMAILS, CODES) == ["email", "extension"]
    assert found(EMAILS, BORN, recent) == ["email", "extension", "extension"]


def test_under_a_free_header_whole_names_are_proved_by_the_addresses() -> None:
    whole = [f"{family} {given}" for family, given in zip(FAMILY, GIVEN, strict=True)]
    sample = [
        {"Intitulé": name, "E-mail": email} for name, email in zip(whole, EMAILS, strict=True)
    ]

    suggestion = suggest(["Intitulé", "E-mail"], sample)

    assert suggestion.columns["Intitulé"].field == "name"
