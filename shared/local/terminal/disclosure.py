"""Personal data leaves through a command: asked of the gate, and recorded, before it is printed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from shared.errors import Forbidden
from shared.local.terminal.surface import actor
from shared.model.privacy import Restriction
from shared.model.profile import Profile
from shared.model.trail import Entry
from shared.rules.gate import may_process, require_purpose

if TYPE_CHECKING:
    from shared.wiring.app import App

T = TypeVar("T")

PER_ENTRY: Final = 2000
"""Profiles named by one entry, so that it stays a document of reasonable size."""


def disclose(
    app: App, *, act: str, purpose: str, profiles: Collection[str] = (), subject: str = ""
) -> None:
    """Record that the data of these profiles is about to be printed.

    Raises Forbidden, and records nothing, when one of them is restricted for this purpose.
    """
    kept_back = withheld(app, profiles, purpose=purpose)
    if kept_back:
        raise Forbidden(
            f"processing of {', '.join(sorted(kept_back))} is restricted; the purpose {purpose} is "
            "not among the exceptions"
        )
    record(app, act=act, purpose=purpose, profiles=profiles, subject=subject)


def record(
    app: App, *, act: str, purpose: str, profiles: Collection[str], subject: str = ""
) -> None:
    """Write the disclosure entry."""
    app.trail.record(
        Entry(
            stream="disclosure",
            act=act,
            actor=actor(),
            at=app.clock.now().isoformat(),
            purpose=require_purpose(purpose),
            profiles=tuple(sorted(profiles)),
            subject=subject,
            count=len(profiles),
        )
    )


def withheld(app: App, profiles: Iterable[str], *, purpose: str) -> set[str]:
    """Those of the profiles whose data may not be used for this purpose.

    A restriction goes wherever its profile has been merged into. Restrictions are few, so they
    are followed forward, rather than every profile's aliases back.
    """
    kept = {
        rcu
        for rcu, one in app.documents.find(Restriction)
        if not may_process(purpose=purpose, restrictions=[one.value])
    }
    if not kept:
        return set()
    asked = set(profiles)
    standing = _standing(app, kept | asked)
    closed = {standing[rcu] for rcu in kept}
    return {rcu for rcu in asked if rcu in kept or standing[rcu] in closed}


def _standing(app: App, rcus: set[str]) -> dict[str, str]:
    """The profile each id leads to now: itself, or what it was merged into, and so on."""
    leads_to: dict[str, str] = {}
    unknown = rcus
    while unknown:
        stored = app.documents.get_many(Profile, unknown)
        for rcu in unknown:
            leads_to[rcu] = (stored[rcu].value.alias_of if rcu in stored else "") or rcu
        unknown = {leads_to[rcu] for rcu in unknown} - leads_to.keys()
    return {rcu: _end(leads_to, rcu) for rcu in rcus}


def _end(leads_to: dict[str, str], rcu: str) -> str:
    passed = {rcu}
    while leads_to[rcu] not in passed:
        rcu = leads_to[rcu]
        passed.add(rcu)
    return rcu


def in_batches(many: Iterable[T], size: int = PER_ENTRY) -> Iterator[Sequence[T]]:
    """The same values, so many at a time."""
    left = iter(many)
    while batch := list(islice(left, size)):
        yield batch
