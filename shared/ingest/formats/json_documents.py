"""JSON: a list of records somewhere in a document, or one record a line (JSON Lines).

Documents are streamed: memory holds a block and one record, however long the list.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import ijson
import msgspec

from shared.errors import InvalidInput
from shared.ingest.formats.dialect import MAX_COLUMNS, Dialect, union_of_columns
from shared.ingest.formats.encodings import Encoding, decode_head
from shared.ingest.formats.flattening import DECODER, Flattener, drop_containers, encode_json
from shared.ingest.formats.json_scrutiny import find_loss
from shared.ingest.formats.lines import (
    DAMAGED_COMPRESSION,
    ENDLESS_LINE,
    UNPACKING_ERRORS,
    LineFeed,
    RowTooLargeError,
)
from shared.ingest.formats.rows import (
    MAX_ROW,
    TOO_MANY_CELLS,
    CountedRows,
    Position,
    RejectedRow,
    Row,
    RowReader,
    Unreadable,
    reject,
)
from shared.ingest.formats.transcoding import as_utf_8

MAP_KEY: Final = "@key"
"""The column that holds a record's key in a map of id -> record."""

_BLOCK_BYTES: Final = 1 << 16
_MAX_DEPTH: Final = 4
_SAMPLED: Final = 500
_MAX_PIECES: Final = 1 << 13
_BETWEEN: Final = b"[, \t\r\n"
_NOT_A_NUMBER: Final = re.compile(rb"[:,\[]\s*-?(NaN|Infinity)\b")
_MAX_NESTING: Final = 5000
_STRING: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_NOTHING_AFTER: Final = "nothing after was read"
ENDLESS_RECORD: Final = f"it is longer than {MAX_ROW} bytes"
NESTED_TOO_DEEPLY: Final = "its values are nested too deeply"
_MAX_SILENCE: Final = 64 << 20
"""Bytes without a complete record after which a document is given up."""


def sniff_json(
    head: bytes, encoding: Encoding, *, whole: bool, record_path: str | None = None
) -> Dialect:
    """Work out the dialect of JSON or JSON Lines from its first bytes (all when `whole`).

    Raises InvalidInput when it holds no records.
    """
    text = decode_head(head, encoding)
    line_records = _records_by_line(text, whole=whole)
    if len(line_records) > 1 and record_path is None:
        return _describe("jsonl", "", line_records, encoding, "each line is a JSON object")
    document = _parse_beginning(text.encode("utf-8", "replace"))
    found = dict(_find_records(document, "", depth=0))
    if record_path is not None and record_path not in found:
        known = ", ".join(repr(path) for path in found) or "none"
        raise InvalidInput(
            f"no list of records at {record_path!r} in the JSON (found: {known})",
            field="record_path",
        )
    if record_path is None and found:
        record_path = max(found, key=lambda path: _weight(found[path]))
    if record_path is not None:
        records = found[record_path]
        if not whole and len(records) > 1:
            records = records[:-1]  # cut off in the middle
        why = f"its largest collection of objects is at {record_path}"
        left_out = tuple(
            f"the {'map' if path.endswith('{}') else 'list'} `{path}` "
            f"({'' if whole else 'at least '}{len(found[path])} objects) is not read"
            for path in found
            if path != record_path
        )
        return _describe("json", record_path, records, encoding, why, left_out)
    if line_records and _is_record(line_records[0]):
        return _describe("jsonl", "", line_records, encoding, "it is one JSON object on one line")
    if whole and _is_record(document):
        return _describe("json", "", [document], encoding, "it is a single JSON object")
    raise InvalidInput(
        "the JSON holds no list of records (expected a list of objects, at most "
        f"{_MAX_DEPTH} levels deep, or one object a line)"
    )


def _describe(  # noqa: PLR0917
    kind: Any,
    record_path: str,
    records: list[dict[str, Any]],
    encoding: Encoding,
    why: str,
    left_out: tuple[str, ...] = (),
) -> Dialect:
    flattener = Flattener()
    sample = []
    for record in records[:_SAMPLED]:
        with contextlib.suppress(RecursionError):  # it will be rejected alone
            sample.append(flattener.cells(record))
    if not sample:
        raise InvalidInput("the values of the JSON's first records are nested too deeply to read")
    columns = union_of_columns(sample)
    if record_path.endswith("{}"):
        columns = (MAP_KEY, *columns)
    return Dialect(
        type=kind,
        columns=drop_containers(columns),
        encoding=encoding.name,
        bom=encoding.bom,
        second_encoding=encoding.second,
        record_path=record_path,
        evidence=(encoding.evidence, why, *left_out),
        left_out=left_out,
    )


def _records_by_line(text: str, *, whole: bool) -> list[dict[str, Any]]:
    """Return the objects of the first lines, if the first or the second line is one."""
    if not text.lstrip().startswith("{"):
        return []
    lines = [line for line in text.split("\n", _SAMPLED + 1) if line.strip()]
    if not whole or len(lines) > _SAMPLED:
        lines = lines[:-1]
    records = []
    for place, line in enumerate(lines):
        try:
            record = DECODER.decode(line)
        except (msgspec.DecodeError, RecursionError, ValueError):
            record = None
        if isinstance(record, dict):
            records.append(record)
        elif place == 1 and not records:
            return []
    return records


