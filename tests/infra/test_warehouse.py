"""BigQuery's tables, held against the lines the functions write."""

from __future__ import annotations

import gzip
import json

import pytest

from shared.model.contact import Contact
from shared.model.interaction import Interaction
from shared.rules import lake
from shared.rules.catalogue import LAKE
from tests.infra.stacks import BUCKET, graph

TABLE = "gcp:bigquery/table:Table"

CONTACT = Contact(
    source="eventclick.crm",
    record_id="E1",
    row=1,
    fields={"email": "camille@example.org", "family_name": "Quesnoy"},
    extensions={"Zone": "B"},
    originals={"E-mail": "CAMILLE@example.org"},
    notes={"email": "lower case"},
    changed_at="2026-01-01T00:00:00+00:00",
    partial=True,
    echo_of="c1",
    cleared=("telephone",),
)
INTERACTION = Interaction(
    source="eventclick.tickets",
    interaction_id="T1",
    person_source="eventclick.crm",
    person_id="E1",
    row=1,
    fields={"event_name": "Concert", "amount": "12.00"},
)


def columns(table: str) -> dict[str, dict[str, str]]:
    schema = graph().one(TABLE, f"table-{table}").inputs["schema"]
    return {column["name"]: column for column in json.loads(schema)}


@pytest.mark.parametrize(("table", "row"), [("contacts", CONTACT), ("interactions", INTERACTION)])
def test_every_column_of_a_line_is_one_of_the_table_and_of_its_type(
    table: str, row: Contact | Interaction
) -> None:
    (line,) = gzip.decompress(lake.encode_part([row])).splitlines()
    known = columns(table)

    for name, value in json.loads(line).items():
        column = known[name]
        assert (column["mode"] == "REPEATED") == isinstance(value, list), name
        kind = {bool: "BOOLEAN", int: "INTEGER"}.get(type(value), "STRING")
        assert column["type"] == kind, name


@pytest.mark.parametrize("table", ["contacts", "interactions"])
def test_a_table_reads_the_parts_of_its_own_kind_and_no_sidecar(table: str) -> None:
    data = graph().one(TABLE, f"table-{table}").inputs["externalDataConfiguration"]
    bucket = graph().one(BUCKET, LAKE).inputs["name"]
    part = lake.part_name(table, source="eventclick.crm", upload="u", number=0)

    (pattern,) = data["sourceUris"]

    start, end = pattern.split("*")
    assert f"gs://{bucket}/{part}".startswith(start)
    assert part.endswith(end)
    assert not lake.index_name(part).endswith(end)
    assert data["compression"] == "GZIP"
    assert data["autodetect"] is False
