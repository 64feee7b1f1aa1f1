"""The two doors of reading: `sniff` works out how a file is written, `read_rows` reads it so.

Both take a binary stream that can seek, on a local file or a remote object alike.
"""

from __future__ import annotations

import re
from typing import BinaryIO, Final

import msgspec

from shared.errors import InvalidInput
from shared.ingest.formats.blocks import UNPACKING_ERRORS
from shared.ingest.formats.delimited_text import TextRows
from shared.ingest.formats.dialect import HEAD_BYTES, Dialect
from shared.ingest.formats.encodings import decode_head, detect_encoding
from shared.ingest.formats.html_tables import read_html, sniff_html
from shared.ingest.formats.json_documents import sniff_json
from shared.ingest.formats.json_lines import JsonLineRows
from shared.ingest.formats.json_records import read_json
from shared.ingest.formats.packing import look_inside, unpack, workbook_in
from shared.ingest.formats.rows import Position, RowReader
from shared.ingest.formats.text_dialect import sniff_text
from shared.ingest.formats.xml_documents import sniff_xml
from shared.ingest.formats.xml_reading import read_xml
from shared.model.contract import Format

_HTML: Final = re.compile(
    r"<(!doctype\s+html|html|head|meta|style|table|body|div)\b", re.IGNORECASE
)
_ASIDES: Final = (("<!--", "-->"), ("<?", "?>"))
"""Comments and declarations, which may come before the first element."""

_WHITE_SPACE: Final = re.compile(r"\s*")
_XML: Final = re.compile(r"\s*<(\?xml|!--|!DOCTYPE|[A-Za-z_])")
_JSON: Final = re.compile(r"\s*([{]\s*[\"}]|\[\s*[{\[\]\"])")


def sniff(stream: BinaryIO, *, hints: Format | None = None) -> Dialect:
    """Work out how a file is written, from its first mebibyte; the same bytes, the same answer.

    What the contract's `hints` say overrules. Raises InvalidInput, in words for the sender, on a
    file that cannot be read.
    """
    hints = hints or Format()
    packed = look_inside(stream, member=hints.member)
    if packed.is_workbook != (hints.type == "xlsx") and hints.type is not None:
        raise InvalidInput(
            f"the file is an XLSX workbook, the contract expects {hints.type}"
            if packed.is_workbook
            else "the file is not an XLSX workbook, as the contract expects",
            field="format",
        )
    if packed.is_workbook:
        # openpyxl is slow to import, and brings numpy: only who reads a workbook pays for it.
        from shared.ingest.formats.spreadsheets import sniff_sheet  # noqa: PLC0415

        with workbook_in(stream, packed.compression, packed.member) as workbook:
            dialect = sniff_sheet(workbook, sheet=hints.sheet, header_row=hints.header_row)
    else:
        text = unpack(stream, packed.compression, packed.member)
        head, whole = _read_head(text)
        if not head:
            kind = packed.compression
            raise InvalidInput(f"the {kind} file is empty inside, or damaged: send it again")
        dialect = _sniff_text(text, head, hints, whole=whole)
    if not packed.compression:
        return dialect
    unpacked = f"it is inside a {packed.compression} file"
    return msgspec.structs.replace(
        dialect,
        compression=packed.compression,
        member=packed.member,
        evidence=(unpacked, *packed.evidence, *dialect.evidence),
        left_out=(*packed.left_out, *dialect.left_out),
    )


def read_rows(stream: BinaryIO, dialect: Dialect, *, start: Position | None = None) -> RowReader:
    """Read the rows of a file by its dialect, from the beginning or after `start`.

    Good rows come as `Row`, each one that cannot be read as `RejectedRow`; reading goes on after
    it where the format allows. Memory does not grow with the file, but for XLSX's shared texts.
    """
    if dialect.type == "xlsx":
        from shared.ingest.formats.spreadsheets import read_sheet  # noqa: PLC0415

        return read_sheet(stream, dialect, start)
    text = unpack(stream, dialect.compression, dialect.member)
    if dialect.type == "csv":
        return TextRows(text, dialect, start)
    if dialect.type == "jsonl":
        return JsonLineRows(text, dialect, start)
    if dialect.type == "json":
        return read_json(text, dialect, start)
    if dialect.type == "xml":
        return read_xml(text, dialect, start)
    return read_html(text, dialect, start)


def _read_head(stream: BinaryIO) -> tuple[bytes, bool]:
    """Return the first bytes, and whether they are all; damaged ones end where the damage is."""
    head = b""
    try:
        while len(head) <= HEAD_BYTES:
            chunk = stream.read(HEAD_BYTES + 1 - len(head))
            if not chunk:
                return head, True
            head += chunk
    except UNPACKING_ERRORS:
        return head, False
    return head[:HEAD_BYTES], False


def _sniff_text(stream: BinaryIO, head: bytes, hints: Format, *, whole: bool) -> Dialect:
    encoding = detect_encoding(head, whole=whole, hint=hints.encoding)
    kind = hints.type or _guess_type(decode_head(head[:4096], encoding))
    if kind == "html":
        return sniff_html(stream, encoding, header_row=hints.header_row)
    if kind == "xml":
        return sniff_xml(head, encoding, whole=whole, record_path=hints.record_path)
    if kind in ("json", "jsonl"):
        return sniff_json(head, encoding, whole=whole, record_path=hints.record_path)
    return sniff_text(
        head,
        encoding,
        whole=whole,
        delimiter=hints.delimiter,
        quote=hints.quote,
        header_row=hints.header_row,
    )


def _guess_type(beginning: str) -> str:
    if _HTML.match(beginning, _skip_asides(beginning)):
        return "html"
    if _XML.match(beginning):
        return "xml"
    if _JSON.match(beginning):
        return "json"
    return "csv"


def _skip_asides(beginning: str) -> int:
    """Return where the first element of a marked-up text may begin."""
    place = 0
    while True:
        # A pattern that repeats another without end would take exponential time: a loop does not.
        white = _WHITE_SPACE.match(beginning, place)
        place = white.end() if white else place
        end = next((end for start, end in _ASIDES if beginning.startswith(start, place)), "")
        closed = beginning.find(end, place + 2) if end else -1
        if closed < 0:
            return place
        place = closed + len(end)