def _parse_beginning(head: bytes) -> Any:
    """Return the tree of a JSON document as far as it goes; None when nothing can be read."""
    events = ijson.sendable_list()
    parser = ijson.basic_parse_coro(events)
    builder = ijson.ObjectBuilder()
    # What came before a mistake is looked at all the same.
    with contextlib.suppress(ijson.JSONError, ValueError):
        parser.send(head)
    for event, value in events:
        builder.event(event, value)
    return getattr(builder, "value", None)


def _find_records(
    value: Any, path: str, *, depth: int
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield every list of objects and every map of alike objects, with its path."""
    if isinstance(value, list):
        records = [item for item in value if isinstance(item, dict) and item]
        if records and len(records) * 2 >= len(value):
            yield f"{path}[]", records
    elif isinstance(value, dict):
        if _is_map(value):
            yield f"{path}{{}}", list(value.values())
        elif depth < _MAX_DEPTH:
            for key, nested in value.items():
                yield from _find_records(nested, f"{path}.{key}" if path else key, depth=depth + 1)


def _is_map(value: dict[str, Any]) -> bool:
    """Tell id -> record from an object: all its values are objects with keys in common."""
    records = list(value.values())[:_SAMPLED]
    if len(records) < 2 or not all(isinstance(record, dict) and record for record in records):
        return False
    complete = records[:-1] if len(records) > 2 else records  # the last may be cut off
    shared = set.intersection(*(set(record) for record in complete))
    return len(shared) * 2 * len(complete) >= sum(map(len, complete))


def _weight(records: list[dict[str, Any]]) -> int:
    keys = {key for record in records[:_SAMPLED] for key in record}
    return len(records) * len(keys)


def _is_record(value: Any) -> bool:
    """Tell a lone record from an empty answer with some paging around it."""
    if not isinstance(value, dict):
        return False
    return sum(isinstance(item, str) and item != "" for item in value.values()) >= 2


def read_json(stream: BinaryIO, dialect: Dialect, start: Position | None = None) -> RowReader:
    """Read the records of a JSON document; what follows a mistake is one rejected row."""
    return CountedRows(_document_rows(stream, dialect), start)


def _document_rows(  # noqa: PLR0912, PLR0915  the one place where bytes, records and ends meet
    stream: BinaryIO, dialect: Dialect
) -> Iterator[dict[str, str] | Unreadable]:
    source = as_utf_8(stream, dialect)
    records = ijson.sendable_list()
    path = dialect.record_path
    is_map = path.endswith("{}")
    if is_map:
        parser = ijson.kvitems_coro(records, path.removesuffix("{}"))
    else:
        parser = ijson.items_coro(records, _ijson_prefix(path))
    flattener = Flattener(dialect.columns)
    unread = _Unread(end_of_list=b"}" if is_map else b"]")
    offset = 0
    while True:
        broken = ""
        chunk = b""
        try:
            chunk = source.read(_BLOCK_BYTES)
        except UNPACKING_ERRORS:
            broken = DAMAGED_COMPRESSION
        except UnicodeDecodeError:
            broken = f"the file is not valid {dialect.encoding} from about byte {offset}"
        # A record ends with a brace: fed up to each of them, the bytes of each record are known.
        pieces = chunk.split(b"}", _MAX_PIECES) if chunk else []
        for place, piece in enumerate(pieces, start=1):
            if place < len(pieces):
                piece += b"}"  # noqa: PLW2901
            elif not piece:
                break
            unread.add(piece)
            if unread.nesting > _MAX_NESTING:
                unread.nesting = _nesting(unread.raw())
            if unread.nesting > _MAX_NESTING:
                # The parser would take quadratic time for it.
                broken = f"a record is nested more than {_MAX_NESTING} deep; {_NOTHING_AFTER}"
                break
            try:
                parser.send(piece)
            except (ijson.JSONError, ValueError, RecursionError):
                broken = f"the file is not valid JSON from about byte {offset}; {_NOTHING_AFTER}"
                unread.add(b"}".join(pieces[place:]))
                if _NOT_A_NUMBER.search(unread.raw()):
                    broken += " (JSON has no NaN and no Infinity)"
            if records:
                raw = unread.raw()
                last = len(records) - 1
                for index, item in enumerate(records):
                    record, key = (item[1], item[0]) if is_map else (item, None)
                    cells = _read(record, flattener, raw if index == last else b"")
                    if key is not None and isinstance(cells, dict):
                        cells = {MAP_KEY: key, **cells}
                    yield cells
                if not broken:
                    unread.begin(is_exact=place < len(pieces) and isinstance(record, dict))
                del records[:]
            if broken:
                break
        offset += len(chunk)
        if not chunk and not broken:
            try:
                parser.close()
            except (ijson.JSONError, ValueError, RecursionError):
                broken = f"the file is cut off, at byte {offset}"
        if not broken and unread.is_endless:
            broken = f"no record is complete within {unread.limit} bytes; {_NOTHING_AFTER}"
        if broken:
            yield Unreadable(broken, unread.raw(), ends_early=True)
        if broken or not chunk:
            return


def _nesting(raw: bytes) -> int:
    """Count the brackets that are open at the end, without those inside strings."""
    plain = _STRING.sub(b"", raw)
    opened = plain.count(b"[") + plain.count(b"{")
    return opened - plain.count(b"]") - plain.count(b"}")


class _Unread:
    """The bytes since the last complete record."""

    def __init__(self, *, end_of_list: bytes) -> None:
        self._end_of_list = end_of_list
        self._pieces: list[bytes] = []
        self._length = 0
        self._is_first = True
        self._has_ended = False
        self.limit = 2 * MAX_ROW
        self.nesting = 0
        """Brackets opened and not closed, those inside strings included."""

    def add(self, piece: bytes) -> None:
        if self._has_ended:
            self._pieces = [piece]
            return
        self._pieces.append(piece)
        self._length += len(piece)
        self.nesting += piece.count(b"[") + piece.count(b"{") - piece.count(b"]") - 1
        if self._length > MAX_ROW and not self._is_first:
            # After the list a document may go on as long as it likes.
            self._has_ended = self.raw().lstrip().startswith(self._end_of_list)

    def begin(self, *, is_exact: bool) -> None:
        """Forget the record that was taken; `is_exact` says that it ended with the last piece."""
        self._pieces = []
        self._length = self.nesting = 0
        self._is_first = False
        self.limit = 2 * MAX_ROW if is_exact else _MAX_SILENCE

    def raw(self) -> bytes:
        if len(self._pieces) > 1:
            self._pieces = [b"".join(self._pieces)]
        return self._pieces[0] if self._pieces else b""

    @property
    def is_endless(self) -> bool:
        return not self._has_ended and self._length > self.limit


def _ijson_prefix(record_path: str) -> str:
    container = record_path.removesuffix("[]")
    if container == record_path:
        return container
    return f"{container}.item" if container else "item"


def _read(record: Any, flattener: Flattener, raw: bytes) -> dict[str, str] | Unreadable:
    """Flatten a record; `raw`, where it is known, ends with its text."""
    if not isinstance(record, dict):
        return Unreadable("it is not a JSON object", raw.lstrip(_BETWEEN) or _write(record))
    reason = ""
    if raw:
        reason = ENDLESS_RECORD if len(raw) > MAX_ROW else find_loss(raw, record)
    if not reason:
        try:
            return flattener.cells(record)
        except RecursionError:
            reason = NESTED_TOO_DEEPLY
    return Unreadable(reason, raw.lstrip(_BETWEEN) or _write(record))


def _write(record: Any) -> bytes:
    try:
        return encode_json(record).encode()
    except RecursionError:
        return b""


class JsonLineRows:
    """The rows of JSON Lines (a `RowReader`): a broken line is rejected alone."""

    def __init__(self, stream: BinaryIO, dialect: Dialect, start: Position | None = None) -> None:
        self._feed = LineFeed(stream, dialect, start)
        self._feed.skip_blanks(" \t")
        self._feed.is_past_header = True
        self._flattener = Flattener(dialect.columns)
        self._encoding = dialect.encoding
        self._rows = start.rows if start else 0

    @property
    def position(self) -> Position:
        return self._feed.position(self._rows)

    def __iter__(self) -> Iterator[Row | RejectedRow]:
        feed = self._feed
        lines = iter(feed)
        while True:
            feed.begin_row()
            try:
                line = next(lines)
            except StopIteration:
                break
            except RowTooLargeError:
                lines = iter(feed)
                self._rows += 1
                place = feed.row_line
                yield reject(self._rows, ENDLESS_LINE, feed.skip_endless_row(), place)
                continue
            if line.strip():
                self._rows += 1
                yield self._read_line(line)
        if feed.broken:
            self._rows += 1
            yield reject(self._rows, DAMAGED_COMPRESSION, feed.cut_off, ends_early=True)

    def _read_line(self, line: str) -> Row | RejectedRow:
        feed = self._feed
        reason = "it is not a JSON object"
        if feed.undecodable and feed.row_is_undecodable:
            reason = f"it holds bytes that are not valid {self._encoding}"
        else:
            try:
                record = DECODER.decode(line)
                if isinstance(record, dict):
                    cells = self._flattener.cells(record)
                    reason = TOO_MANY_CELLS if len(cells) > MAX_COLUMNS else ""
                    if line.count('":') != len(record):
                        reason = reason or find_loss(line.encode("utf-8", "replace"), record)
                    if not reason:
                        return Row(self._rows, cells, feed.row_line)
            except RecursionError:
                reason = NESTED_TOO_DEEPLY
            except (msgspec.DecodeError, ValueError):
                reason = "it is not valid JSON"
        return reject(self._rows, reason, feed.row_bytes, feed.row_line)
