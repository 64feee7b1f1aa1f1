"""Workbooks that would fill the memory are refused before they are opened.

openpyxl holds a workbook's texts, a trace of each row, and some parts whole: each has its limit.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import BinaryIO, Final
from xml.etree.ElementTree import ParseError

from openpyxl.utils.exceptions import InvalidFileException

from shared.errors import InvalidInput
from shared.ingest.formats.packing import open_zip

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

_MAX_TEXT: Final = 8 << 20
"""Bytes of one text. A cell of Excel holds 32,767 characters."""

_TEXT_TOO_LONG: Final = (
    f"a text of the workbook is longer than {_MAX_TEXT >> 20} MiB, which no spreadsheet program "
    "can hold: export it as CSV"
)
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

DAMAGED: Final = (
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


def check_workbook(stream: BinaryIO) -> dict[str, int]:
    """Return the unpacked size of each part; raises InvalidInput on a zip bomb."""
    with open_zip(stream) as archive:
        parts = archive.infolist()
        _check_packing(parts)
        _check_strings(archive)
        for part in parts:
            if part.file_size > _SCANNED and not part.filename.startswith(_NOT_READ):
                _check_part(archive, part)
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


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a sheet that no spreadsheet program could hold; openpyxl keeps a trace of each row.

    Bytes are counted, not parsed: a second for a gigabyte.
    """
    counts = _Counts()
    try:
        with archive.open(part) as sheet:
            while not counts.is_too_much() and (chunk := sheet.read(_BLOCK_BYTES)):
                counts.add(chunk)
    except DAMAGED:
        return  # said when it is read, with the rows before
    if counts.rows > _MAX_ROWS:
        raise InvalidInput(
            f"a sheet of the workbook has more than {_MAX_ROWS} rows, which no spreadsheet "
            "program can hold: export it as CSV"
        )
    if counts.apart > _MAX_APART:
        raise InvalidInput(
            f"a sheet of the workbook has more than {_MAX_APART} tags in one row, or outside "
            "its rows, which is not read for safety: export it as CSV"
        )
    if counts.longest > _MAX_TEXT:
        raise InvalidInput(_TEXT_TOO_LONG)


class _Counts:
    """What a part of a workbook holds, counted block by block."""

    def __init__(self) -> None:
        self.rows = 0
        self.apart = 0
        """Tags since the last row began."""

        self.longest = 0
        """Bytes without the beginning of a tag between them."""

        self._since = 0

    def add(self, chunk: bytes) -> None:
        # A tag that a block's end cuts in two is not counted: there are few of them.
        # In UTF-16 every other byte is nothing; in UTF-8 none may be.
        chunk = chunk.replace(b"\0", b"")
        begun = [found.start() for found in _ROW.finditer(chunk)]
        self.rows += len(begun)
        if begun:
            self.apart = chunk.count(b"<", begun[-1])
        else:
            self.apart += chunk.count(b"<")
        # A text longer than a block has a block without a tag; a shorter one does no harm.
        self._since = self._since + len(chunk) if b"<" not in chunk else 0
        self.longest = max(self.longest, self._since)

    def is_too_much(self) -> bool:
        return self.rows > _MAX_ROWS or self.apart > _MAX_APART or self.longest > _MAX_TEXT


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
    counts = _Counts()
    try:
        with archive.open(_SHARED_STRINGS) as texts:
            pending = b""
            while chunk := texts.read(_BLOCK_BYTES):
                counts.add(chunk)
                # A tag may be cut in two by the block's end: it waits for the next.
                end = chunk.rfind(b"<")
                whole = pending + chunk[:end] if end >= 0 else chunk
                pending = chunk[end:] if end >= 0 else b""
                count += len(_SHARED_STRING.findall(whole))
    except DAMAGED as error:
        raise InvalidInput(
            "the workbook is damaged or has a password: save it again as XLSX and send that"
        ) from error
    if counts.longest > _MAX_TEXT:
        raise InvalidInput(_TEXT_TOO_LONG)
    if count > _MAX_SHARED_COUNT:
        raise InvalidInput(
            f"the workbook has {count} different texts, at most {_MAX_SHARED_COUNT} are read: "
            "export it as CSV"
        )
