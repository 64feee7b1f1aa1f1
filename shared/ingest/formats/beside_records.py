"""What a JSON or XML document holds beside its records, further on than anybody has looked.

Its first mebibyte is looked at when the file is sniffed. What comes later may be a second list of
people: nobody would hear of it, and the raw export would be deleted.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_TEXT_KEPT: Final = 1000
MORE_BESIDE: Final = "the file holds something beside its records that may be records too"

_E_MAIL: Final = re.compile(r"[^\s@\"'<>]@[^\s@\"'<>]+\.[^\s@\"'<>]")
"""Looked for, not taken: with all of the local part before the `@`, a text without one would cost
the square of its length."""

_OBJECTS_IN_A_ROW: Final = re.compile(rb"\}\s*,\s*(?:\"[^\"]*\"\s*:\s*)?\{")


def may_be_json_records(rest: bytes) -> bool:
    """Whether the end of a JSON document, behind its records, may hold more of them."""
    return bool(_OBJECTS_IN_A_ROW.search(rest) or _E_MAIL.search(rest.decode("utf-8", "replace")))


class _Outside:
    """An open element that holds records or stands beside them."""

    def __init__(self, attributes: dict[str, str], *, is_parent: bool) -> None:
        self.is_parent = is_parent
        self.cells = len(attributes)
        self.has_e_mail = any(map(_E_MAIL.search, attributes.values()))
        self.text = ""
        self.groups: Counter[str] = Counter()


class OutsideElements:
    """Follow the elements behind the first record; `may_be_records` says what was met among them.

    What comes before it was looked at. Two elements alike, each of them with cells; one that has
    an e-mail and something more, as a person has; or text between the records.
    """

    def __init__(self, *, is_behind: bool) -> None:
        self.is_behind = is_behind
        """Whether a record has been met."""

        self._open: list[_Outside] = []
        self.may_be_records = False

    def start(self, attributes: dict[str, str], *, is_parent: bool) -> None:
        """An element begins; `is_parent` says that records are its children."""
        self._open.append(_Outside(attributes, is_parent=is_parent))

    def data(self, text: str) -> None:
        if not self._open:
            return
        one = self._open[-1]
        if len(one.text) < _TEXT_KEPT:
            one.text += text
        if one.is_parent and self.is_behind and text.strip():
            self.may_be_records = True

    def end(self, tag: str, *, holds_records: bool) -> None:
        one = self._open.pop()
        text = one.text.strip()
        if _E_MAIL.search(text):
            one.has_e_mail = True
        cells = one.cells + bool(text)
        if holds_records or not self._open or not self.is_behind:
            return
        if cells > 1 and one.has_e_mail:
            self.may_be_records = True
        around = self._open[-1]
        if one.cells:
            around.groups[tag] += 1
            self.may_be_records = self.may_be_records or around.groups[tag] > 1
        else:
            around.cells += cells
            around.has_e_mail = around.has_e_mail or one.has_e_mail
