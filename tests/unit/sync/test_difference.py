"""What a source must be told: field by field, by what it is known to hold."""

from __future__ import annotations

import pytest

from shared.model.change import Told
from shared.model.contract import Changes
from shared.model.profile import Claim, Golden, Link, Record, Statement
from shared.model.upload import MappedColumn
from shared.rules.values.cleaned import Locale
from shared.rules.writing import layout_of
from shared.sync.difference import cells_of, change_id, changed_cells, difference, held, told
from tests.builders import a_hash

LAYOUT = layout_of(
    {
        "id": MappedColumn(field="source_id"),
        "tel": MappedColumn(field="telephone"),
        "town": MappedColumn(field="address_locality"),
    },
    key="id",
    locale=Locale(),
)
OLD, NEW = "+33639981122", "+33639987531"


def a_record(*, phone: str = OLD, at: str = "2026-01-01", **told: Told) -> Record:
    claims = {"telephone": Claim(phone, at)} if phone else {}
    return Record(
        source="a.crm",
        record_id="A1",
        rcu="rcu_1",
        now=Statement(claims=claims),
        link=Link(decision="new"),
        told=told,
    )


def wanted(
    record: Record, value: str = NEW, *, mode: str = "overwrite", by: str = "other"
) -> dict[str, str]:
    golden = {"telephone": Golden(value, "b.crm", by, "2026-02-01")}
    changes = Changes(mode=mode)  # type: ignore[arg-type]
    found = difference(record, "r1", golden, changes=changes, layout=LAYOUT)
    return {field: one.value for field, one in found.items()}


def test_a_newer_value_is_told_and_what_is_held_already_is_not() -> None:
    assert wanted(a_record()) == {"telephone": NEW}
    assert wanted(a_record(phone=NEW)) == {}


def test_a_source_s_own_value_is_never_told_back_to_it() -> None:
    assert wanted(a_record(), by="r1") == {}


@pytest.mark.parametrize(
    ("mode", "phone", "is_told"),
    [
        ("overwrite", OLD, True),
        ("fill", OLD, False),
        ("fill", "", True),
        ("never", "", False),
    ],
)
def test_write_modes(mode: str, phone: str, is_told: bool) -> None:
    assert bool(wanted(a_record(phone=phone), mode=mode)) == is_told


def test_fields_the_source_has_no_column_for_are_not_told() -> None:
    golden = {"email": Golden("a@example.org", "b.crm", "other")}

    assert difference(a_record(), "r1", golden, changes=Changes(), layout=LAYOUT) == {}


def test_what_was_told_is_held_until_its_record_says_something_later() -> None:
    word = Told(NEW, "2026-02-01", "2026-03-01", "c1")

    assert held(a_record(telephone=word), "telephone") == NEW
    assert held(a_record(telephone=word, phone=""), "telephone") == NEW
    assert held(a_record(telephone=word, at="2026-03-02"), "telephone") == OLD
    assert wanted(a_record(telephone=word)) == {}
    assert wanted(a_record(telephone=word, at="2026-03-02")) == {"telephone": NEW}


def test_the_same_value_told_anew_is_another_change() -> None:
    golden = {"telephone": Golden(NEW, "b.crm", "other", "2026-02-01")}
    record = a_record()

    first = change_id(a_hash, record, "r1", golden)

    assert change_id(a_hash, record, "r1", golden) == first
    from msgspec.structs import replace  # noqa: PLC0415

    assert change_id(a_hash, replace(record, tellings=1), "r1", golden) != first
    assert change_id(a_hash, record, "r2", golden) != first


def test_a_receipt_keeps_since_when_the_value_is_so_not_when_it_was_told() -> None:
    golden = {"telephone": Golden(NEW, "b.crm", "other", "2026-02-01")}

    known = told(a_record(), golden, change="c1", at="2026-03-01")

    assert known == {"telephone": Told(NEW, "2026-02-01", "2026-03-01", "c1")}


def test_a_row_holds_what_changes_and_beside_it_what_the_source_has() -> None:
    golden = {"address_locality": Golden("Lyon", "b.crm", "other")}

    assert cells_of(a_record(), golden, LAYOUT) == {"id": "A1", "tel": OLD, "town": "Lyon"}
    assert changed_cells(golden, LAYOUT) == {"town": "Lyon"}
