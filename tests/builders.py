"""People and documents for tests: sensible defaults, so that a test names only what matters."""

from __future__ import annotations

from typing import Any

from shared.model.comparables import Comparables
from shared.model.contact import Contact
from shared.model.profile import Claim, Link, Member, Profile, Record, Statement
from shared.rules.values.hashing import keyed_hash

PEPPER = b"pepper for tests, thirty-two byt"


def a_hash(*parts: str) -> str:
    """The keyed hash of tests."""
    return keyed_hash(PEPPER, *parts)


def a_contact(record_id: str = "C1", *, source: str = "eventclick.crm", **said: Any) -> Contact:
    """A contact; keyword arguments are its fields, unless the model has one of that name."""
    own = {name: said.pop(name) for name in Contact.__struct_fields__ if name in said}
    own.setdefault("row", 1)
    own.setdefault("fields", said or {"email": "camille.brun@example.org"})
    return Contact(source=source, record_id=record_id, **own)


def a_record(
    record_id: str = "C1",
    *,
    source: str = "eventclick.crm",
    rcu: str = "rcu_1",
    claims: dict[str, str] | None = None,
    **said: Any,
) -> Record:
    """A record of these claims, stated by an upload called `u1`."""
    now = Statement(
        claims={name: Claim(value) for name, value in (claims or {}).items()},
        order=("2026-01-01", "2026-01-01", 1),
        upload="u1",
    )
    said.setdefault("now", now)
    said.setdefault("link", Link(decision="new"))
    return Record(source=source, record_id=record_id, rcu=rcu, **said)


def a_profile(rcu: str = "rcu_1", *records: str, **said: Any) -> Profile:
    """A profile of these records (document ids), all of `eventclick.crm`."""
    said.setdefault("created_at", "2026-01-01")
    said.setdefault("comparables", Comparables())
    said.setdefault("members", tuple(Member("eventclick.crm", record) for record in records))
    return Profile(rcu=rcu, **said)
