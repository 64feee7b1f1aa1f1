"""The XML of a sheet without its first rows: reading goes on without parsing them again.

Rows are found by their tags, at the speed of unpacking; parsing them takes a hundred times as long.
"""

from __future__ import annotations

import re
from typing import Any, BinaryIO, Final, cast

_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER: Final = re.compile(rb"""\br\s*=\s*["'](\d+)["']""")
_BLOCK_BYTES: Final = 1 << 20


class RowsAfter:
    """A sheet's XML as its own would be, had it begun after row `after` (counted from 1).

    `is_numbered` says that its rows say their numbers. Raises ValueError where they cannot be told
    apart by their tags, as in UTF-16 or when only some are numbered.
    """

    def __init__(self, source: BinaryIO, after: int) -> None:
        self._source = source
        self.is_numbered = False
        self.is_at_end = False
        """No row is left."""

        self._begun = b""
        """What stands before the rows, and the beginning of the first one that is read."""

        self._skip(after)

    def _skip(self, after: int) -> None:
        before: bytes | None = None
        counted = 0
        text = b""
        while chunk := self._source.read(_BLOCK_BYTES):
            text += chunk
            if b"\0" in chunk:
                raise ValueError("it is not written in UTF-8")
            end = 0
            for found in _ROW.finditer(text):
                number = _NUMBER.search(found[1])
                if before is None:
                    before = text[: found.start()]
                    self.is_numbered = number is not None
                elif self.is_numbered != (number is not None):
                    raise ValueError("only some of its rows are numbered")
                counted = int(number[1]) if number else counted + 1
                if counted > after:
                    self._begun = before + text[found.start() :]
                    return
                end = found.end()
            if before is not None:
                # A tag that the block's end cuts in two waits for the next.
                text = text[max(end, text.rfind(b"<")) :]
        self.is_at_end = True

    def read(self, size: int = -1, /) -> bytes:
        if self._begun:
            given = self._begun if size < 0 else self._begun[:size]
            self._begun = self._begun[len(given) :]
            return given
        return self._source.read(size)

    def close(self) -> None:
        self._source.close()

    def __enter__(self) -> RowsAfter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def begin_after(sheet: Any, after: int) -> int:
    """Have an openpyxl sheet in read-only mode begin after a row.

    Returns the first row to ask it for; 0 when none is left. Raises ValueError as `RowsAfter`
    does, and the sheet begins where it did.
    """
    # openpyxl opens the part of the archive that holds the sheet here, and has no other way in.
    opened = cast(BinaryIO, sheet._get_source())
    try:
        rest = RowsAfter(opened, after)
    except ValueError:
        opened.close()
        raise
    if rest.is_at_end:
        opened.close()
        return 0
    sheet._get_source = lambda: rest
    return after + 1 if rest.is_numbered else 1
