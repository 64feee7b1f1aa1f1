"""The records of a JSON document, streamed: memory holds a block and one record.

Where a record has ended the parser can be put again, by telling it what was open around it.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO, Final

import ijson

from shared.ingest.formats.blocks import UNPACKING_ERRORS
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.encodings import bom_length
from shared.ingest.formats.flattening import Flattener, encode_json
from shared.ingest.formats.json_constants import (
    ConstantQuoter,
    has_constant,
    length_of_whole_tokens,
)
from shared.ingest.formats.json_scrutiny import (
    NESTED_TOO_DEEPLY,
    NO_OBJECT,
    find_loss,
    find_mistake,
)
from shared.ingest.formats.json_unread import Unread, nesting_of
from shared.ingest.formats.lines import DAMAGED_COMPRESSION
from shared.ingest.formats.rows import (
    MAX_CELL,
    MAX_ROW,
    CountedRows,
    Position,
    RowReader,
    Unreadable,
)
from shared.ingest.formats.transcoding import as_utf_8

MAP_KEY: Final = "@key"
"""The column that holds a record's key in a map of id -> record."""

BLOCK_BYTES: Final = 1 << 16
_MAX_PIECES: Final = 1 << 13
_BETWEEN: Final = b"[, \t\r\n"
_MAX_NESTING: Final = 5000
_NOTHING_AFTER: Final = "nothing after was read"
_ENDLESS_RECORD: Final = f"it is longer than {MAX_ROW} bytes"
_PARSER_ERRORS: Final = (ijson.JSONError, ValueError, RecursionError)


def read_json(stream: BinaryIO, dialect: Dialect, start: Position | None = None) -> RowReader:
    """Read the records of a JSON document; what follows a mistake is one rejected row."""
    return CountedRows(_JsonRecords(stream, dialect, start.offset if start else None), start)


