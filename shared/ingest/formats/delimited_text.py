"""Delimited text (CSV, TSV and their kin): its rows as a stream.

`csv.reader` does the cutting. Around it: the place and the bytes of every row are known, and a
row that cannot be read is rejected alone, even when its broken quote has swallowed others.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.lines import (
    DAMAGED_COMPRESSION,
    ENDLESS_LINE,
    LineFeed,
    RowTooLargeError,
)
from shared.ingest.formats.rows import (
    MAX_BLANK_ROWS,
    MAX_CELL,
    TOO_MANY_BLANKS,
    Position,
    RejectedRow,
    Row,
    reject,
)
from shared.ingest.formats.separation import unwrap, with_plain_backslashes
from shared.ingest.formats.stray_quotes import split_at_outer_quotes, stray_quote


class TextRows:
    """The rows of delimited text (a `RowReader`)."""

    def __init__(self, stream: BinaryIO, dialect: Dialect, start: Position | None = None) -> None:
        self._dialect = dialect
        self._feed = LineFeed(stream, dialect, start)
        self._feed.skip_blanks(f"{dialect.delimiter} \t")
        self._rows = start.rows if start else 0
        self._is_at_beginning = start is None or start.offset is None
        self._after_broken_quote = start is not None and start.after_broken_quote
        self._parsed: Iterator[list[str]] = iter(())
        self._stray_quote = stray_quote(dialect.delimiter, dialect.quote)

    @property
    def position(self) -> Position:
        # Before the first row the preamble and the header are still to be passed.
        if self._is_at_beginning:
            return Position()
        return msgspec.structs.replace(
            self._feed.position(self._rows), after_broken_quote=self._after_broken_quote
        )

    def __iter__(self) -> Iterator[Row | RejectedRow]:
        csv.field_size_limit(MAX_CELL)  # of the whole process, and always the same
        feed = self._feed
        if self._is_at_beginning:
            self._pass_header()
        feed.is_past_header = True
        columns = self._dialect.columns
        width = len(columns)
        self._parsed = self._parser(feed)
        blank = 0
        while True:
            feed.begin_row()
            try:
                cells = next(self._parsed)
            except StopIteration:
                break
            except (csv.Error, RowTooLargeError):
                yield self._reject_unparsable()
                self._parsed = self._parser(feed)
                continue
            if self._dialect.is_wrapped:
                written, cells = cells, self._unwrapped(cells)
                if not cells and any(map(str.strip, written)):
                    yield self._reject("its quotes inside the row's own cannot be read")
                    continue
            if self._stray_quote.search(feed.row_beginning):
                cells = self._with_stray_quotes(cells)
            # Nearly every row has its width, stands on one line, and is looked at no further.
            is_plain = len(cells) == width and feed.row_length == 1 and not feed.at_block_end
            reason = "" if is_plain and not self._is_suspect else self._find_flaw(cells)
            if reason:
                blank = 0
                yield self._reject(reason)
            elif any(map(str.strip, cells)):
                blank = 0
                self._rows += 1
                yield Row(self._rows, dict(zip(columns, cells, strict=True)), feed.row_line)
            else:
                blank += 1
                if blank > MAX_BLANK_ROWS:
                    self._rows += 1
                    yield reject(self._rows, TOO_MANY_BLANKS, feed.row_bytes, ends_early=True)
                    return
        if feed.broken:
            self._rows += 1
            yield reject(self._rows, DAMAGED_COMPRESSION, feed.cut_off, ends_early=True)

    @property
    def _is_suspect(self) -> bool:
        return self._after_broken_quote or bool(self._feed.undecodable)

    def _find_flaw(self, cells: list[str]) -> str:
        """Make the row as wide as the table; say why it cannot be read, or ""."""
        feed = self._feed
        reason = self._fit(cells, len(self._dialect.columns))
        if feed.row_length > 1 or feed.at_block_end:
            broken = self._find_broken_quote()
            if broken:
                reason = broken
                self._parsed = self._parser(feed)  # the one before may have met the file's end
        if feed.undecodable and feed.row_is_undecodable:
            reason = f"it holds bytes that are not valid {self._dialect.encoding}"
        return reason

    def _parser(self, lines: Iterable[str], *, strict: bool = False) -> Iterator[list[str]]:
        dialect = self._dialect
        return csv.reader(
            with_plain_backslashes(lines, dialect.delimiter) if dialect.escape else lines,
            delimiter=dialect.delimiter,
            quotechar=dialect.quote,
            escapechar=dialect.escape or None,
            skipinitialspace=dialect.skip_space,
            strict=strict,
        )

    def _pass_header(self) -> None:
        self._is_at_beginning = False
        for _ in zip(range(self._dialect.preamble), self._feed, strict=False):
            self._feed.begin_row()
        if self._dialect.header:
            next(self._parser(self._feed), None)

    def _fit(self, cells: list[str], width: int) -> str:
        """Fill the row or cut its empty rest; say why that would lose something, or ""."""
        # A blank row says nothing of a quote before it: whoever goes on may not even meet it.
        is_blank = not any(map(str.strip, cells))
        if len(cells) == width:
            self._after_broken_quote = self._after_broken_quote and is_blank
            return ""
        if len(cells) < width:
            if self._after_broken_quote and not is_blank:
                return "it is the rest of a row that a broken quote has cut"
            cells.extend([""] * (width - len(cells)))
            return ""
        while len(cells) > width and not cells[-1]:
            cells.pop()
        if len(cells) == width:
            return ""
        told = "the header has" if self._dialect.header else "the first rows have"
        return f"it has {len(cells)} cells, {told} {width}"

    def _find_broken_quote(self) -> str:
        """Say what is wrong with the quotes of the row in progress, or "".

        A quote that is never closed swallows the lines that follow, up to some other quote. When
        it did, only its own line is rejected, and reading goes on at the next.
        """
        lines = self._feed.row_lines
        if self._is_well_quoted(lines):
            return ""
        if any(self._is_whole_row(line) for line in lines[1:]):
            return self._give_back_swallowed_lines()
        if self._is_open(lines) and self._feed.is_exhausted():
            if len(lines) > 1:
                return self._give_back_swallowed_lines()
            return "the file ends inside its quoted cell"
        return ""

    def _give_back_swallowed_lines(self) -> str:
        self._feed.restart_after_first_line()
        self._after_broken_quote = True
        return "a quote that is opened on this line is not closed"

    def _is_well_quoted(self, lines: list[str]) -> bool:
        try:
            rows = list(self._parser(lines, strict=True))
        except csv.Error:
            return False
        return len(rows) == 1

    def _is_whole_row(self, line: str) -> bool:
        if line.count(self._dialect.quote) % 2 or len(self._dialect.columns) < 2:
            return False
        try:
            row = next(self._parser([line]), [])
        except csv.Error:  # a carriage return stands alone in it
            return False
        return len(self._unwrapped(row)) >= len(self._dialect.columns)

    def _with_stray_quotes(self, cells: list[str]) -> list[str]:
        """The cells with the quotes that stand inside one, where its reader has eaten some."""
        lines = self._feed.row_lines
        if len(lines) > 1 or self._dialect.escape or self._is_well_quoted(lines):
            return cells
        kept = split_at_outer_quotes(lines[0], self._dialect.delimiter, self._dialect.quote)
        return kept if len(kept) == len(cells) else cells

    def _unwrapped(self, cells: list[str]) -> list[str]:
        """The cells inside a row that stands in quotes as a whole."""
        if not self._dialect.is_wrapped or len(cells) != 1:
            return cells
        return unwrap(cells[0], delimiter=self._dialect.delimiter, quote=self._dialect.quote)

    def _is_open(self, lines: list[str]) -> bool:
        try:
            return len(list(self._parser([*lines, "another line"]))) == 1
        except csv.Error:  # these lines were read: it is the other that makes a cell too long
            return True

    def _reject_unparsable(self) -> RejectedRow:
        feed = self._feed
        if feed.row_length == 0:
            return self._reject_endless_line()
        if feed.row_length > 1:
            return self._reject(self._give_back_swallowed_lines())
        if len(feed.row_lines[0]) > MAX_CELL:
            return self._reject(f"a cell is longer than {MAX_CELL} characters")
        return self._reject("a carriage return stands alone outside quotes")

    def _reject_endless_line(self) -> RejectedRow:
        line = self._feed.row_line
        raw = self._feed.skip_endless_row()
        self._rows += 1
        return reject(self._rows, ENDLESS_LINE, raw, line)

    def _reject(self, reason: str) -> RejectedRow:
        self._rows += 1
        return reject(self._rows, reason, self._feed.row_bytes, self._feed.row_line)
