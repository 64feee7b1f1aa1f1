"""What kind of file it is by its first bytes, and the text inside a compressed one."""

from __future__ import annotations

import gzip
import zipfile
from typing import Any, BinaryIO, Final, Literal, cast

from shared.errors import InvalidInput

_OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED: Final = (
    (_OLE2, "an old Excel .xls workbook, or one with a password: save it as XLSX or CSV"),
    (b"%PDF", "a PDF document: export the data as CSV or XLSX"),
    (b"PAR1", "a Parquet file: export it as CSV or JSON Lines"),
    (b"SQLite format 3\x00", "an SQLite database: export the table as CSV"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"BZh", "a bzip2 file: unpack it first, or use gzip"),
    (b"\xfd7zXZ", "an xz file: unpack it first, or use gzip"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file: unpack it first, or use gzip"),
)

_DAMAGED_ZIP: Final = (
    "the file is a damaged or incomplete XLSX workbook or zip archive: send it again"
)

Container = Literal["", "gzip", "zip", "xlsx"]


def identify_container(stream: BinaryIO) -> Container:
    """Tell plain text (""), gzip, a zip of one text file, and XLSX apart by their bytes.

    Raises InvalidInput, saying what to do, on an empty file and on any other kind.
    """
    stream.seek(0)
    head = stream.read(64)
    if not head:
        raise InvalidInput("the file is empty (0 bytes)")
    for magic, kind in _REFUSED:
        if head.startswith(magic):
            raise InvalidInput(f"this is {kind}")
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _identify_zip(stream)
    return ""


class _Unpacked:
    """Reads what is there: where the packed bytes end too soon, all before still comes out."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def read(self, size: int = -1, /) -> bytes:
        chunk: bytes = self._inner.read1(size)
        return chunk

    def seek(self, offset: int, whence: int = 0, /) -> int:
        place: int = self._inner.seek(offset, whence)
        return place


def unpack(stream: BinaryIO, compression: Literal["", "gzip", "zip"]) -> BinaryIO:
    """Return the bytes inside as a stream that can seek; a plain one as it is."""
    stream.seek(0)
    if compression == "gzip":
        return cast(BinaryIO, _Unpacked(gzip.GzipFile(fileobj=stream, mode="rb")))
    if compression == "zip":
        archive = open_zip(stream)
        try:
            member = archive.open(_members(archive)[0])
        except zipfile.BadZipFile as error:
            raise InvalidInput(_DAMAGED_ZIP) from error
        except NotImplementedError as error:
            raise InvalidInput(
                "the zip archive is packed by a method that is not read; expected the usual one "
                "(deflate): pack it again, or send the file unpacked"
            ) from error
        return cast(BinaryIO, _Unpacked(member))
    return stream


def open_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """Open a zip archive; raises InvalidInput when it is damaged or cut off."""
    stream.seek(0)
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise InvalidInput(_DAMAGED_ZIP) from error


def _identify_zip(stream: BinaryIO) -> Container:
    archive = open_zip(stream)
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise InvalidInput("this is a binary Excel .xlsb workbook: save it as XLSX or CSV")
    if "mimetype" in names and "content.xml" in names:
        raise InvalidInput("this is an OpenDocument file: save it as XLSX or CSV")
    members = _members(archive)
    if len(members) != 1:
        raise InvalidInput(
            f"the zip archive holds {len(members)} files, expected exactly one: unpack it and "
            "send each file to its own source"
        )
    if members[0].flag_bits & 1:
        raise InvalidInput("the zip archive has a password: send it without")
    return "zip"


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [
        member
        for member in archive.infolist()
        if not member.is_dir()
        and not member.filename.startswith("__MACOSX/")
        and not member.filename.rsplit("/", 1)[-1].startswith(".")
    ]
