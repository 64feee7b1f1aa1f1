"""Cleaned column by column, a file says of each record what it says cleaned row by row."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

import pytest

from shared.errors import InvalidInput
from shared.identity.batch.population import COLUMNS
from shared.identity.comparables import comparables_of
from shared.local.linking.cleaning import clean_records
from shared.local.linking.records import as_contact_mapping, read_records
from shared.model.comparables import Comparables, Name
from shared.rules.mapping import Mapper
from shared.rules.values.cleaned import Locale

CELLS = {
    "civilité": ("M.", "Mme", "Société", "", ""),
    "prénom": ("Camille", "JEAN-PIERRE", "m.", "Inconnu", "test", ""),
    "nom": ("Quesnoy", "DUPONT", "Dupont & Fils SARL", "Mairie de Lyon", "Inconnu", "test", ""),
    "email": ("Camille@Example.ORG", "a+news@example.org", "not an address", "", "x@y.example"),
    "téléphone": ("06 39 98 11 22", "+32 470 12 34 56", "0470/123456", "12", "", "0000000000"),
    "portable": ("0639981122", "+33 6 39 98 11 22", "", ""),
    "code postal": ("69004", "1000", "69004 Lyon", "4000", "", "B-1000"),
    "ville": ("Lyon", "LYON CEDEX", "Liège", ""),
    "pays": ("France", "BE", "Belgique", "", ""),
    "date de naissance": ("04/03/1975", "1975-03-04", "31/12/1900", "", "nonsense"),
}


def written(folder: Path, columns: tuple[str, ...]) -> Path:
    random = Random(7)
    path = folder / "records.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(("record_id", "source", *columns))
        for number in range(1500):
            out.writerow((f"r{number}", "shop", *(random.choice(CELLS[name]) for name in columns)))
    return path


def values_of(contact: Comparables) -> tuple[object, ...]:
    name = contact.names[0] if contact.names else Name()
    return (
        name,
        contact.emails,
        contact.phones,
        contact.postal_codes,
        contact.birth_dates,
        contact.localities,
        contact.companies,
        contact.countries,
    )


@pytest.mark.parametrize(
    "columns",
    [
        tuple(CELLS),
        ("prénom", "nom", "email", "téléphone", "code postal", "pays"),
        ("nom", "prénom", "email", "code postal", "civilité"),
    ],
    ids=["all", "usual", "few"],
)
def test_columns_say_what_rows_say(tmp_path: Path, columns: tuple[str, ...]) -> None:
    path = written(tmp_path, columns)
    records = read_records(path, progress=lambda rows: None)
    mapper = Mapper(
        source="shop", mapping=as_contact_mapping(records.mapping), locale=Locale(country="FR")
    )

    population = clean_records(records, country="FR")

    read = {name: column.values for name, column in population.columns.items()}
    with path.open(encoding="utf-8") as file:
        for place, row in enumerate(csv.DictReader(file)):
            found = {name: read[name][population.columns[name].codes[place]] for name in COLUMNS}
            try:
                cells = {name: row[name] for name in columns}
                expected = comparables_of(mapper.contact(cells, row=place).fields)
            except InvalidInput:
                continue  # the row names nobody: nothing it could say puts it with another
            by_column = Comparables(
                names=(Name(found["given_name"], found["family_name"]),),
                emails=one(found["email"]),
                phones=tuple(sorted({*one(found["telephone"]), *one(found["mobile"])})),
                postal_codes=one(found["postal_code"]),
                birth_dates=one(found["birth_date"]),
                localities=one(found["address_locality"]),
                companies=one(found["works_for"]),
                countries=one(found["address_country"]),
            )
            assert values_of(by_column) == values_of(expected), row


def one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def test_of_several_rows_of_one_record_the_last_counts(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text(
        "record_id,family_name,email\n1,Quesnoy,old@example.org\n2,Roche,r@example.org\n"
        "1,Quesnoy,new@example.org\n,Nobody,n@example.org\n",
        encoding="utf-8",
    )

    records = read_records(path, progress=lambda rows: None)

    emails = clean_records(records, country="FR").columns["email"]
    assert list(records.ids) == ["2", "1"]
    assert [emails.values[code] for code in emails.codes] == ["r@example.org", "new@example.org"]
    assert records.unreadable == 1


def test_a_file_without_record_ids_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text("id,email\n1,a@example.org\n", encoding="utf-8")

    with pytest.raises(InvalidInput, match=r"no column 'record_id' \(it has: id, email\)"):
        read_records(path, progress=lambda rows: None)


def test_births_of_any_century_are_compared(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    rows = "".join(f"{n},Quesnoy,{1700 + n}-03-0{n}\n" for n in range(1, 9))
    path.write_text(f"record_id,family_name,birth_date\n{rows}9,,1799-01-02\n", encoding="utf-8")

    population = clean_records(read_records(path, progress=lambda rows: None), country="GB")

    born = population.columns["birth_date"]
    assert [born.values[code] for code in born.codes[[0, 7, 8]]] == [
        "17010301",
        "17080308",
        "17990102",
    ]


def test_a_column_that_may_be_a_place_is_compared_as_one(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    cities = ("Lyon", "Lille", "Nantes", "Brest")
    rows = "".join(
        f"{n},Ada{n},Quesnoy,1980-03-{n:02},{cities[n % 4]},cook\n" for n in range(1, 25)
    )
    header = "record_id,given_name,family_name,birth_date,birth_place,occupation"
    path.write_text(f"{header}\n{rows}", encoding="utf-8")

    population = clean_records(read_records(path, progress=lambda rows: None), country="FR")

    place = population.columns["address_locality"]
    assert place.values[place.codes[0]] == "lille"
    assert population.columns["job_title"].values[1] == "cook"
