"""XLSX workbooks: one sheet's rows, each cell as the text a person sees.

Streamed by openpyxl in read-only mode; formulas give the value that was last calculated.
"""

from __future__ import annotations

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from shared.errors import InvalidInput
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.header import find_header
from shared.ingest.formats.packing import open_zip, workbook_in
from shared.ingest.formats.rows import CountedRows, Position, RowReader, Unreadable
from shared.ingest.formats.sheet_rows import begin_after
from shared.ingest.formats.tables import table_rows

_MAX_UNPACKED: Final = 2 << 30
_MAX_SHARED_STRINGS: Final = 64 << 20
_MAX_SHARED_COUNT: Final = 2_000_000
_SHARED_STRINGS: Final = "xl/sharedStrings.xml"
_SHARED_STRING: Final = re.compile(rb"<(?:\w+:)?si\b")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b")
_MAX_ROWS: Final = 1 << 20
"""In a sheet, as Excel has it; its columns, 16,384, are `MAX_COLUMNS`."""

_MAX_APART: Final = 1 << 20
"""Tags without the beginning of a row between them; the parser holds their elements all."""

_SCANNED: Final = 1 << 20
"""Parts smaller than this cannot hold enough to harm."""

_NOT_READ: Final = ("xl/pivotCache/", "xl/media/", _SHARED_STRINGS)
"""Large for good reasons, and no sheets; the table of texts has a check of its own."""

_MAX_WHOLE: Final = 64 << 20
_READ_WHOLE: Final = re.compile(
    r"\[Content_Types\]\.xml|docProps/.*|xl/styles\.xml|xl/workbook\.xml|.*\.rels"
)
"""What openpyxl takes into memory as a tree, at once."""

_BLOCK_BYTES: Final = 1 << 20
_MAX_RATIO: Final = 200
_SMALL: Final = 256 << 20
"""Up to this size no ratio is absurd: empty sheets pack well."""

_SAMPLED: Final = 500
_MUCH_LARGER: Final = 3
_ZEROS: Final = re.compile(r"^0{2,20}$")
_DAMAGED: Final = (
    zipfile.BadZipFile,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    InvalidFileException,
)
"""What openpyxl raises, by accident more than by design, on a damaged workbook."""


def sniff_sheet(
    stream: BinaryIO, *, sheet: str | None = None, header_row: int | None = None
) -> Dialect:
    """Choose the sheet of a workbook and find its header.

    Raises InvalidInput when the workbook is damaged, dangerously large, or has no rows.
    """
    sizes = _check_sizes(stream)
    workbook = _open(stream)
    name, why = _choose_sheet(workbook, sizes, sheet)
    skipped = header_row - 1 if header_row else 0
    try:
        numbered = islice(_text_rows(workbook, name), skipped, skipped + _SAMPLED)
        rows = [row for _, row in numbered]
    except _DAMAGED as error:
        raise InvalidInput(_damaged(name)) from error
    finally:
        workbook.close()
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise InvalidInput("the sheet has no header and no rows, only empty cells", field="sheet")
    header = find_header(rows, given=None if header_row is None else header_row > 0)
    place = skipped + header.row
    found = f"row {place + 1} is the header" if header.present else "there is no header"
    return Dialect(
        type="xlsx",
        columns=header.columns,
        preamble=place,
        header=header.present,
        trailing_empty=header.trailing_empty,
        sheet=name,
        evidence=("it is an Excel workbook (XLSX)", why, found),
    )


def read_sheet(stream: BinaryIO, dialect: Dialect, start: Position | None = None) -> RowReader:
    """Read the rows of the dialect's sheet; a workbook damaged further on ends in a rejection."""
    return CountedRows(_SheetRecords(stream, dialect, start.offset if start else None), start)


