"""The bytes of a JSON document since its last complete record: what is rejected, or passed over."""

from __future__ import annotations

import re
from typing import Final

from shared.ingest.formats.beside_records import MORE_BESIDE, may_be_json_records
from shared.ingest.formats.rows import MAX_ROW

_STRING: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_MAX_SILENCE: Final = 64 << 20
"""Bytes without a complete record after which a document is given up."""


def nesting_of(raw: bytes) -> int:
    """Count the brackets that are open at the end, without those inside strings."""
    plain = _STRING.sub(b"", raw)
    opened = plain.count(b"[") + plain.count(b"{")
    return opened - plain.count(b"]") - plain.count(b"}")


class Unread:
    """The bytes since the last complete record."""

    def __init__(self, *, end_of_list: bytes) -> None:
        self._end_of_list = end_of_list
        self._pieces: list[bytes] = []
        self._length = 0
        self._is_first = True
        self._has_ended = False
        self._mark = 0
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
        self._length = self._mark = self.nesting = 0
        self._is_first = False
        self.limit = 2 * MAX_ROW if is_exact else _MAX_SILENCE

    def mark(self) -> None:
        """Note that a record may end here."""
        self._mark = self._length

    def cut_at_mark(self) -> bytes:
        """Forget the bytes up to the mark, and return them."""
        raw, mark = self.raw(), self._mark
        self.begin(is_exact=True)
        self.add(raw[mark:])
        return raw[:mark]

    def describe_rest(self) -> str:
        """Say that the document goes on with what may be records, or ""."""
        # More than the longest row behind the records is no paging: it is not searched.
        is_more = self._has_ended or may_be_json_records(self.raw())
        return f"{MORE_BESIDE}: it is not read" if is_more else ""

    def raw(self) -> bytes:
        if len(self._pieces) > 1:
            self._pieces = [b"".join(self._pieces)]
        return self._pieces[0] if self._pieces else b""

    @property
    def is_endless(self) -> bool:
        return not self._has_ended and self._length > self.limit
