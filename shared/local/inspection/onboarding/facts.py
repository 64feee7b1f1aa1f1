"""What the onboarding checklist is judged by, and what a step of it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from shared.identity.due import Lateness
from shared.model.contract import Contract, Source
from shared.model.upload import MappedColumn

State = Literal["done", "missing", "open"]
"""`open`: does not apply, or cannot be known here and now."""


Figures = Mapping[str, str | int | float]
"""Counts, shares (0 to 1) and names that stand in a sentence; nothing of a person."""


class Finding(msgspec.Struct, frozen=True):
    """One step: its state, and the sentence that says what was found, with its figures."""

    id: str
    state: State
    said: str
    """Which of the step's sentences (`terminal.checklist`)."""

    figures: Figures = {}


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a source: how far it is, and its counts."""

    source: str
    upload: str
    received_at: str
    state: str
    sample: int = 0
    """Of a sample: how many rows were asked for."""

    rows: int = 0
    mapped: int = 0
    rejected: int = 0
    suppressed: int = 0
    resolved: int = 0
    """created + linked + review + unchanged."""

    dismissed: int = 0
    """Of the rejected, those a person said need no mending."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """How many changes of a source are in each state."""

    planned: int = 0
    delivered: int = 0
    refused: int = 0


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the checklist of one acquisition is judged by."""

    acquisition: str
    file: str
    """Where its YAML is."""

    today: date
    """In the company's time zone."""

    contract: Contract | None = None
    """None while it has mistakes."""

    mistakes: tuple[str, ...] = ()
    """Of all contracts, its own first: with one, nothing is loaded for anybody."""

    spelled_out: frozenset[str] = frozenset()
    """Settings of `privacy` that stand in the file, not only in the defaults."""

    marked: tuple[int, ...] = ()
    """Lines of the file that are marked “check”."""

    mappings: dict[str, dict[str, MappedColumn]] = {}
    """Source id -> the mapping in force, for those that have one beside the contract's."""

    loads: tuple[Load, ...] = ()
    """The files of its sources, the oldest first; neither live changes nor mended rows."""

    reviews: Lateness = Lateness(open=0, overdue=0, share=0.0, oldest_hours=0.0)
    told: dict[str, Told] = {}
    rehearsed: bool = False
    """A request was closed that concerned a record of one of its sources."""

    under_way: int = 0
    """Requests that concern one and are not closed yet."""

    unknown_secrets: tuple[str, ...] = ()
    """Secrets that cannot be had here."""

    exposed: str = ""
    """What the check of the secrets' files found wrong."""

    @property
    def sources(self) -> dict[str, Source]:
        """Source id -> what the contract says of it; empty while that has mistakes."""
        if self.contract is None:
            return {}
        return {f"{self.acquisition}.{one.id}": one for one in self.contract.sources}

    def contacts(self) -> dict[str, Source]:
        """The sources whose rows are people."""
        return {id: one for id, one in self.sources.items() if one.entity == "contacts"}

    def whole(self, source: str) -> Load | None:
        """The first whole file of a source that is resolved."""
        return next((one for one in self._ended(source) if not one.sample), None)

    def samples(self, source: str) -> list[Load]:
        """The samples of a source that are resolved."""
        return [one for one in self._ended(source) if one.sample]

    def latest(self, source: str) -> Load | None:
        """The newest file of a source that is resolved, be it a sample."""
        return next(reversed(self._ended(source)), None)

    def _ended(self, source: str) -> list[Load]:
        return [one for one in self.loads if (one.source, one.state) == (source, "resolved")]