class _JsonRecords:
    """The records behind a place (`Records`).

    A record ends with a brace: the parser is fed up to each of them, so that the bytes of each
    record, and the place after it, are known.
    """

    def __init__(self, stream: BinaryIO, dialect: Dialect, offset: int | None) -> None:
        self.place = offset
        self._dialect = dialect
        self._path = dialect.record_path
        self._is_map = self._path.endswith("{}")
        # In another encoding a place in the parser's text is not one in the file.
        # Nor does a path tell an empty key from none.
        self._knows_places = (
            dialect.encoding == "utf-8"
            and ".".join(dialect.around) == self._path[:-2]
            and all(dialect.around)
        )
        self._source = as_utf_8(stream, dialect)
        self._offset = bom_length(dialect.encoding) if dialect.bom else 0
        """Where the parser has got to, in bytes of its text."""

        self._marked_offset = 0
        self._is_reopened = offset is not None
        """The first record of a map is the empty one that was put before the others."""

        self._held = b""
        """The beginning of a word or an escape that the next block goes on with."""

        self._quoter = ConstantQuoter()
        self._flattener = Flattener(dialect.columns)
        self._unread = Unread(end_of_list=b"}" if self._is_map else b"]")
        self._records = ijson.sendable_list()
        self._parser = self._make_parser()
        if offset is not None:
            self._go_to(stream, offset)

    def _make_parser(self) -> Any:
        container = self._path[:-2]
        if self._is_map:
            return ijson.kvitems_coro(self._records, container)
        if self._path:
            return ijson.items_coro(self._records, f"{container}.item" if container else "item")
        return ijson.items_coro(self._records, "")

    def _go_to(self, stream: BinaryIO, offset: int) -> None:
        """Put the parser behind a record, as if an empty one had just ended."""
        opened = "".join(f"{{{json.dumps(key)}:" for key in self._dialect.around)
        if self._is_map:
            opened += '{"":'
        elif self._path:
            opened += "["
        self._parser.send(f"{opened}{{}}".encode())
        self._records.clear()
        self._unread.begin(is_exact=True)
        stream.seek(offset)
        self._offset = offset

    def __iter__(self) -> Iterator[dict[str, str] | Unreadable]:
        while True:
            block = b""
            broken = ""
            try:
                block = self._read_block()
            except UNPACKING_ERRORS:
                broken = DAMAGED_COMPRESSION
            except UnicodeDecodeError:
                broken = f"the file is not valid {self._dialect.encoding} from about byte "
                broken += str(self._offset)
            if block:
                broken = yield from self._parse_block(block)
            elif not broken:
                broken = self._close()
            if not broken and self._unread.is_endless:
                broken = (
                    f"no record is complete within {self._unread.limit} bytes; {_NOTHING_AFTER}"
                )
            # The parser holds it whole, also where no record is.
            longest = 2 * MAX_ROW if self._quoter.is_in_string else MAX_CELL
            if not broken and self._quoter.unfinished > longest:
                broken = f"a value is longer than {longest} bytes; {_NOTHING_AFTER}"
            if not broken and not block and self._path and self._dialect.is_all_wanted:
                broken = self._unread.describe_rest()
            if broken:
                yield Unreadable(broken, self._unread.raw() + self._held, ends_early=True)
            if broken or not block:
                return

    def _read_block(self) -> bytes:
        """Return the next bytes, up to where no constant and no escape can be cut in two."""
        while block := self._source.read(BLOCK_BYTES):
            block = self._held + block
            whole = length_of_whole_tokens(block)
            self._held = block[whole:]
            if whole:
                return block[:whole]
        held, self._held = self._held, b""
        return held

    def _parse_block(self, block: bytes) -> Generator[dict[str, str] | Unreadable, None, str]:
        """Give the records that end in the block; return what is broken, or ""."""
        has_constants = has_constant(block)
        if not has_constants and not self._is_map:
            self._quoter.follow(block)
        pieces = block.split(b"}", _MAX_PIECES)
        for place, rest in enumerate(pieces, start=1):
            is_exact = place < len(pieces)
            piece = rest + b"}" if is_exact else rest
            if not piece:
                break  # which the parser would take for the end
            if self._is_map and not has_constants:
                self._quoter.follow(piece)
            broken = self._feed(self._quoter.quote(piece) if has_constants else piece)
            self._offset += len(piece)
            if broken:
                self._unread.add(b"}".join(pieces[place:]))
            if self._records and self._is_map:
                yield from self._take_of_map()
            elif self._records:
                yield from self._take(is_exact=is_exact and not broken)
            if is_exact and self._is_map and not self._quoter.is_in_string:
                self._unread.mark()
                self._marked_offset = self._offset
            if broken:
                return broken
        return ""

    def _feed(self, piece: bytes) -> str:
        self._unread.add(piece)
        if self._unread.nesting > _MAX_NESTING:
            self._unread.nesting = nesting_of(self._unread.raw())
        if self._unread.nesting > _MAX_NESTING:
            # The parser would take quadratic time for it.
            return f"a record is nested more than {_MAX_NESTING} deep; {_NOTHING_AFTER}"
        try:
            self._parser.send(piece)
        except _PARSER_ERRORS:
            mistake = self._offset + find_mistake(piece)
            return f"the file is not valid JSON from about byte {mistake}; {_NOTHING_AFTER}"
        return ""

    def _close(self) -> str:
        try:
            self._parser.close()
        except _PARSER_ERRORS:
            return f"the file is cut off, at byte {self._offset}"
        return ""

    def _take(self, *, is_exact: bool) -> Iterator[dict[str, str] | Unreadable]:
        """Give the records just parsed; `is_exact` says that the last ended with the piece."""
        raw = self._unread.raw()
        last = len(self._records) - 1
        for index, record in enumerate(self._records):
            is_exact = is_exact and index == last and isinstance(record, dict)
            if is_exact and self._knows_places:
                self.place = self._offset
            yield _read(record, self._flattener, raw if index == last else b"")
        self._unread.begin(is_exact=is_exact)
        self._records.clear()

    def _take_of_map(self) -> Iterator[dict[str, str] | Unreadable]:
        """Give the records just parsed of a map: each comes with the key of the next."""
        raw = self._unread.cut_at_mark()
        for index, (key, record) in enumerate(self._records):
            is_exact = index == 0 and isinstance(record, dict)
            if self._is_reopened:
                self._is_reopened = False
                continue
            if is_exact and self._knows_places:
                self.place = self._marked_offset
            cells = _read(record, self._flattener, raw if is_exact else b"")
            yield {MAP_KEY: key, **cells} if isinstance(cells, dict) else cells
        self._records.clear()


def _read(record: Any, flattener: Flattener, raw: bytes) -> dict[str, str] | Unreadable:
    """Flatten a record; `raw`, where it is known, ends with its text."""
    if not isinstance(record, dict):
        return Unreadable(NO_OBJECT, raw.lstrip(_BETWEEN) or _write(record))
    reason = ""
    if raw:
        reason = _ENDLESS_RECORD if len(raw) > MAX_ROW else find_loss(raw, record)
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
