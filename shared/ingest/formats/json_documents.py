"""JSON: a list of records somewhere in a document, or one record a line (JSON Lines).

Documents are streamed: memory holds a block and one record, however long the list.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import ijson
import msgspec

from shared.errors import InvalidInput
from shared.ingest.formats.dialect import Dialect, union_of_columns
from shared.ingest.formats.encodings import Encoding, decode_head
from shared.ingest.formats.flattening import DECODER, Flattener, drop_containers, encode_json
from shared.ingest.formats.lines import (
    DAMAGED_COMPRESSION,
    ENDLESS_LINE,
    UNPACKING_ERRORS,
    LineFeed,
    RowTooLargeError,
)
from shared.ingest.formats.rows import (
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
        return _describe("json", record_path, records, encoding, why)
    if line_records and _is_record(line_records[0]):
        return _describe("jsonl", "", line_records, encoding, "it is one JSON object on one line")
    if whole and _is_record(document):
        return _describe("json", "", [document], encoding, "it is a single JSON object")
    raise InvalidInput(
        "the JSON holds no list of records (expected a list of objects, at most "
        f"{_MAX_DEPTH} levels deep, or one object a line)"
    )


def _describe(
    kind: Any, record_path: str, records: list[dict[str, Any]], encoding: Encoding, why: str
) -> Dialect:
    flattener = Flattener()
    columns = union_of_columns(flattener.cells(record) for record in records[:_SAMPLED])
    if record_path.endswith("{}"):
        columns = (MAP_KEY, *columns)
    return Dialect(
        type=kind,
        columns=drop_containers(columns),
        encoding=encoding.name,
        bom=encoding.bom,
        second_encoding=encoding.second,
        record_path=record_path,
        evidence=(encoding.evidence, why),
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


def _document_rows(stream: BinaryIO, dialect: Dialect) -> Iterator[dict[str, str] | Unreadable]:
    source = as_utf_8(stream, dialect)
    records = ijson.sendable_list()
    path = dialect.record_path
    is_map = path.endswith("{}")
    if is_map:
        parser = ijson.kvitems_coro(records, path.removesuffix("{}"))
    else:
        parser = ijson.items_coro(records, _ijson_prefix(path))
    flattener = Flattener(dialect.columns)
    offset = silence = 0
    chunk = b""
    while True:
        before = chunk
        chunk = b""
        broken = ""
        try:
            chunk = source.read(_BLOCK_BYTES)
            if chunk:
                parser.send(chunk)
            else:
                parser.close()
        except UNPACKING_ERRORS:
            broken = DAMAGED_COMPRESSION
        except UnicodeDecodeError:
            broken = f"the file is not valid {dialect.encoding} from about byte {offset}"
        except (ijson.JSONError, ValueError, RecursionError):
            broken = (
                f"the file is not valid JSON from about byte {offset}; nothing after was read"
                if chunk
                else f"the file is cut off, at byte {offset}"
            )
        for record in records:
            yield _read_keyed(record, flattener) if is_map else _read(record, flattener)
        silence = 0 if records else silence + len(chunk)
        offset += len(chunk)
        del records[:]
        if silence > _MAX_SILENCE:
            broken = f"no record is complete within {_MAX_SILENCE} bytes; nothing after was read"
        if broken:
            yield Unreadable(broken, chunk or before)
        if broken or not chunk:
            return


def _ijson_prefix(record_path: str) -> str:
    container = record_path.removesuffix("[]")
    if container == record_path:
        return container
    return f"{container}.item" if container else "item"


def _read(record: Any, flattener: Flattener) -> dict[str, str] | Unreadable:
    if not isinstance(record, dict):
        return Unreadable("it is not a JSON object", encode_json(record).encode())
    try:
        return flattener.cells(record)
    except RecursionError:
        return Unreadable("its values are nested too deeply", b"")


def _read_keyed(item: tuple[str, Any], flattener: Flattener) -> dict[str, str] | Unreadable:
    key, record = item
    cells = _read(record, flattener)
    return {MAP_KEY: key, **cells} if isinstance(cells, dict) else cells


class JsonLineRows:
    """The rows of JSON Lines (a `RowReader`): a broken line is rejected alone."""

    def __init__(self, stream: BinaryIO, dialect: Dialect, start: Position | None = None) -> None:
        self._feed = LineFeed(stream, dialect, start)
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
            yield reject(self._rows, DAMAGED_COMPRESSION, b"")

    def _read_line(self, line: str) -> Row | RejectedRow:
        feed = self._feed
        reason = "it is not a JSON object"
        if feed.undecodable and feed.row_is_undecodable:
            reason = f"it holds bytes that are not valid {self._encoding}"
        else:
            try:
                record = DECODER.decode(line)
                if isinstance(record, dict):
                    return Row(self._rows, self._flattener.cells(record), feed.row_line)
            except (msgspec.DecodeError, ValueError, RecursionError):
                reason = "it is not valid JSON"
        return reject(self._rows, reason, feed.row_bytes, feed.row_line)
