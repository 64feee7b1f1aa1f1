from __future__ import annotations

import io

import pytest

from shared.errors import InvalidInput
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.rows import RejectedRow, Row
from shared.ingest.reading import read_rows, sniff


def sniff_and_read(content: bytes) -> tuple[Dialect, list[Row | RejectedRow]]:
    stream = io.BytesIO(content)
    dialect = sniff(stream)
    return dialect, list(read_rows(stream, dialect))


def test_the_largest_group_of_siblings_holds_the_records() -> None:
    dialect, rows = sniff_and_read(
        b"<shop><langs><l><id>1</id></l><l><id>2</id></l></langs><people>"
        b"<p><id>1</id><n>a</n></p><p><id>2</id><n>b</n></p></people></shop>"
    )

    assert dialect.record_path == "people/p"
    assert rows == [Row(1, {"id": "1", "n": "a"}), Row(2, {"id": "2", "n": "b"})]


def test_children_that_an_attribute_tells_apart_are_named_by_it() -> None:
    dialect, rows = sniff_and_read(
        b'<r><row no="1"><FL val="First Name">Ann</FL><FL val="Email">a@example.org</FL></row>'
        b'<row no="2"><FL val="Email">b@example.org</FL></row></r>'
    )

    assert dialect.columns == ("@no", "FL[@val='First Name']", "FL[@val='Email']")
    assert rows[1] == Row(2, {"@no": "2", "FL[@val='Email']": "b@example.org"})


def test_nested_and_repeated_elements_keep_all_their_values() -> None:
    _, rows = sniff_and_read(
        """<l><c><nom>Éloïse</nom><adr type="home"><ville>Metz</ville></adr>
        <tel>1</tel><tel>2</tel><o><i>1</i></o><o><i>2</i></o><note>a <b>b</b> c</note></c>
        <c><nom> B &amp; C </nom><adr type="x"/></c></l>""".encode()
    )

    assert rows == [
        Row(
            1,
            {
                "nom": "Éloïse",
                "adr@type": "home",
                "adr.ville": "Metz",
                "note": "a  c",
                "note.b": "b",
                "tel": "1;2",
                "o[]": '[{"i":"1"},{"i":"2"}]',
            },
        ),
        Row(2, {"nom": " B & C ", "adr@type": "x", "adr": ""}),
    ]


def test_records_may_be_attributes_only_and_links_are_no_columns() -> None:
    dialect, rows = sniff_and_read(
        b'<l xmlns:xlink="w"><c id="1" n="a" xlink:href="h"/><c id="2" n="b"/></l>'
    )

    assert dialect.columns == ("@id", "@n")
    assert rows[0] == Row(1, {"@id": "1", "@n": "a"})


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("windows-1252", "cp1252"), ("ISO-8859-1", "latin-1"), ("UTF-8", "cp1252"), ("x", "utf-16")],
)
def test_the_declared_encoding_is_believed_only_where_it_fits(declared: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><l><c><n>Éloïse</n></c><c><n>b</n></c></l>'

    _, rows = sniff_and_read(text.encode(encoding))

    assert rows[0] == Row(1, {"n": "Éloïse"})


@pytest.mark.parametrize(
    "declaration",
    ['<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>', '<!DOCTYPE l SYSTEM "file:///x">'],
)
def test_document_types_are_refused(declaration: str) -> None:
    content = f"<?xml version='1.0'?>{declaration}<l><c><n>1</n></c><c><n>2</n></c></l>".encode()

    with pytest.raises(InvalidInput, match="declares a document type or entities"):
        sniff(io.BytesIO(content))


def test_a_file_that_is_cut_off_gives_its_good_rows_and_then_says_so() -> None:
    content = b"<l><c><a>1</a></c><c><a>2</a></c><c><a>3</"

    _, rows = sniff_and_read(content)

    assert rows == [
        Row(1, {"a": "1"}),
        Row(2, {"a": "2"}),
        RejectedRow(3, "the file is cut off", b"</c><c><a>3</", ends_early=True),
    ]


def test_a_file_broken_in_the_middle_says_where() -> None:
    _, rows = sniff_and_read(b"<l>\n<c><a>1</a></c>\n<c><a>2</b></c>\n<c><a>3</a></c>\n</l>")

    assert rows[0] == Row(1, {"a": "1"})
    assert isinstance(rows[1], RejectedRow)
    assert (
        rows[1].reason
        == "the XML is broken at about byte 29 (mismatched tag); nothing after was read"
    )
    assert len(rows) == 2
