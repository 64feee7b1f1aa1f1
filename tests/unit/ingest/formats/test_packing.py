"""Compressed files: whatever is inside is read as it would be outside, or refused in words."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from shared.errors import InvalidInput
from shared.ingest.formats.rows import Row
from shared.ingest.reading import read_rows, sniff
from shared.model.contract import Format


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def a_workbook() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["id", "nom"], [1, "Anne"], [2, "Zoé"]):
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


PLAIN = {
    "csv": "id;nom\n1;Anne\n2;Zoé\n".encode(),
    "tsv": "id\tnom\n1\tAnne\n2\tZoé\n".encode("utf-16"),
    "json": '[{"id": "1", "nom": "Anne"}, {"id": "2", "nom": "Zoé"}]'.encode(),
    "jsonl": '{"id": "1", "nom": "Anne"}\n{"id": "2", "nom": "Zoé"}\n'.encode(),
    "xml": "<l><p><id>1</id><nom>Anne</nom></p><p><id>2</id><nom>Zoé</nom></p></l>".encode(),
    "xlsx": a_workbook(),
}
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "zip": lambda content: zipped(**{"folder/export": content, "__MACOSX/._export": b"junk"}),
}
CSV, OTHER = b"id,name\n1,a\n", b"id,name\n9,z\n"


def read(content: bytes, **hints: str) -> list[dict[str, str]]:
    stream = io.BytesIO(content)
    dialect = sniff(stream, hints=Format(**hints))  # type: ignore[arg-type]
    return [dict(row.cells) for row in read_rows(stream, dialect) if isinstance(row, Row)]


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("kind", PLAIN)
def test_every_format_is_read_in_every_packing(kind: str, packing: str) -> None:
    expected = [{"id": "1", "nom": "Anne"}, {"id": "2", "nom": "Zoé"}]

    assert read(PACKED[packing](PLAIN[kind])) == expected


def test_the_one_file_with_rows_of_an_archive_is_found_among_its_asides() -> None:
    content = zipped(**{"LISEZMOI.txt": b"a word", "logo.png": b"\x89PNG", "x/people.csv": CSV})

    dialect = sniff(io.BytesIO(content))

    assert read(content) == [{"id": "1", "name": "a"}]
    assert "of the archive's 3 files only one holds rows" in dialect.evidence


def test_a_file_of_an_archive_that_may_hold_rows_and_is_not_read_is_named() -> None:
    content = zipped(**{"clubs.csv": CSV, "clients2.unl": b"9|z\n", "readme.md": b"a word"})

    found = sniff(io.BytesIO(content))
    asked_for = sniff(io.BytesIO(content), hints=Format(member="clubs.csv"))

    assert found.member == "clubs.csv"
    assert found.left_out == (
        "of the zip archive 'clients2.unl' is not read: to read another file, say so in the "
        "contract",
    )
    assert asked_for.left_out == ()


def test_a_file_that_only_begins_like_a_word_of_welcome_is_data() -> None:
    with pytest.raises(InvalidInput, match=r"holds 2 files, 'licences\.csv', 'clubs\.csv'"):
        read(zipped(**{"licences.csv": CSV, "clubs.csv": OTHER}))


def test_of_several_files_the_contract_names_one_by_its_name_or_a_pattern() -> None:
    content = zipped(**{"clients-2026.csv": CSV, "orders-2026.csv": OTHER})

    assert read(content, member="orders-2026.csv") == [{"id": "9", "name": "z"}]
    assert read(content, member="Clients-*") == [{"id": "1", "name": "a"}]


def test_an_archive_of_several_files_is_refused_with_their_names() -> None:
    content = zipped(**{"clients.csv": CSV, "lou@example.org.csv": OTHER})

    with pytest.raises(
        InvalidInput, match=r"holds 2 files, 'clients\.csv', \(name withheld\)"
    ) as refused:
        read(content)
    with pytest.raises(InvalidInput, match="which holds no file of that name"):
        read(content, member="tickets.csv")
    with pytest.raises(InvalidInput, match="which holds 2 files of that name"):
        read(content, member="*.csv")
    assert "lou@" not in str(refused.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (gzip.compress(gzip.compress(CSV)), "compressed twice, a gzip file inside a gzip"),
        (gzip.compress(zipped(a=CSV)), "compressed twice, a zip archive inside a gzip"),
        (zipped(a=zipped(a=CSV)), "compressed twice, a zip archive inside a zip"),
        (gzip.compress(b"%PDF-1.7 and so on"), "a PDF document"),
        (gzip.compress(a_workbook())[:-40], "the gzip file is damaged"),
        (zipped(), "holds no file"),
    ],
)
def test_what_is_inside_and_cannot_be_read_is_refused_like_outside(
    content: bytes, message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        read(content)
