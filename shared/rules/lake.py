"""How parts lie in the lake: names, lines, and the sidecar index erasure finds its rows by.

    lake/<entity>/source=<id>/upload=<id>/part-00000.jsonl.gz     one JSON object a line
    lake/<entity>/source=<id>/upload=<id>/part-00000.index.gz     `<keyed hash> <line>,<line>…`

Canonical fields are columns of their own, the same in every part; `extensions` and `originals`
hold JSON as text, so that DuckDB and BigQuery read every company's parts with one schema.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

import msgspec

from shared.model.contact import Contact
from shared.model.interaction import Interaction

T = TypeVar("T", Contact, Interaction)

Hasher = Callable[..., str]
"""`hash(*parts)` -> 32 hex characters, keyed (rules/values/hashing)."""

_EMAIL_ENDS: Final = re.compile(r"[<>,;:\"'|]")
_DIGITS_AND_GAPS: Final = re.compile(r"\d[\d .\-/()\u00a0\u202f]+")
"""Where phone-shaped values lie. No pattern may look back: a cell can be a mebibyte long."""

_WIDE_GAP: Final = re.compile(r"[^\d]{4,}")
"""Between two numbers, not inside one."""

_DIGITS_OF_A_PHONE: Final = range(8, 16)
"""E.164 has at most fifteen; shorter numbers name nobody."""

_CELL_END: Final = "\x1f"
"""Between two cells of a row; no e-mail address or phone number spans it."""

_NOT_A_DIGIT: Final = re.compile(r"\D")
_ENCODER: Final = msgspec.json.Encoder(order="sorted")


def part_name(entity: str, *, source: str, upload: str, number: int) -> str:
    """The object of a part; entity is `contacts`, `interactions` or, for refused rows, `rows`."""
    return f"{entity}/source={source}/upload={upload}/part-{number:05d}.jsonl.gz"


def number_of(part: str) -> int:
    """The number in a part's name."""
    return int(part.rpartition("/part-")[2].removesuffix(".jsonl.gz"))


def index_name(part: str) -> str:
    """The sidecar index of a part."""
    return part.removesuffix(".jsonl.gz") + ".index.gz"


def upload_folder(entity: str, *, source: str, upload: str) -> str:
    """What the names of all parts of one upload start with."""
    return f"{entity}/source={source}/upload={upload}/"


def encode_part(rows: Iterable[Contact | Interaction]) -> bytes:
    """The part as it is stored: the same rows always give the same bytes."""
    return encode_lines(_to_line(row) for row in rows)


def encode_lines(lines: Iterable[Mapping[str, Any]]) -> bytes:
    """Gzipped JSON lines, deterministic to the byte."""
    text = b"".join(_ENCODER.encode(line) + b"\n" for line in lines)
    return gzip.compress(text, compresslevel=5, mtime=0)


def decode_contacts(stored: bytes) -> list[Contact]:
    """The contacts of a part, in their order."""
    return [_from_line(line, Contact) for line in decode_lines(stored)]


def decode_interactions(stored: bytes) -> list[Interaction]:
    """The interactions of a part, in their order."""
    return [_from_line(line, Interaction) for line in decode_lines(stored)]


def decode_lines(stored: bytes) -> Iterator[dict[str, Any]]:
    """The JSON objects of a stored part."""
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    for line in gzip.decompress(stored).splitlines():
        yield decode(line)


def encode_cells(cells: Mapping[str, str]) -> bytes:
    """A row's cells as one JSON object: how a row that could be read but not mapped is kept."""
    return _ENCODER.encode(cells)


def encode_index(hash: Hasher, rows: Iterable[tuple[str, Iterable[str]]]) -> bytes:
    """The sidecar of a part, from `(record key, every cell)` of each of its lines.

    It names the record key and every e-mail- or phone-shaped value in any cell, mapped or not,
    by keyed hash, with the lines (from 0) that hold it.
    """
    return encode_named(hash, ((record_key, identifiers_of(cells)) for record_key, cells in rows))


def identifiers_of(cells: Iterable[str]) -> frozenset[tuple[str, str]]:
    """The (kind, value) of every e-mail- and phone-shaped value in these cells."""
    return frozenset(identifiers_in(_CELL_END.join(cells)))


def encode_named(hash: Hasher, rows: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> bytes:
    """The sidecar of a part, from `(record key, identifiers_of its cells)` of each line."""
    lines_of: dict[str, list[int]] = {}
    for number, (record_key, named) in enumerate(rows):
        records = [("record", record_key)] if record_key else []
        for kind, value in (*records, *named):
            lines_of.setdefault(hash("index", kind, value), []).append(number)
    text = "".join(f"{mark} {','.join(map(str, lines_of[mark]))}\n" for mark in sorted(lines_of))
    return gzip.compress(text.encode(), compresslevel=1, mtime=0)


def decode_index(stored: bytes) -> dict[str, list[int]]:
    """Keyed hash -> lines, of a stored sidecar."""
    found = {}
    for line in gzip.decompress(stored).decode().splitlines():
        mark, _, numbers = line.partition(" ")
        found[mark] = [int(number) for number in numbers.split(",")]
    return found


def identifiers_in(text: str) -> Iterator[tuple[str, str]]:
    """Every e-mail-shaped value (lower case) and phone-shaped one (its last 8 digits) in a text.

    Where numbers run into each other, every place one could end counts. Takes time in proportion
    to the text, whatever stands in it.
    """
    if "@" in text:
        for word in text.replace(_CELL_END, " ").split():
            if "@" in word:
                for piece in _EMAIL_ENDS.split(word):
                    local, at, domain = piece.partition("@")
                    if local and at and domain:
                        yield "email", piece.lower().rstrip(".)]}")
    for run in _DIGITS_AND_GAPS.finditer(text):
        for number in _WIDE_GAP.split(run.group()):
            yield from _phones_in(number)


def _phones_in(number: str) -> Iterator[tuple[str, str]]:
    digits = _NOT_A_DIGIT.sub("", number)
    if len(digits) in _DIGITS_OF_A_PHONE:
        yield "phone", digits[-8:]
    elif len(digits) >= _DIGITS_OF_A_PHONE.stop:
        seen = ""
        for group in _NOT_A_DIGIT.split(number):
            seen = (seen + group)[-8:] if group else seen
            if len(seen) == 8:
                yield "phone", seen


_OWN: Final[dict[type, tuple[str, ...]]] = {
    kind: tuple(name for name in kind.__struct_fields__ if name != "fields")
    for kind in (Contact, Interaction)
}
_AS_TEXT: Final = ("extensions", "originals", "notes")
_NOTHING: Final = "{}"
_DECODE_TEXTS: Final = msgspec.json.Decoder(dict[str, str]).decode


def _to_line(row: Contact | Interaction) -> dict[str, Any]:
    line: dict[str, Any] = {**row.fields, **msgspec.structs.asdict(row)}
    del line["fields"]
    for name in _AS_TEXT:
        line[name] = _ENCODER.encode(line[name]).decode() if line[name] else _NOTHING
    return line


def _from_line(line: dict[str, Any], kind: type[T]) -> T:
    """The row of a line that `_to_line` made; columns that are not its own are its fields."""
    own = {name: line.pop(name) for name in _OWN[kind] if name in line}
    for name in _AS_TEXT:
        text = own.get(name, _NOTHING)
        own[name] = {} if text == _NOTHING else _DECODE_TEXTS(text)
    if "cleared" in own:
        own["cleared"] = tuple(own["cleared"])
    return kind(**own, fields=line)
