"""The bytes of a text file, block by block; long runs of blank lines between rows left out."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from typing import BinaryIO, Final, NamedTuple

from shared.ingest.formats.encodings import UTF_16

BLOCK_BYTES: Final = 1 << 18
_SHORT: Final = 256

UNPACKING_ERRORS: Final = (EOFError, gzip.BadGzipFile, zlib.error, zipfile.BadZipFile)
"""What a damaged compressed file raises in the middle; other OSErrors are the stream's own."""


class Block(NamedTuple):
    """Bytes to be split into lines, and the blank lines that were passed before them."""

    content: bytes
    passed_bytes: int = 0
    passed_lines: int = 0


class Blocks:
    """Read on from where the stream stands; an empty block says that it has ended."""

    def __init__(self, stream: BinaryIO, *, encoding: str, line_end: str) -> None:
        self._stream = stream
        self._wide = encoding in UTF_16
        self._encoding = encoding
        self._line_end = line_end.encode(encoding)
        self._block = b""
        self._place = 0
        """Where in the block read last the bytes not yet given out begin."""

        self._blanks: re.Pattern[bytes] | None = None
        self._long_blanks: re.Pattern[bytes] | None = None
        self.broken = False
        """The compressed stream ended before its end."""

    def skip_blanks(self, characters: str) -> None:
        """From now on lines of nothing but these characters are blank, and passed between rows.

        Where there are many, they are never made into lines: megabytes of them cost next to
        nothing.
        """
        end = re.escape(self._line_end)
        units = [char.encode(self._encoding) for char in dict.fromkeys(f"\r\n{characters}")]
        if self._wide:
            one = b"(?:" + b"|".join(map(re.escape, units)) + b")"
        else:
            one = b"[" + b"".join(re.escape(unit) for unit in units if len(unit) == 1) + b"]"
        self._blanks = re.compile(b"(?:" + one + b")*" + end)
        self._long_blanks = re.compile(end + b"(?:" + one + b"){32}")

    def take(self, *, between_rows: bool, past_header: bool) -> Block:
        """Return the next bytes; `between_rows` says that no line of a row is held before them."""
        if self._place >= len(self._block):
            self._read_next()
        if not between_rows or self._blanks is None:
            return Block(self._give(len(self._block)))
        passed = (0, 0)
        if past_header:
            passed = self._pass_blanks(self._blanks)
        elif self._blanks.match(self._block, self._place):
            return Block(self._give(len(self._block)))
        return Block(self._give(self._find_long_blanks()), *passed)

    def read(self) -> bytes:
        """Return the next block of the stream as it is."""
        try:
            chunk = self._stream.read(BLOCK_BYTES)
            while self._wide and len(chunk) % 2 and (more := self._stream.read(1)):
                chunk += more
        except UNPACKING_ERRORS:
            self.broken = True
            return b""
        return chunk

    def go_to(self, offset: int) -> None:
        """Read on from another place in the stream."""
        self._stream.seek(offset)
        self._block, self._place = b"", 0

    def _read_next(self) -> None:
        self._block, self._place = self.read(), 0

    def _give(self, end: int) -> bytes:
        content = self._block[self._place : end]
        self._place = end
        return content

    def _pass_blanks(self, pattern: re.Pattern[bytes]) -> tuple[int, int]:
        passed_bytes = passed_lines = 0
        while self._block:
            blanks = pattern.match(self._block, self._place)
            if blanks:
                passed_bytes += blanks.end() - self._place
                passed_lines += self._block.count(self._line_end, self._place, blanks.end())
                self._place = blanks.end()
                if self._place >= len(self._block):
                    self._read_next()
                continue
            if len(self._block) - self._place > _SHORT or not (more := self.read()):
                break
            # The block may end within a blank line, as between \r and \n.
            self._block, self._place = self._block[self._place :] + more, 0
        return passed_bytes, passed_lines

    def _find_long_blanks(self) -> int:
        """Return where in the block a long run of blanks begins, or its end."""
        found = self._long_blanks and self._long_blanks.search(self._block, self._place)
        if not found:
            return len(self._block)
        stop = found.start() + len(self._line_end)
        # In UTF-16 a match may lie across two characters: then it is none.
        return len(self._block) if self._wide and (stop - self._place) % 2 else stop
