"""What kind of file it is by its first bytes, and the text inside a compressed one."""

from __future__ import annotations

import gzip
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from typing import Any, BinaryIO, Final, Literal, NamedTuple, cast

from shared.errors import InvalidInput
from shared.rules.discretion import shown

_MAGIC: Final = 64
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_BLOCK: Final = 1 << 20
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

_DATA_ENDINGS: Final = (
    *(".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".xml", ".xlsx"),
    *(".xls", ".htm", ".html", ".dat"),
)
_ASIDES: Final = ("readme", "lisezmoi", "license", "licence", "manifest", "changelog")
"""Texts that lie beside the data in archives."""

_ASIDE_ENDINGS: Final = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".md", ".pdf", ".sha256", ".md5")

_MAX_WORKBOOK: Final = 128 << 20
"""Bytes of a workbook that is inside a compressed file: it lies unpacked while it is read."""

_NAMES_SHOWN: Final = 6

Compression = Literal["", "gzip", "zip"]


class Packed(NamedTuple):
    """What a file is by its bytes: compressed or not, and a workbook or a text inside."""

    compression: Compression = ""
    member: str = ""
    """Which file of a zip archive, where there are several."""

    is_workbook: bool = False
    evidence: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """Short sentences on files beside the chosen one that may hold rows too."""


class _Choice(NamedTuple):
    member: zipfile.ZipInfo
    why: str
    left_out: str = ""


def look_inside(stream: BinaryIO, *, member: str | None = None) -> Packed:
    """Tell plain text, a workbook, and either of them in gzip or zip apart, by their bytes.

    `member` names the file of a zip archive, or is a pattern for it (`clients-*.csv`). Raises
    InvalidInput, saying what to do, on an empty file, on any other kind, and on an archive of
    several files none of which was named.
    """
    stream.seek(0)
    head = stream.read(_MAGIC)
    if not head:
        raise InvalidInput("the file is empty (0 bytes)")
    _refuse_others(head)
    if head.startswith(b"\x1f\x8b"):
        return _look_inside(stream, Packed("gzip"))
    if not head.startswith(_ZIP):
        return Packed()
    archive = open_zip(stream)
    if _is_workbook(archive):
        return Packed(is_workbook=True)
    chosen = _choose(_members(archive), member)
    if chosen.member.flag_bits & 1:
        raise InvalidInput("the zip archive has a password: send it without")
    alone = len(_members(archive)) == 1
    packed = Packed(
        "zip",
        "" if alone else chosen.member.filename,
        evidence=tuple(filter(None, [chosen.why])),
        left_out=tuple(filter(None, [chosen.left_out])),
    )
    return _look_inside(stream, packed)


def _look_inside(stream: BinaryIO, packed: Packed) -> Packed:
    """Whether what is compressed is a workbook itself; refuses what it must not be."""
    try:
        head = unpack(stream, packed.compression, packed.member).read(_MAGIC)
    except (EOFError, OSError, zlib.error, zipfile.BadZipFile):
        return packed  # said when it is read
    if head.startswith(b"\x1f\x8b"):
        raise InvalidInput(f"it is compressed twice, a gzip file inside a {packed.compression} one")
    _refuse_others(head)
    if not head.startswith(_ZIP):
        return packed
    with workbook_in(stream, packed.compression, packed.member) as inside:
        if not _is_workbook(open_zip(inside)):
            raise InvalidInput(
                f"it is compressed twice, a zip archive inside a {packed.compression} file"
            )
    return packed._replace(is_workbook=True)


def _refuse_others(head: bytes) -> None:
    for magic, kind in _REFUSED:
        if head.startswith(magic):
            raise InvalidInput(f"this is {kind}")


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


def unpack(stream: BinaryIO, compression: Compression, member: str = "") -> BinaryIO:
    """Return the bytes inside as a stream that can seek; a plain one as it is."""
    stream.seek(0)
    if compression == "gzip":
        return cast(BinaryIO, _Unpacked(gzip.GzipFile(fileobj=stream, mode="rb")))
    if compression == "zip":
        archive = open_zip(stream)
        try:
            inner = archive.open(member or _members(archive)[0])
        except zipfile.BadZipFile as error:
            raise InvalidInput(_DAMAGED_ZIP) from error
        except NotImplementedError as error:
            raise InvalidInput(
                "the zip archive is packed by a method that is not read; expected the usual one "
                "(deflate): pack it again, or send the file unpacked"
            ) from error
        return cast(BinaryIO, _Unpacked(inner))
    return stream


