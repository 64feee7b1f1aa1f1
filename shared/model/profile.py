"""One resolved person, and what one source claims about them.

Structs that hold only text and numbers cannot be in a cycle: `gc=False` keeps the collector from
walking through the hundreds that each profile has.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from shared.model.change import Told
from shared.model.comparables import Comparables

Outcome = Literal["created", "linked", "review", "unchanged"]


class Claim(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One field's value as one record says it, and since when (empty: the source does not say)."""

    value: str
    at: str = ""


class Evidence(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How one field compared, and how many bits that moved the decision."""

    field: str
    level: str
    bits: float
    common: float = 0.0
    """The share of unrelated people who compare like that: how common the value is, where it is
    the same. 0 where it was not kept."""

    trust: float = 1.0
    """How far the source's word on this field is trusted, 0 to 1."""


class Link(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a record belongs to its profile: the decision, and everything it rested on."""

    decision: Literal["new", "link", "review", "same", "split"]
    probability: float = 0.0
    weights: str = ""
    prior: float = 0.0
    """Bits for a match before any field was compared; 0 where they were not kept."""

    evidence: tuple[Evidence, ...] = ()
    candidate: str = ""
    """The profile it was compared with: the one it joined, or the one under review."""

    duplicate: bool = False
    """The profile was made by another record of the same source."""

    at: str = ""
    by: str = ""
    """The person who decided; empty when nobody had to."""


Moment = tuple[str, str, int]
"""(edited at, received at, row): when something was said. Nothing gives way to what is older."""


class Statement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a record says now: the last word per field (`identity/stating`)."""

    claims: dict[str, Claim]
    extensions: dict[str, str] = {}
    order: Moment = ("", "", 0)
    """When the whole record was last stated by an export."""

    later: dict[str, Moment] = {}
    """Fields, and extension columns with a `+`, that a live change stated since."""

    upload: str = ""
    part: int = 0
    row: int = 0
    """Where in the lake the latest of it stands."""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One source's claims about one person, under a keyed hash of `source:record_id`."""

    source: str
    record_id: str
    rcu: str
    now: Statement
    link: Link
    outcomes: dict[str, Outcome] = {}
    """`<upload>.<part>` -> what was counted there, so that a repeated delivery counts the same."""

    told: dict[str, Told] = {}
    """Field -> what the source was last told, by receipt."""

    tellings: int = 0
    """How often it was told anything."""

    schema_version: int = 1


class Member(msgspec.Struct, frozen=True, array_like=True, order=True, gc=False):
    """A record of a profile: its source and its document id."""

    source: str
    record: str


class Golden(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The value that won for a field, and where it came from."""

    value: str
    source: str
    record: str
    at: str = ""


class Profile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One resolved person: its records, what is compared, and the values that survived."""

    rcu: str
    members: tuple[Member, ...] = ()
    comparables: Comparables = Comparables()
    golden: dict[str, Golden] = {}
    households: tuple[str, ...] = ()
    """Profiles of the same home: related, never merged for it."""

    different: tuple[str, ...] = ()
    """Profiles a person said are somebody else: for ever."""

    alias_of: str = ""
    """Where this id leads since its profile was merged; empty while it stands by itself."""

    created_at: str = ""
    resolved_at: str = ""
    """When a record last joined or left, for the second look at near-simultaneous arrivals."""

    schema_version: int = 1


class Key(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One blocking key: which profiles stand behind it."""

    kind: str
    profiles: tuple[str, ...] = ()
    generic: bool = False
    """Shared by too many to say anything; nothing more is written here."""

    schema_version: int = 1


class Term(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How probable one field's level was under each class, as a pair was weighed for a review."""

    field: str
    level: str
    match: float
    household: float
    unrelated: float


class Review(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A pair that waits for a person: a record's own profile and the one it may be.

    Mostly the machine is in doubt. A `check` is a blind one: the machine has decided, and a small
    share of its links and of its near misses is asked about, to measure it.
    """

    id: str
    record: str
    source: str
    profile: str
    candidate: str
    rival: str = ""
    """Another profile that fits as well: what makes each of the two less likely."""

    probability: float
    weights: str = ""
    prior: float = 0.0
    """As in `Link`."""

    evidence: tuple[Evidence, ...] = ()
    state: Literal["open", "check", "closed"] = "open"
    """`check`: waits like an open one, and nothing waits for it."""

    answer: Literal["", "same", "different", "household", "later", "withdrawn"] = ""
    by: str = ""
    decision: str = ""
    """By which its answer can be undone; empty where nothing was changed."""

    created_at: str = ""
    decided_at: str = ""
    asked_as: Literal["doubt", "link", "near"] = "doubt"
    """Why it was asked about: in doubt, or as a check of a link, or of a near miss."""

    share: float = 1.0
    """How many of its kind are asked about: what one answer stands for."""

    terms: tuple[Term, ...] = ()
    """What the weights had to say, to be learnt from; empty where nothing is to be learnt."""

    same_source: bool = False
    """Both sides hold records of one source: duplicates are rarer."""

    schema_version: int = 1
