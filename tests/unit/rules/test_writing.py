"""Values as a source itself writes them, and never so that they would be read as something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.model.contact import Contact
from shared.model.upload import MappedColumn
from shared.rules.values.cleaned import Locale
from shared.rules.values.cleaning import clean
from shared.rules.writing import Layout, is_tellable, layout_of

FIELDS = ("family_name", "telephone", "birth_date", "gender", "address_country", "email")


def learnt(**cells: list[str]) -> Layout:
    """The layout of a source that writes these cells, whose columns are called as the fields."""
    locale = Locale()
    count = max(map(len, cells.values()))
    contacts = []
    for row in range(count):
        originals = {name: texts[row] for name, texts in cells.items() if row < len(texts)}
        values = {name: clean(name, text, locale=locale).value for name, text in originals.items()}
        contacts.append(
            Contact(
                source="a.crm",
                record_id=str(row),
                row=row,
                fields={name: value for name, value in values.items() if value},
                originals=originals,
            )
        )
    mapping = {"id": MappedColumn(field="source_id")}
    mapping |= {name: MappedColumn(field=name) for name in cells}
    return layout_of(mapping, key="id", locale=locale, contacts=contacts)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["06 39 98 11 22", "06 39 98 11 23"], "06 39 98 75 31"),
        (["0639981122"], "0639987531"),
        (["06.39.98.11.22", "0639981123", "06.39.98.11.24"], "06.39.98.75.31"),
        (["06-39-98-11-22"], "06-39-98-75-31"),
        (["+33 6 39 98 11 22"], "+33 6 39 98 75 31"),
        (["+33639981122"], "+33639987531"),
        ([], "+33639987531"),
    ],
)
def test_a_phone_is_written_as_the_source_writes_most(written: list[str], expected: str) -> None:
    layout = learnt(telephone=written or [""])

    assert layout.write("telephone", "+33639987531") == expected


def test_a_phone_of_another_country_keeps_its_country() -> None:
    assert learnt(telephone=["06 39 98 11 22"]).write("telephone", "+4930901820") == "+4930901820"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["31/12/1980", "01/02/1990"], "05/03/1985"),
        (["31.12.1980"], "05.03.1985"),
        (["1980-12-31"], "1985-03-05"),
        (["19801231"], "19850305"),
    ],
)
def test_a_date_is_written_in_the_source_s_order(written: list[str], expected: str) -> None:
    assert learnt(birth_date=written).write("birth_date", "1985-03-05") == expected


def test_words_of_a_list_are_the_source_s_own() -> None:
    layout = learnt(gender=["F", "H", "F"], address_country=["France", "FRANCE", "France"])
    female = clean("gender", "F", locale=Locale()).value or ""

    assert layout.write("gender", female) == "F"
    assert layout.write("address_country", "FR") == "France"
    assert layout.write("address_country", "DE") == "DE"


def test_capitals_are_kept_where_the_source_writes_capitals() -> None:
    assert learnt(family_name=["DUPONT", "MARTIN"]).write("family_name", "Le Goff") == "LE GOFF"


def test_what_would_be_read_back_as_something_else_is_written_as_it_is() -> None:
    layout = learnt(family_name=["DUPONT"])

    # Capitals lose where the small letters were.
    assert layout.write("family_name", "DeVito") == "DeVito"


@given(st.sampled_from(FIELDS), st.text(min_size=1, max_size=20))
def test_whatever_is_written_cleans_back_to_the_very_value(field: str, text: str) -> None:
    layout = learnt(
        family_name=["DUPONT"],
        telephone=["06 39 98 11 22"],
        birth_date=["31/12/1980"],
        gender=["F"],
        address_country=["France"],
        email=["A@EXAMPLE.ORG"],
    )
    value = clean(field, text, locale=layout.locale).value
    if value is None:
        return

    written = layout.write(field, value)

    assert written == value or clean(field, written, locale=layout.locale).value == value


def test_two_columns_of_one_field_cannot_be_told_it() -> None:
    street = MappedColumn(field="street_address")

    layout = layout_of({"nr": street, "street": street}, key="id", locale=Locale())

    assert layout.column_of == {}


@pytest.mark.parametrize("value", ["=1+1", "@sum", "\tx", ""])
def test_what_a_spreadsheet_would_run_is_told_nobody(value: str) -> None:
    assert not is_tellable(value)


def test_a_phone_number_may_begin_with_a_plus() -> None:
    assert is_tellable("+33639987531")
