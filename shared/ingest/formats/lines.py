"""Physical lines of a stream as text, with their bytes and their place at hand.

Lines are decoded a block at a time, and read ahead only within the block: the place after any
line, and the bytes of any row in progress, are known without work per line.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from shared.ingest.formats.blocks import Blocks
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.encodings import UTF_16, bom_length
from shared.ingest.formats.rows import MAX_ROW, Position

DAMAGED_COMPRESSION: Final = "the compressed file is damaged or cut off here"
_BLANK_LINES: Final = frozenset(("\n", "\r\n", "\r"))
ENDLESS_LINE: Final = f"its line is longer than {MAX_ROW} bytes"

_BYTES_TO_CARRIAGE_RETURN: Final = re.compile(rb"[^\r]*\r|[^\r]+")
_TEXT_TO_CARRIAGE_RETURN: Final = re.compile(r"[^\r]*\r|[^\r]+")


class RowTooLargeError(Exception):
    """The row in progress is longer than `MAX_ROW`; caught by the reader that owns the feed."""


class LineFeed:
    """Iterate over decoded lines, line ends kept; reading may be restarted at any held line.

    The owner calls `begin_row()` before each row; lines from there on are held until the next.
    """

    def __init__(self, stream: BinaryIO, dialect: Dialect, start: Position | None) -> None:
        self._blocks = Blocks(stream, encoding=dialect.encoding, line_end=dialect.line_end)
        self._encoding = dialect.encoding
        self._second_encoding = dialect.second_encoding
        self._line_end = dialect.line_end
        self._wide = dialect.encoding in UTF_16
        self._offset = bom_length(dialect.encoding) if dialect.bom else 0
        self._first_line = 1
        if start is not None and start.offset is not None:
            self._offset = start.offset
            self._first_line = start.line
        if start is None or not start.ended:
            stream.seek(self._offset)
        self._raw: list[bytes] = []
        self._lines: list[str] = []
        self._rest: list[bytes] = []
        self._rest_length = 0
        self.is_past_header = False
        """Set by the owner: from here on lines are rows, and blank ones may be skipped."""

        self._ended = start is not None and start.ended
        self._row_start = 0
        self._next = 0
        self.undecodable: set[int] = set()
        """Indexes of held lines that are not valid in the encoding."""

        self.cut_off = b""
        """The beginning of a line whose rest is missing, in a broken stream."""

    def __iter__(self) -> Iterator[str]:
        while self._next < len(self._lines) or self._refill():
            line = self._lines[self._next]
            if self._next == self._row_start and self.is_past_header and line in _BLANK_LINES:
                self._next += 1
                self._row_start = self._next
                continue
            self._next += 1
            yield line

    def skip_blanks(self, characters: str) -> None:
        """Pass over lines of nothing but these characters between rows, once past the header."""
        self._blocks.skip_blanks(characters)

    @property
    def broken(self) -> bool:
        """Whether the compressed stream ended before its end."""
        return self._blocks.broken

    def begin_row(self) -> None:
        """Say that the next line begins a new row; earlier lines are let go."""
        self._row_start = self._next

    def restart_after_first_line(self) -> None:
        """Go back to the second line of the row in progress."""
        self._next = self._row_start + 1

    @property
    def row_line(self) -> int:
        """The number of the physical line the row in progress begins on."""
        return self._first_line + self._row_start

    @property
    def row_lines(self) -> list[str]:
        """The lines of the row in progress that were taken so far."""
        return self._lines[self._row_start : self._next]

    @property
    def row_beginning(self) -> str:
        """The first line of the row in progress."""
        return self._lines[self._row_start]

    @property
    def row_length(self) -> int:
        """How many physical lines of the row in progress were taken so far."""
        return self._next - self._row_start

    @property
    def row_bytes(self) -> bytes:
        """The bytes of the row in progress that were taken so far."""
        return b"".join(self._raw[self._row_start : self._next])

    @property
    def row_is_undecodable(self) -> bool:
        """Whether a line of the row in progress is not valid in the encoding."""
        return not self.undecodable.isdisjoint(range(self._row_start, self._next))

    @property
    def at_block_end(self) -> bool:
        """Whether the line taken last is the last one held: the file may end here."""
        return self._next == len(self._lines)

    def is_exhausted(self) -> bool:
        """Tell whether the file ends after the line taken last."""
        try:
            return self.at_block_end and not self._refill()
        except RowTooLargeError:
            return False

    def position(self, rows: int) -> Position:
        """Return the place just after the line taken last."""
        return Position(
            rows=rows,
            offset=self._offset + sum(map(len, self._raw[: self._next])),
            line=self._first_line + self._next,
            ended=self.broken and self.at_block_end,
        )

    def skip_endless_row(self) -> bytes:
        """Give up the row in progress, pass over its last line, and return the bytes it had.

        For a line without an end the bytes beyond `MAX_ROW` are read and let go.
        """
        raw = b"".join([*self._raw[self._row_start :], *self._rest])
        passed = sum(map(len, self._raw)) + self._rest_length
        rest = self._rest
        self._let_go(passed)
        if rest:
            self._first_line += 1
            self._pass_line_end()
        return raw

    def _let_go(self, passed: int) -> None:
        self._offset += passed
        self._first_line += len(self._raw)
        self._raw, self._lines, self._rest = [], [], []
        self._rest_length = self._row_start = self._next = 0
        self.undecodable = set()

    def _pass_line_end(self) -> None:
        while chunk := self._blocks.read():
            lines = self._split(chunk)
            if len(lines) > 1 or self._is_complete(lines[0]):
                self._offset += len(lines[0])
                self._blocks.go_to(self._offset)
                return
            self._offset += len(chunk)
        self._ended = True

    def _refill(self) -> bool:
        """Hold the next block's lines behind those of the row in progress; False at the end."""
        if self._ended:
            return False
        held = sum(map(len, self._raw[self._row_start :])) + self._rest_length
        if held > MAX_ROW:
            raise RowTooLargeError
        self._drop_before_row()
        while not self._ended:
            chunk = self._take_block()
            if not chunk:
                self._ended = True
                rest = b"".join(self._rest)
                if self.broken:
                    self.cut_off = rest
                elif rest:
                    self._hold([rest])
                self._rest, self._rest_length = [], 0
                break
            lines = self._split(chunk)
            last = [] if self._is_complete(lines[-1]) else [lines.pop()]
            if lines:
                lines[0] = b"".join([*self._rest, lines[0]])
                self._rest = []
            self._rest += last
            self._rest_length = sum(map(len, self._rest))
            if lines:
                self._hold(lines)
                break
            if self._rest_length + held > MAX_ROW:
                raise RowTooLargeError
        return self._next < len(self._lines)

    def _drop_before_row(self) -> None:
        dropped = self._row_start
        self._offset += sum(map(len, self._raw[:dropped]))
        self._first_line += dropped
        del self._raw[:dropped], self._lines[:dropped]
        self.undecodable = {index - dropped for index in self.undecodable if index >= dropped}
        self._next -= dropped
        self._row_start = 0

    def _take_block(self) -> bytes:
        block = self._blocks.take(
            between_rows=not self._lines and not self._rest, past_header=self.is_past_header
        )
        self._offset += block.passed_bytes
        self._first_line += block.passed_lines
        return block.content

    def _split(self, chunk: bytes) -> list[bytes]:
        if self._wide:
            even = len(chunk) // 2 * 2
            text = chunk[:even].decode(self._encoding, "surrogatepass")
            lines = [
                line.encode(self._encoding, "surrogatepass")
                for line in split_lines(text, self._line_end)
            ]
            return [*lines, chunk[even:]] if even < len(chunk) else lines
        if self._line_end == "\n":
            return io.BytesIO(chunk).readlines()
        return _BYTES_TO_CARRIAGE_RETURN.findall(chunk)

    def _is_complete(self, line: bytes) -> bool:
        end = self._line_end
        return line.endswith(end.encode(self._encoding) if self._wide else end.encode())

    def _hold(self, raw: list[bytes]) -> None:
        try:
            lines = split_lines(b"".join(raw).decode(self._encoding), self._line_end)
        except UnicodeDecodeError:
            lines = [
                self._decode_line(line, index) for index, line in enumerate(raw, len(self._raw))
            ]
        self._raw += raw
        self._lines += lines

    def _decode_line(self, line: bytes, index: int) -> str:
        try:
            return line.decode(self._encoding)
        except UnicodeDecodeError:
            pass
        if self._second_encoding:
            try:
                return line.decode(self._second_encoding)
            except UnicodeDecodeError:
                pass
        self.undecodable.add(index)
        return line.decode(self._encoding, "replace")


def split_lines(text: str, line_end: str) -> list[str]:
    """Split after each `line_end` and nowhere else (`str.splitlines` knows ten kinds)."""
    if line_end == "\n":
        return io.StringIO(text, newline="\n").readlines()
    return _TEXT_TO_CARRIAGE_RETURN.findall(text)
