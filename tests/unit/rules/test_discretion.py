"""Issues name columns, never people."""

from __future__ import annotations

import pytest

from shared.rules.discretion import looks_like_value, withhold_values


@pytest.mark.parametrize(
    "name",
    [
        "jean.dupont@example.org",
        "sponsors.jean.dupont@example.org",
        "06 39 98 00 01",
        "+33639980001",
        "12.05.1984",
        "contact 0639980001#2",
    ],
)
def test_a_name_that_holds_an_address_or_a_long_number_looks_like_a_value(name: str) -> None:
    assert looks_like_value(name)


@pytest.mark.parametrize(
    "name",
    ["N° client", "E-mail", "e-mail @ travail", "optin_2024", "Custom_14_2", "Ligne#2"],
)
def test_names_as_systems_write_them_are_no_values(name: str) -> None:
    assert not looks_like_value(name)


def test_a_column_named_by_a_value_is_given_by_its_place() -> None:
    columns = ["id", "0639980001", "sponsors.lou@example.org"]

    said = withhold_values(
        [
            "new columns, kept as extensions: '0639980001', 'sponsors.lou@example.org'",
            "“sponsors.lou@example.org” holds e-mail addresses but is kept as an extension.",
            "“id” says who refused: its yes is read as no.",
        ],
        columns=columns,
    )

    assert said == (
        "new columns, kept as extensions: “column 2”, “column 3”",
        "“column 3” holds e-mail addresses but is kept as an extension.",
        "“id” says who refused: its yes is read as no.",
    )


def test_a_value_that_is_no_column_of_this_file_is_withheld() -> None:
    said = withhold_values(
        [
            "columns of earlier files that are missing: 'lou@example.org', '06 39 98 00 01'",
            "the list at “people.lou@example.org” is not read",
        ],
        columns=["id", "mail"],
    )

    assert said == (
        "columns of earlier files that are missing: '(withheld)', '(withheld)'",
        "the list at “(withheld)” is not read",
    )


def test_sentences_without_values_stay_as_they_are() -> None:
    issues = (
        "no header row was found; its columns are called column_1 to column_12",
        "12,345,678 records beside the chosen list are not read",
    )

    assert withhold_values(issues, columns=["column_1", "column_12"]) == issues


def test_a_name_of_a_megabyte_is_looked_at_in_time() -> None:
    """In the square of its length it would take hours."""
    name = "x" * (1 << 20)

    assert not looks_like_value(name)
    assert looks_like_value(f"{name}@example.org")
