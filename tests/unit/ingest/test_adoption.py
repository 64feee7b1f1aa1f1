"""Which column goes where, and what is said when a later file differs."""

from __future__ import annotations

from shared.ingest.adoption import adopt, names_nobody
from shared.ingest.suggestion import INTERACTIONS
from shared.model.contract import Person, Source
from shared.model.settings import SourceSettings
from shared.model.upload import MappedColumn

COLUMNS = ("id", "Nom", "Prénom", "Courriel", "Zone préférée")
SAMPLE = [
    {
        "id": str(number),
        "Nom": "PAZ",
        "Prénom": "Lou",
        "Courriel": f"lou{number}@example.org",
        "Zone préférée": "balcon",
    }
    for number in range(20)
]


def settings_of(**fields: str) -> SourceSettings:
    return SourceSettings(
        source="acme.crm",
        mapping={column: MappedColumn(field=field) for column, field in fields.items()},
        mapping_version="v1",
        adopted_at="2026-01-01",
        adopted_by="test",
    )


def fields_of(mapping: dict[str, MappedColumn]) -> dict[str, str]:
    return {column: one.field for column, one in mapping.items()}


def test_a_source_that_says_only_its_id_gets_a_suggested_mapping() -> None:
    adoption = adopt(COLUMNS, SAMPLE, source=Source(id="crm"), settings=None)

    assert fields_of(adoption.mapping) == {
        "id": "source_id",
        "Nom": "family_name",
        "Prénom": "given_name",
        "Courriel": "email",
        "Zone préférée": "extension",
    }
    assert adoption.issues == ()


def test_the_contract_has_the_first_word() -> None:
    source = Source(id="crm", mapping={"Zone préférée": "email"}, extensions=("Nom",))

    adoption = adopt(COLUMNS, SAMPLE, source=source, settings=None)

    fields = fields_of(adoption.mapping)
    assert fields["Zone préférée"] == "email"
    assert fields["Courriel"] == "extension", "a field is given once, and the contract gave it"
    assert fields["Nom"] == "extension"


def test_a_later_file_keeps_the_adopted_mapping_and_says_what_differs() -> None:
    columns = ("id", "Courriel", "Prénom usuel")

    adoption = adopt(
        columns,
        [{"id": "1", "Courriel": "x@example.org", "Prénom usuel": "Lou"}],
        source=Source(id="crm"),
        settings=settings_of(id="source_id", Courriel="extension", Nom="family_name"),
    )

    assert fields_of(adoption.mapping) == {
        "id": "source_id",
        "Courriel": "extension",
        "Prénom usuel": "extension",
    }
    assert adoption.issues == (
        "new columns, kept as extensions: 'Prénom usuel'",
        "columns of earlier files that are missing: 'Nom'",
    )


def test_many_columns_that_differ_are_said_in_one_line_each() -> None:
    new = [f"n{place}" for place in range(30)]
    gone = {f"g{place}": "extension" for place in range(7)}

    adoption = adopt(
        ["id", *new], [], source=Source(id="crm"), settings=settings_of(id="source_id", **gone)
    )

    assert adoption.issues == (
        "new columns, kept as extensions: 'n0', 'n1', 'n2', 'n3', 'n4' and 25 more",
        "columns of earlier files that are missing: 'g0', 'g1', 'g2', 'g3', 'g4' and 2 more",
    )


def test_a_mapping_names_somebody_by_any_kept_column_that_is_about_a_person() -> None:
    nobody = {
        "a": MappedColumn(field="extension"),
        "b": MappedColumn(field="source_id"),
        "c": MappedColumn(field="email", dropped=True),
    }

    assert names_nobody(nobody, Source(id="crm"))
    assert not names_nobody({**nobody, "d": MappedColumn(field="name")}, Source(id="crm"))


def test_a_row_of_interactions_names_somebody_by_the_column_the_contract_points_to() -> None:
    source = Source(
        id="tickets", entity="interactions", person=Person(column="client", source="crm")
    )

    assert not names_nobody({"client": MappedColumn(field="extension")}, source)
    assert names_nobody({"Nom": MappedColumn(field="name")}, source)


def test_the_version_tells_mappings_apart() -> None:
    source = Source(id="crm")
    first = adopt(COLUMNS, SAMPLE, source=source, settings=None)
    same = adopt(COLUMNS, SAMPLE[:5], source=source, settings=None)
    other = adopt(COLUMNS, SAMPLE, source=Source(id="crm", extensions=("Nom",)), settings=None)

    assert first.version == same.version
    assert first.version != other.version


def test_the_order_of_days_and_months_is_decided_on_the_file() -> None:
    rows = [{"id": "1", "né le": "03/04/1980"}, {"id": "2", "né le": "23/04/1980"}]

    adoption = adopt(
        ("id", "né le"),
        rows,
        source=Source(id="crm", mapping={"né le": "birth_date"}),
        settings=None,
    )

    assert adoption.mapping["né le"].date_order == "dmy"


def test_what_the_contract_has_settled_is_not_asked_again() -> None:
    source = Source(
        id="tickets",
        entity="interactions",
        key="B",
        person=Person(column="client", source="crm"),
        mapping={"event": "event_name"},
    )

    adoption = adopt(
        ("B", "client", "event"),
        [{"B": "1", "client": "7", "event": "Hamlet"}],
        source=source,
        settings=None,
    )

    assert adoption.issues == ()


def test_a_column_the_contract_names_and_the_file_lacks_is_said() -> None:
    adoption = adopt(
        COLUMNS, SAMPLE, source=Source(id="crm", mapping={"E-mail": "email"}), settings=None
    )

    assert "columns the contract names and this file lacks: 'E-mail'" in adoption.issues


def test_sales_dropped_for_a_source_of_contacts_are_said_until_its_contract_calls_them_so() -> None:
    sales = [
        {"Commande": f"C-{n}", "Courriel": f"p{n}@example.org", "Spectacle": "Cyrano", "Prix": "45"}
        for n in range(20)
    ]

    taken = adopt(list(sales[0]), sales, source=Source(id="shop"), settings=None)
    meant = adopt(
        list(sales[0]), sales, source=Source(id="shop", entity="interactions"), settings=None
    )

    assert INTERACTIONS in taken.issues
    assert INTERACTIONS not in meant.issues