@contextmanager
def workbook_in(stream: BinaryIO, compression: Compression, member: str = "") -> Iterator[BinaryIO]:
    """A workbook's own bytes; those of a compressed one lie in a file for as long as they are read.

    Raises InvalidInput beyond 128 MiB, and when what is compressed is damaged.
    """
    if not compression:
        yield stream
        return
    inner = unpack(stream, compression, member)
    with tempfile.TemporaryFile() as whole:
        try:
            while block := inner.read(_BLOCK):
                whole.write(block)
                if whole.tell() > _MAX_WORKBOOK:
                    raise InvalidInput(
                        f"the workbook inside is larger than {_MAX_WORKBOOK >> 20} MiB: send it "
                        "unpacked, or as CSV"
                    )
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
            raise InvalidInput(f"the {compression} file is damaged: send it again") from error
        yield cast(BinaryIO, whole)


def open_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """Open a zip archive; raises InvalidInput when it is damaged or cut off."""
    stream.seek(0)
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise InvalidInput(_DAMAGED_ZIP) from error


def _is_workbook(archive: zipfile.ZipFile) -> bool:
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        raise InvalidInput("this is a binary Excel .xlsb workbook: save it as XLSX or CSV")
    if "mimetype" in names and "content.xml" in names:
        raise InvalidInput("this is an OpenDocument file: save it as XLSX or CSV")
    return "xl/workbook.xml" in names


def _choose(members: Sequence[zipfile.ZipInfo], wanted: str | None) -> _Choice:
    """The file that is meant; raises InvalidInput where that cannot be said."""
    if not members:
        raise InvalidInput("the zip archive holds no file")
    if wanted is not None:
        fitting = [one for one in members if _is_called(one.filename, wanted)]
        if len(fitting) == 1:
            return _Choice(fitting[0], f"the contract says to read {wanted!r} of the archive")
        count = f"{len(fitting)} files" if fitting else "no file"
        raise InvalidInput(
            f"the contract says to read {wanted!r} of the zip archive, which holds {count} of "
            f"that name among {_named(members)}",
            field="member",
        )
    if len(members) == 1:
        return _Choice(members[0], "")
    fitting = [one for one in members if _may_be_data(one.filename)]
    if len(fitting) == 1:
        others = [one for one in members if one is not fitting[0] and not _is_aside(one.filename)]
        return _Choice(
            fitting[0],
            f"of the archive's {len(members)} files only one holds rows",
            f"of the zip archive {_named(others)} {_is_or_are(others)} not read: to read another "
            "file, say so in the contract"
            if others
            else "",
        )
    raise InvalidInput(
        f"the zip archive holds {len(members)} files, {_named(members)}: say in the contract "
        "which one is meant (`format: {member: …}`; to try, `nova diagnose FILE --format "
        "member=…`), or unpack it and drop each file by itself, parts of one table under the same "
        "source",
        field="member",
    )


def _is_called(path: str, wanted: str) -> bool:
    return any(fnmatchcase(name.lower(), wanted.lower()) for name in (path, _last(path)))


def _may_be_data(path: str) -> bool:
    return _last(path).lower().endswith(_DATA_ENDINGS) and not _is_aside(path)


def _is_aside(path: str) -> bool:
    """Whether the file says of itself that it holds no rows: a word of welcome, an image."""
    name = _last(path).lower()
    stem, _, ending = name.partition(".")
    return stem in _ASIDES or f".{ending}" in _ASIDE_ENDINGS


def _named(members: Sequence[zipfile.ZipInfo]) -> str:
    """The names of the first of these files; one that could be somebody's is kept back."""
    names = [shown(_last(one.filename)) for one in members[:_NAMES_SHOWN]]
    more = len(members) - len(names)
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def _is_or_are(members: Sequence[zipfile.ZipInfo]) -> str:
    return "is" if len(members) == 1 else "are"


def _last(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [
        member
        for member in archive.infolist()
        if not member.is_dir()
        and not member.filename.startswith("__MACOSX/")
        and not _last(member.filename).startswith(".")
    ]
