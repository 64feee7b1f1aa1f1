"""NaN and Infinity: many programs write them, JSON has no such numbers; here they are text."""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec

from shared.ingest.formats.flattening import DECODER

_STRING_OR_CONSTANT: Final = re.compile(
    rb'"(?:[^"\\]++|\\.)*+"?|(?P<constant>-?\b(?:NaN|Infinity)\b)', re.DOTALL
)
_REST_OF_STRING: Final = re.compile(rb'(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_IN_NUMBERS: Final = b"+-.0123456789Ee"
_MAY_GO_ON: Final = re.compile(rb"(?:-?[A-Za-z]{1,9}|-)$")


def decode_text(text: str) -> Any:
    """Read a JSON text; raises ValueError, or RecursionError where it is nested too deeply."""
    try:
        return DECODER.decode(text)
    except msgspec.DecodeError:
        if not has_constant(text.encode("utf-8", "replace")):
            raise
    return DECODER.decode(ConstantQuoter().quote(text.encode("utf-8", "replace")))


def has_constant(text: bytes) -> bool:
    """Tell cheaply whether a constant may be in the text, be it inside a string."""
    return b"NaN" in text or b"Infinity" in text


class ConstantQuoter:
    """Follow a JSON document in pieces, and put its constants into quotes."""

    def __init__(self) -> None:
        self.is_in_string = False
        """Whether the pieces so far end inside a string."""

        self.unfinished = 0
        """At least so many bytes a string or number has that the pieces so far end in."""

    def quote(self, piece: bytes) -> bytes:
        """Return the piece with constants outside strings as strings, and follow it."""
        start = 0
        if self.is_in_string and (rest := _REST_OF_STRING.match(piece)):
            start = rest.end()
        self.follow(piece)
        return piece[:start] + _STRING_OR_CONSTANT.sub(_quoted, piece[start:])

    def follow(self, piece: bytes) -> None:
        """Note in what the piece ends; it must not end inside an escape."""
        plain = piece.replace(b"\\\\", b"") if b"\\" in piece else piece
        quotes = plain.count(b'"') - plain.count(b'\\"')
        goes_on = not quotes and (self.is_in_string or not piece.strip(_IN_NUMBERS))
        self.unfinished = self.unfinished + len(piece) if goes_on else 0
        self.is_in_string ^= quotes % 2 == 1


def length_of_whole_tokens(chunk: bytes) -> int:
    """Return how much of a chunk ends neither in a word, which may go on, nor in an escape."""
    word = _MAY_GO_ON.search(chunk, max(0, len(chunk) - 10))
    whole = word.start() if word else len(chunk)
    backslashes = whole - len(chunk[:whole].rstrip(b"\\"))
    return whole - backslashes % 2


def _quoted(found: re.Match[bytes]) -> bytes:
    return b'"%b"' % found[0] if found["constant"] else found[0]
