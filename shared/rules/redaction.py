"""Takes a person's addresses and numbers out of what is said about other people."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from shared.model.privacy import Subject

ERASED: Final = "(erased)"

DIGITS_COMPARED: Final = 8
"""The last digits of a number, however it is written: what the sidecar indexes go by."""

_GAP: Final = r"[ .\-/()\u00a0\u202f]"
_NUMBER: Final = re.compile(rf"\+?\d(?:{_GAP}*\d){{7,}}")
_NOT_DIGITS: Final = re.compile(r"\D")


@dataclass(frozen=True)
class Redaction:
    """The identifiers only this person has; those of a whole family stay where they stand."""

    emails: Collection[str]
    phones: Collection[str]

    @classmethod
    def of(cls, subject: Subject) -> Redaction:
        """What may be taken out of what is said about others."""
        shared = set(subject.shared)
        return cls(
            emails=[one for one in subject.emails if one not in shared],
            phones=[one for one in subject.phones if one not in shared],
        )

    def names_in(self, text: str) -> bool:
        """Whether the text holds one of them."""
        return self.without(text) != text

    def without(self, text: str) -> str:
        """The text with `(erased)` in their place, in any case, with any gaps between digits."""
        if self._address is not None and "@" in text:
            text = self._address.sub(ERASED, text)
        return _NUMBER.sub(self._replaced, text) if self._endings else text

    def without_all(self, cells: Mapping[str, str]) -> dict[str, str]:
        """The same for every cell."""
        return {name: self.without(text) for name, text in cells.items()}

    def without_fields(self, fields: Mapping[str, str]) -> dict[str, str]:
        """The fields but those that hold one: half a clean value is none."""
        return {name: value for name, value in fields.items() if not self.names_in(value)}

    @cached_property
    def _address(self) -> re.Pattern[str] | None:
        if not self.emails:
            return None
        either = "|".join(re.escape(one) for one in sorted(self.emails, key=len, reverse=True))
        return re.compile(rf"(?<![\w.+-])(?:{either})(?![\w-])", re.IGNORECASE)

    @cached_property
    def _endings(self) -> frozenset[str]:
        return frozenset(_NOT_DIGITS.sub("", one)[-DIGITS_COMPARED:] for one in self.phones)

    def _replaced(self, found: re.Match[str]) -> str:
        digits = _NOT_DIGITS.sub("", found.group())
        return ERASED if any(ending in digits for ending in self._endings) else found.group()
