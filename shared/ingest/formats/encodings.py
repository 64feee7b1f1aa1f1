"""Which encoding a text file is in, judged by its first bytes.

A byte-order mark decides; then the share of NUL bytes (UTF-16); then whether it is valid UTF-8;
and what remains is a one-byte encoding, chosen by how much like words its words look.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

import msgspec

from shared.errors import InvalidInput

UTF_16: Final = ("utf-16-le", "utf-16-be")

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ONE_BYTE_ENCODINGS: Final = ("cp1252", "iso8859-15", "cp1250", "mac_roman", "cp850")
_CYRILLIC: Final = "оеаинтсрвлкмдя"
_OTHER_ALPHABETS: Final = {
    **dict.fromkeys(("cp1251", "koi8_r", "iso8859_5", "cp866"), _CYRILLIC),
    "cp1253": "αοιετσνηυρπκλς",
    "cp1255": "יוהאלרמתשבנדחק",
    "cp1256": "المينورتهدبعسح",
}
"""Of words without one Latin letter: what is written in each, by its commonest letters."""

_ANOTHER_SHARE: Final = 0.1
_NON_ASCII_WORD: Final = re.compile(rb"[A-Za-z]{0,12}[\x80-\xff][A-Za-z\x80-\xff]{0,24}")
_WORDS_JUDGED: Final = 600
_MARGIN: Final = 0.25
_UTF_8_SHARE: Final = 0.8
"""Of the lines beyond ASCII, how many must be valid UTF-8 to call the rest damaged."""


class Encoding(msgspec.Struct, frozen=True):
    """An encoding by Python's name, and the sentence that says why."""

    name: str
    evidence: str
    bom: bool = False
    second: str = ""
    """What lines that are not valid in the encoding are written in; empty: they are damaged."""

    doubt: str = ""
    """A sentence for people, where it may well be another."""

    @property
    def bom_length(self) -> int:
        return bom_length(self.name) if self.bom else 0


def bom_length(encoding: str) -> int:
    """Return how many bytes the byte-order mark of this encoding takes."""
    return next((len(mark) for mark, name in _BYTE_ORDER_MARKS if name == encoding), 0)


def detect_encoding(head: bytes, *, whole: bool, hint: str | None = None) -> Encoding:
    """Name the encoding of a text that begins with `head` (all of it when `whole`).

    A hint overrules everything but a byte-order mark. Raises InvalidInput on a binary file.
    """
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if head.startswith(mark)), None)
    if marked is not None:
        return Encoding(marked, f"it begins with the byte-order mark of {marked}", bom=True)
    if hint is not None:
        return Encoding(_known(hint), f"the contract says its encoding is {hint}")
    utf_16 = _utf_16_without_mark(head)
    if utf_16:
        return Encoding(utf_16, f"every other byte is NUL, as in {utf_16}")
    if _is_binary(head):
        raise InvalidInput(
            "this is a binary file, not text; expected CSV, JSON, XML or XLSX: export it again as "
            "one of these"
        )
    return _utf_8(head, whole=whole) or _of_two(head) or _choose_one_byte_encoding(head)