class _SheetRecords:
    """The rows of a sheet after a place, which is the number of a row in it (`Records`)."""

    def __init__(self, stream: BinaryIO, dialect: Dialect, after: int | None) -> None:
        self.place = after
        self._stream = stream
        self._dialect = dialect

    def __iter__(self) -> Iterator[dict[str, str] | Unreadable]:
        dialect = self._dialect
        with workbook_in(self._stream, dialect.compression, dialect.member) as content:
            _check_sizes(content)
            workbook = _open(content)
            after = self.place or 0
            rows = self._pass(_text_rows(workbook, dialect.sheet, after=after))
            named = table_rows(rows, dialect, is_begun=after > 0)
            try:
                while (row := _next_row(named, dialect.sheet)) is not None:
                    yield row
            finally:
                workbook.close()

    def _pass(self, rows: Iterator[tuple[int, list[str]]]) -> Iterator[list[str]]:
        for number, row in rows:
            self.place = number
            yield row


def _next_row(
    rows: Iterator[dict[str, str] | Unreadable], sheet: str
) -> dict[str, str] | Unreadable | None:
    try:
        return next(rows, None)
    except _DAMAGED:
        # The generator has ended with its error: the next call returns None.
        return Unreadable(f"{_damaged(sheet)}; nothing after was read", b"", ends_early=True)


def _damaged(sheet: str) -> str:
    return f"the sheet {sheet!r} is damaged: open the workbook, save it again and send that"


def _check_sizes(stream: BinaryIO) -> dict[str, int]:
    """Return the unpacked size of each part; raises InvalidInput on a zip bomb."""
    with open_zip(stream) as archive:
        parts = archive.infolist()
        _check_packing(parts)
        _check_strings(archive)
        for part in parts:
            if part.file_size > _SCANNED and not part.filename.startswith(_NOT_READ):
                _check_rows(archive, part)
    return {part.filename: part.file_size for part in parts}


