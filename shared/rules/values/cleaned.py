"""What cleaning needs to know about a source, and what it answers for one cell."""

from __future__ import annotations

from typing import Final

import msgspec


class Locale(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True, gc=False):
    """How a source writes: where its numbers are dialled, its clocks tick and its dates turn.

    `country` is ISO 3166 alpha-2, `language` ISO 639-1, `time_zone` an IANA name. `date_order` is
    the column's decided order (`dmy`, `mdy` or `ymd`); None leaves it to the country's habit.
    """

    country: str = "FR"
    language: str = "fr"
    time_zone: str = "Europe/Paris"
    date_order: str | None = None


class Cleaned(msgspec.Struct, frozen=True, gc=False):
    """A cell after cleaning: its canonical value, or None when there is nothing to keep.

    `note` says in a few stable words why the value differs from the cell or was set aside. It
    never holds the value, so it may be counted, logged and shown.
    """

    value: str | None
    note: str | None = None


EMPTY: Final = Cleaned(None)
"""The answer for a cell that says nothing."""

PLACEHOLDER: Final = Cleaned(None, "placeholder")
"""The answer for a cell that was only filled to get past a form."""

CACHE_SIZE: Final = 8192
"""How many distinct values each cache keeps: a bounded few megabytes per process."""
