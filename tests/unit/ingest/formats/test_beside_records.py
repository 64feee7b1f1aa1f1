"""Whatever a document holds beside its records is heard of, wherever in the file it stands."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from shared.ingest.formats.beside_records import MORE_BESIDE
from shared.ingest.formats.dialect import HEAD_BYTES
from shared.ingest.formats.rows import RejectedRow, Row
from shared.ingest.reading import read_rows, sniff
from shared.model.contract import Format

PEOPLE = [{"id": f"A{n}", "nom": "x" * 60} for n in range(HEAD_BYTES // 60)]
ELEMENTS = "".join(f"<c><id>{one['id']}</id><nom>{one['nom']}</nom></c>" for one in PEOPLE)


def told(content: bytes, hints: Format | None = None) -> bool:
    stream = io.BytesIO(content)
    dialect = sniff(stream, hints=hints)
    rows = list(read_rows(stream, dialect))
    assert not dialect.left_out
    assert sum(isinstance(row, Row) for row in rows) == len(PEOPLE)
    rejected = [row for row in rows if isinstance(row, RejectedRow)]
    assert [row.reason.partition(":")[0] for row in rejected] in ([], [MORE_BESIDE])
    return bool(rejected)


@pytest.mark.parametrize(
    ("rest", "is_told"),
    [
        ({"page": 1, "links": {"next": "/p/2", "last": {"n": 9}}}, False),
        ({"orders": [{"id": "C1"}, {"id": "C2"}]}, True),
        ({"others": {"B1": {"nom": "b"}, "B2": {"nom": "c"}}}, True),
        ({"other": {"id": "B1", "mail": "lou@example.org"}}, True),
    ],
)
def test_more_records_behind_those_of_a_json_document(rest: dict[str, Any], is_told: bool) -> None:
    content = json.dumps({"people": PEOPLE, **rest}).encode()

    assert told(content) is is_told
    assert not told(content, Format(record_path="people[]"))


@pytest.mark.parametrize(
    ("rest", "is_told"),
    [
        ("</l><foot><count>9</count><page>1</page></foot>", False),
        ("</l><o><id>C1</id><sum>1</sum></o><o><id>C2</id></o>", True),
        ("<p><id>B1</id><mail>lou@example.org</mail></p></l>", True),
        ("Lou, lou@example.org</l>", True),
    ],
)
def test_more_records_beside_those_of_an_xml_document(rest: str, is_told: bool) -> None:
    content = f"<all><l>{ELEMENTS}{rest}</all>".encode()

    assert told(content) is is_told
    assert not told(content, Format(record_path="l/c"))


def test_what_stands_before_the_records_of_an_xml_document_is_no_record() -> None:
    head = (
        "<at>2026-01-01</at><help>ask@example.org</help><by><firm>X</firm><mail>a@b.fr</mail></by>"
    )

    assert not told(f"<all>{head}<l>{ELEMENTS}</l><page>1</page></all>".encode())


def test_a_megabyte_without_an_address_behind_the_records_is_read_to_its_end() -> None:
    """In the square of its length it would take hours."""
    text = json.dumps({"people": PEOPLE, "signature": "x" * HEAD_BYTES})

    assert not told(text.encode())