def decode_head(head: bytes, encoding: Encoding) -> str:
    """Decode the head for looking at; what cannot be decoded shows as U+FFFD."""
    body = head[encoding.bom_length :]
    if encoding.name in UTF_16:
        body = body[: len(body) // 2 * 2]
    return body.decode(encoding.name, "replace")


def _utf_8(head: bytes, *, whole: bool) -> Encoding | None:
    if head.isascii():
        # Nothing is decided yet: accents may come after the head, in either encoding.
        return Encoding("utf-8", "it begins with plain ASCII", second="cp1252")
    if _is_utf_8(head, whole=whole):
        return Encoding("utf-8", "its accented characters are valid UTF-8")
    if _mostly_utf_8(head):
        return Encoding("utf-8", "nearly all its accented lines are valid UTF-8")
    return None


def _known(hint: str) -> str:
    try:
        name = codecs.lookup(hint).name
    except LookupError:
        raise InvalidInput(
            f"unknown encoding {hint!r} (examples: utf-8, cp1252, utf-16-le)", field="encoding"
        ) from None
    # Without a mark in the file, `utf-16` and `utf-8-sig` mean their plain forms.
    return {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(name, name)


def _utf_16_without_mark(head: bytes) -> str:
    sample = head[:4096]
    half = len(sample) // 2
    if half < 2:
        return ""
    even = sample[0::2].count(0) / half
    odd = sample[1::2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return ""


def _is_binary(head: bytes) -> bool:
    sample = head[:65536]
    controls = sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13, 26, 27))
    return controls > 8 + len(sample) * 0.02


def _is_utf_8(head: bytes, *, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf_8(head: bytes) -> bool:
    """Tell a damaged UTF-8 file from a one-byte one: the latter has hardly a valid line."""
    lines = [line for line in head.split(b"\n") if not line.isascii()]
    valid = sum(_is_utf_8(line, whole=True) for line in lines)
    return valid >= len(lines) * _UTF_8_SHARE


def _of_two(head: bytes) -> Encoding | None:
    """Tell a file that was put together from others: hardly a line is valid UTF-8 by chance."""
    lines = [line for line in head.split(b"\n") if not line.isascii()]
    others = [line for line in lines if not _is_utf_8(line, whole=True)]
    valid = len(lines) - len(others)
    if valid < max(2, len(lines) * _ANOTHER_SHARE):
        return None
    second = _choose_one_byte_encoding(b"\n".join(others)).name
    return Encoding(
        "utf-8",
        f"some of its accented lines are UTF-8, the others read best as {second}",
        second=second,
        doubt=f"its lines are of two encodings: {valid} of the first {len(lines)} accented ones "
        f"are read as utf-8, the others as {second}; if names look wrong, send it in one",
    )


def _choose_one_byte_encoding(head: bytes) -> Encoding:
    words = _NON_ASCII_WORD.findall(head)[:_WORDS_JUDGED]
    different = set(words)
    if sum(map(_is_all_beyond_ascii, different)) > len(different) / 2:
        return _choose_other_alphabet(b" ".join(different))
    scores = {
        name: sum(_word_likeness(word.decode(name, "replace")) for word in words) / len(words)
        for name in _ONE_BYTE_ENCODINGS
    }
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < scores["cp1252"] + _MARGIN:
        best = "cp1252"
    return Encoding(best, f"it is not UTF-8, and its accented words read best as {best}")


def _choose_other_alphabet(words: bytes) -> Encoding:
    """The encoding in which most letters are common ones of its alphabet; never sure."""
    best = max(_OTHER_ALPHABETS, key=lambda name: _common_letters(words, name))
    return Encoding(
        best,
        f"it is not UTF-8, and the letters of its words are commonest in {best}",
        doubt=f"its encoding is not sure: it is read as {best}, an alphabet other than Latin; if "
        "names look wrong, say which it is in the contract (`format: {encoding: …}`)",
    )


def _common_letters(words: bytes, encoding: str) -> int:
    text = unicodedata.normalize("NFD", words.decode(encoding, "replace").lower())
    return sum(map(text.count, _OTHER_ALPHABETS[encoding]))


def _is_all_beyond_ascii(word: bytes) -> bool:
    return len(word) > 2 and min(word) > 0x7F


def _word_likeness(word: str) -> float:
    """Score a word by its letters' case and company: no language, no list of letters."""
    score = 0.0
    for place, char in enumerate(word):
        if char.isascii():
            continue
        before = word[place - 1] if place else " "
        after = word[place + 1] if place + 1 < len(word) else " "
        if char == "\ufffd" or "\x80" <= char <= "\x9f":
            score -= 2
        elif char.isalpha():
            score += _case_fit(char, before, after)
        elif _is_out_of_place(char, before, after):
            score -= 1.5
        elif char in "’€«»–°":
            score += 0.5
    return score


def _is_out_of_place(char: str, before: str, after: str) -> bool:
    if before.isalpha():
        return char not in "’°"
    return after.isalpha() and unicodedata.category(char).startswith("S")


def _case_fit(char: str, before: str, after: str) -> float:
    if char.isupper():
        if before.islower():
            return -2
        return 1 if after.isalpha() or before.isalpha() else 0
    if before.isupper() and after.isupper():
        return -1
    return 1 if before.isalpha() or after.isalpha() else 0