def _check_packing(parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    is_bomb = unpacked > _MAX_UNPACKED or any(
        part.file_size > _SMALL and part.file_size > part.compress_size * _MAX_RATIO
        for part in parts
    )
    whole = any(
        part.file_size > _MAX_WHOLE and _READ_WHOLE.fullmatch(part.filename) for part in parts
    )
    if is_bomb or whole:
        raise InvalidInput(
            f"the workbook unpacks to {unpacked >> 20} MiB from {packed >> 10} KiB, which is not "
            "read for safety: export it as CSV"
        )


def _check_rows(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a sheet that no spreadsheet program could hold; openpyxl keeps a trace of each row.

    Bytes are counted, not parsed: a second for a gigabyte.
    """
    rows = apart = 0
    try:
        with archive.open(part) as sheet:
            while chunk := sheet.read(_BLOCK_BYTES):
                # A tag that a block's end cuts in two is not counted: there are few of them.
                # In UTF-16 every other byte is nothing; in UTF-8 none may be.
                chunk = chunk.replace(b"\0", b"")
                begun = [found.start() for found in _ROW.finditer(chunk)]
                rows += len(begun)
                apart = chunk.count(b"<", begun[-1]) if begun else apart + chunk.count(b"<")
                if rows > _MAX_ROWS or apart > _MAX_APART:
                    break
    except _DAMAGED:
        return  # said when it is read, with the rows before
    if rows > _MAX_ROWS:
        raise InvalidInput(
            f"a sheet of the workbook has more than {_MAX_ROWS} rows, which no spreadsheet "
            "program can hold: export it as CSV"
        )
    if apart > _MAX_APART:
        raise InvalidInput(
            f"a sheet of the workbook has more than {_MAX_APART} tags in one row, or outside "
            "its rows, which is not read for safety: export it as CSV"
        )


def _check_strings(archive: zipfile.ZipFile) -> None:
    """Refuse a table of texts that would not fit in memory; openpyxl holds all of it."""
    if _SHARED_STRINGS not in archive.namelist():
        return
    size = archive.getinfo(_SHARED_STRINGS).file_size
    if size > _MAX_SHARED_STRINGS:
        raise InvalidInput(
            f"the workbook's table of texts is {size >> 20} MiB, at most "
            f"{_MAX_SHARED_STRINGS >> 20} are read: export it as CSV"
        )
    count = 0
    try:
        with archive.open(_SHARED_STRINGS) as texts:
            pending = b""
            while chunk := texts.read(_BLOCK_BYTES):
                # A tag may be cut in two by the block's end: it waits for the next.
                end = chunk.rfind(b"<")
                whole = pending + chunk[:end] if end >= 0 else chunk
                pending = chunk[end:] if end >= 0 else b""
                count += len(_SHARED_STRING.findall(whole))
    except _DAMAGED as error:
        raise InvalidInput(
            "the workbook is damaged or has a password: save it again as XLSX and send that"
        ) from error
    if count > _MAX_SHARED_COUNT:
        raise InvalidInput(
            f"the workbook has {count} different texts, at most {_MAX_SHARED_COUNT} are read: "
            "export it as CSV"
        )


def _open(stream: BinaryIO) -> Workbook:
    stream.seek(0)
    try:
        return openpyxl.load_workbook(stream, read_only=True, data_only=True)
    except _DAMAGED as error:
        raise InvalidInput(
            "the workbook is damaged: open it, save it again as XLSX and send that"
        ) from error


def _choose_sheet(workbook: Workbook, sizes: dict[str, int], wanted: str | None) -> tuple[str, str]:
    names = [sheet.title for sheet in workbook.worksheets]
    if wanted is not None:
        if wanted not in names:
            raise InvalidInput(f"no sheet {wanted!r} (known: {', '.join(names)})", field="sheet")
        return wanted, f"the contract says to read sheet {wanted!r}"
    size = {sheet.title: _size(sheet, sizes) for sheet in workbook.worksheets}
    shown = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    shown = shown or names
    if not shown:
        raise InvalidInput("the workbook has no sheet with cells")
    active = workbook.active.title if workbook.active is not None else shown[0]
    chosen = active if active in shown else shown[0]
    largest = max(shown, key=lambda name: size[name])
    if size[largest] > size[chosen] * _MUCH_LARGER:
        return largest, f"sheet {largest!r} is much larger than the active sheet {chosen!r}"
    if len(shown) > 1:
        return chosen, f"of its {len(shown)} sheets {chosen!r} is the active one"
    return chosen, f"its sheet is {chosen!r}"


def _size(sheet: Any, sizes: dict[str, int]) -> int:
    # openpyxl knows which part of the archive holds a sheet, but does not say so officially.
    return sizes.get(getattr(sheet, "_worksheet_path", "").lstrip("/"), 0)


def _text_rows(workbook: Workbook, name: str, *, after: int = 0) -> Iterator[tuple[int, list[str]]]:
    """The rows after one of them, each with its number in the sheet."""
    sheet: Any = workbook[name]
    sheet.reset_dimensions()  # many programs write a wrong size, which would cut rows off
    begin, first = after, 1
    if after:
        try:
            first = begin_after(sheet, after)
        except ValueError:
            begin = 0
    if not first:
        return
    for number, row in enumerate(sheet.iter_rows(min_row=first), start=begin + 1):
        if number > after:
            yield number, [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    """Write a cell's value the way a person sees it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number_text(value, cell.number_format)
    if isinstance(value, datetime.datetime):
        is_date = value.time() == datetime.time.min and "h" not in cell.number_format.lower()
        return value.date().isoformat() if is_date else value.isoformat(sep=" ")
    return str(value)


def _number_text(value: float, number_format: str) -> str:
    text = str(int(value)) if isinstance(value, int) or value.is_integer() else f"{value:.15g}"
    if _ZEROS.match(number_format) and text.isdigit():
        return text.zfill(len(number_format))  # 01000 is a postal code shown by such a format
    return text
