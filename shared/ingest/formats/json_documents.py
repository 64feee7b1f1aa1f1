"""JSON: where in a document the records are: the largest list, or map, of objects alike."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple

import ijson
import msgspec

from shared.errors import InvalidInput
from shared.ingest.formats.dialect import Dialect, union_of_columns
from shared.ingest.formats.encodings import Encoding, decode_head
from shared.ingest.formats.flattening import Flattener, drop_containers
from shared.ingest.formats.json_constants import ConstantQuoter
from shared.ingest.formats.json_lines import records_by_line
from shared.ingest.formats.json_records import MAP_KEY

_MAX_DEPTH: Final = 4
_SAMPLED: Final = 500


class _Collection(NamedTuple):
    path: str
    keys: tuple[str, ...]
    records: list[dict[str, Any]]


def sniff_json(
    head: bytes, encoding: Encoding, *, whole: bool, record_path: str | None = None
) -> Dialect:
    """Work out the dialect of JSON or JSON Lines from its first bytes (all when `whole`).

    Raises InvalidInput when it holds no records.
    """
    text = decode_head(head, encoding)
    line_records = records_by_line(text, whole=whole)
    if len(line_records) > 1 and record_path is None:
        return _describe("jsonl", line_records, encoding, why="each line is a JSON object")
    document = _parse_beginning(text.encode("utf-8", "replace"))
    found = {one.path: one for one in _find_records(document, ())}
    if record_path is not None and record_path not in found:
        known = ", ".join(repr(path) for path in found) or "none"
        raise InvalidInput(
            f"no list of records at {record_path!r} in the JSON (found: {known})",
            field="record_path",
        )
    is_given = record_path is not None
    if record_path is None and found:
        record_path = max(found, key=lambda path: _weight(found[path].records))
    if record_path is not None:
        records = found[record_path].records
        if not whole and len(records) > 1:
            records = records[:-1]  # cut off in the middle
        chosen = f"the contract says to read the objects at {record_path}"
        why = chosen if is_given else f"its largest collection of objects is at {record_path}"
        left_out = tuple(
            f"the {'map' if path.endswith('{}') else 'list'} `{path}` "
            f"({'' if whole else 'at least '}{len(found[path].records)} objects) is not read"
            for path in found
            if path != record_path
        )
        dialect = _describe("json", records, encoding, why=why, record_path=record_path)
        return msgspec.structs.replace(
            dialect,
            around=found[record_path].keys,
            is_chosen=is_given,
            evidence=(*dialect.evidence, *left_out),
            left_out=() if is_given else left_out,
        )
    if line_records and _is_record(line_records[0]):
        why = "it is one JSON object on one line"
        return _describe("jsonl", line_records, encoding, why=why)
    if whole and _is_record(document):
        return _describe("json", [document], encoding, why="it is a single JSON object")
    raise InvalidInput(
        "the JSON holds no list of records (expected a list of objects, at most "
        f"{_MAX_DEPTH} levels deep, or one object a line)"
    )


def _describe(
    kind: Literal["json", "jsonl"],
    records: list[dict[str, Any]],
    encoding: Encoding,
    *,
    why: str,
    record_path: str = "",
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
        evidence=(encoding.evidence, why),
    )


def _parse_beginning(head: bytes) -> Any:
    """Return the tree of a JSON document as far as it goes; None when nothing can be read."""
    events = ijson.sendable_list()
    parser = ijson.basic_parse_coro(events)
    builder = ijson.ObjectBuilder()
    # What came before a mistake is looked at all the same.
    with contextlib.suppress(ijson.JSONError, ValueError):
        parser.send(ConstantQuoter().quote(head))
    for event, value in events:
        builder.event(event, value)
    return getattr(builder, "value", None)


def _find_records(value: Any, keys: tuple[str, ...]) -> Iterator[_Collection]:
    """Yield every list of objects and every map of alike objects, with the keys that lead to it."""
    if isinstance(value, list):
        records = [item for item in value if isinstance(item, dict) and item]
        if records and len(records) * 2 >= len(value):
            yield _Collection(f"{'.'.join(keys)}[]", keys, records)
    elif isinstance(value, dict):
        if _is_map(value):
            yield _Collection(f"{'.'.join(keys)}{{}}", keys, list(value.values()))
        elif len(keys) < _MAX_DEPTH:
            for key, nested in value.items():
                yield from _find_records(nested, (*keys, key))


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
