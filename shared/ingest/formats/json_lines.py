"""JSON Lines: one record a line; a broken line is rejected alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from shared.ingest.formats.dialect import MAX_COLUMNS, Dialect
from shared.ingest.formats.flattening import Flattener
from shared.ingest.formats.json_constants import decode_text
from shared.ingest.formats.json_scrutiny import NESTED_TOO_DEEPLY, NO_OBJECT, find_loss
from shared.ingest.formats.lines import (
    DAMAGED_COMPRESSION,
    ENDLESS_LINE,
    LineFeed,
    RowTooLargeError,
)
from shared.ingest.formats.rows import (
    MAX_BLANK_ROWS,
    TOO_MANY_BLANKS,
    TOO_MANY_CELLS,
    Position,
    RejectedRow,
    Row,
    reject,
)

_SAMPLED: Final = 500


def records_by_line(text: str, *, whole: bool) -> list[dict[str, Any]]:
    """Return the objects of the first lines, if the first or the second line is one.

    The last line is looked at only where the text is `whole`: it may be cut off.
    """
    if not text.lstrip().startswith("{"):
        return []
    lines = text.split("\n", _SAMPLED)
    if not whole or len(lines) > _SAMPLED:
        lines.pop()
    records = []
    for place, line in enumerate(line for line in lines if line.strip()):
        try:
            record = decode_text(line)
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, dict):
            records.append(record)
        elif place == 1 and not records:
            return []
    return records


class JsonLineRows:
    """The rows of JSON Lines (a `RowReader`)."""

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
        blank = 0
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
                blank = 0
                self._rows += 1
                yield self._read_line(line)
                continue
            blank += 1
            if blank > MAX_BLANK_ROWS:
                self._rows += 1
                yield reject(self._rows, TOO_MANY_BLANKS, feed.row_bytes, ends_early=True)
                return
        if feed.broken:
            self._rows += 1
            yield reject(self._rows, DAMAGED_COMPRESSION, feed.cut_off, ends_early=True)

    def _read_line(self, line: str) -> Row | RejectedRow:
        feed = self._feed
        reason = NO_OBJECT
        if feed.undecodable and feed.row_is_undecodable:
            reason = f"it holds bytes that are not valid {self._encoding}"
        else:
            try:
                record = decode_text(line)
                if isinstance(record, dict):
                    cells = self._flattener.cells(record)
                    reason = TOO_MANY_CELLS if len(cells) > MAX_COLUMNS else ""
                    if line.count('":') != len(record):
                        reason = reason or find_loss(line.encode("utf-8", "replace"), record)
                    if not reason:
                        return Row(self._rows, cells, feed.row_line)
            except RecursionError:
                reason = NESTED_TOO_DEEPLY
            except ValueError:
                reason = "it is not valid JSON"
        return reject(self._rows, reason, feed.row_bytes, feed.row_line)
