"""What a record says, as its source's statements come in: the last word per field, in any order.

A row of an export states the whole record: a field it leaves empty is empty. A live change states
some fields and leaves the others. Each statement has a place in time; each field keeps the last
word said about it, so that orders of arrival, repetitions and interleavings end in one state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shared.model.change import Told
from shared.model.contact import Contact
from shared.model.profile import Claim, Moment, Statement

NEVER: Moment = ("", "", 0)
"""Before anything was said."""

NOTHING_TOLD: Mapping[str, Told] = {}

_DAY = len("2026-01-31")

_COLUMN = "+"
"""Marks an extension column among the canonical fields of `Statement.later`."""


LONGEST_CELL = 10_000
"""Characters of an extension cell a record keeps; the lake has the whole."""

MOST_CHARACTERS = 60_000
"""Characters of all extension cells of a record: it must fit a document, and a commit hold some."""


def moment_of(contact: Contact, *, received_at: str) -> Moment:
    """When a contact was said: (edited at, received at, row).

    An edit time in the future is a wrong clock, and counts as none.
    """
    edited = contact.changed_at if contact.changed_at <= received_at else ""
    return (edited, received_at, contact.row)


def is_after(first: Moment, second: Moment) -> bool:
    """Whether the first was said later, in the one total order of all that is said.

    Each was said when its source edited it, and else when it reached us; ties go to what reached
    us later. So a source's own clock orders its own edits, and what it does not date is as new as
    its arrival.
    """
    return (_said_at(first), *first[1:]) > (_said_at(second), *second[1:])


def fitting(extensions: Mapping[str, str]) -> dict[str, str]:
    """The extension cells as a record keeps them: too long ones are named, and left in the lake."""
    left = MOST_CHARACTERS
    kept = {}
    for name, text in extensions.items():
        fits = len(text) <= min(LONGEST_CELL, left)
        kept[name] = text if fits else f"({len(text):,} characters, in the lake only)"
        left -= len(text) if fits else 0
    return kept


def state(
    before: Statement | None,
    contact: Contact,
    *,
    upload: str,
    part: int,
    received_at: str,
    told: Mapping[str, Told] = NOTHING_TOLD,
) -> Statement:
    """The record's statement once this contact has been heard.

    `told` is what we told the source, by receipt. Our own telling that comes back says nothing
    new: it is dated as what it repeats, so that it cannot overrule anybody. Returns `before`
    itself when the contact says nothing that was not said later.
    """
    moment = moment_of(contact, received_at=received_at)
    if contact.partial:
        return _amended(before, contact, moment, upload=upload, part=part, told=told)
    if before is None:
        return Statement(
            claims={name: Claim(value, moment[0]) for name, value in contact.fields.items()},
            extensions=fitting(contact.extensions),
            order=moment,
            upload=upload,
            part=part,
            row=contact.row,
        )
    if not is_after(moment, before.order):
        return _dated(before, contact, moment)
    later = {name: said for name, said in before.later.items() if is_after(said, moment)}
    claims = {name: before.claims[name] for name in later if name in before.claims}
    # A value that differs from one export to the next has changed since; within one it has not.
    # A first export only tells that it is so, though live changes may have come before it.
    is_first = before.order == NEVER
    changed_at = moment[0] or (moment[1] if not is_first and before.order[1] < moment[1] else "")
    for name, value in contact.fields.items():
        old = before.claims.get(name)
        says_so_too = old is not None and old.value == value
        if name not in later:
            # A row states every field. One that says what we told, where the source had said
            # something else, has taken it from us: previous row, telling, and this row agree on it.
            echo = _taken_from_us(told.get(name), old, value, received_at=moment[1])
            said_at = echo.at if echo else changed_at
            claims[name] = old if old and says_so_too else Claim(value, said_at)
        elif is_first and says_so_too:
            claims[name] = Claim(value, moment[0])  # the later live change said nothing new
    extensions = _kept(before.extensions, later)
    extensions.update(
        {
            name: text
            for name, text in fitting(contact.extensions).items()
            if _COLUMN + name not in later
        }
    )
    return Statement(
        claims=claims,
        extensions=extensions,
        order=moment,
        later=later,
        upload=upload,
        part=part,
        row=contact.row,
    )


def state_all(
    contacts: Iterable[tuple[Contact, str, int, str]],
    before: Statement | None = None,
    *,
    told: Mapping[str, Told] = NOTHING_TOLD,
) -> Statement | None:
    """The statement after hearing all of `(contact, upload, part, received_at)`, in any order."""
    for contact, upload, part, received_at in sorted(
        contacts, key=lambda one: moment_of(one[0], received_at=one[3])[1:]
    ):
        before = state(
            before, contact, upload=upload, part=part, received_at=received_at, told=told
        )
    return before


def says_the_same(first: Statement, second: Statement) -> bool:
    """Whether both say the same values; when they were said does not count."""
    return first.extensions == second.extensions and values_of(first) == values_of(second)


def values_of(statement: Statement) -> dict[str, str]:
    """The claimed values by field."""
    return {name: claim.value for name, claim in statement.claims.items()}


def _said_at(moment: Moment) -> str:
    """The edit time, a mere day counting as its end, but nothing later than its arrival."""
    edited, received = moment[:2]
    if len(edited) == _DAY:
        return min(f"{edited}T24", received)
    return edited or received


def _amended(
    before: Statement | None,
    contact: Contact,
    moment: Moment,
    *,
    upload: str,
    part: int,
    told: Mapping[str, Told],
) -> Statement:
    """What a live change makes of the statement, field by field, where nothing later was said."""
    stated = before or Statement(claims={})
    claims, extensions, later = dict(stated.claims), dict(stated.extensions), dict(stated.later)
    for name in (*contact.fields, *contact.cleared):
        if not is_after(moment, later.get(name, stated.order)):
            continue
        later[name] = moment
        value = contact.fields.get(name)
        old = claims.pop(name, None)
        if value is not None:
            echo = _named(told.get(name), contact.echo_of)
            said_at = echo.at if echo else moment[0] or moment[1]
            claims[name] = old if old and old.value == value else Claim(value, said_at)
    for name, text in fitting(contact.extensions).items():
        if is_after(moment, later.get(_COLUMN + name, stated.order)):
            later[_COLUMN + name] = moment
            extensions[name] = text
    if before is not None and later == before.later:
        return before
    return Statement(
        claims=claims,
        extensions=extensions,
        order=stated.order,
        later=later,
        upload=upload,
        part=part,
        row=contact.row,
    )


def _taken_from_us(
    told: Told | None, old: Claim | None, value: str, *, received_at: str
) -> Told | None:
    """The telling a row's value was taken from; None when the source has it from elsewhere.

    Once the source has shown the last telling, whatever it says next is its own. Until then it may
    show one that came before.
    """
    if told is None:
        return None
    has_last = old is not None and old.value == told.value
    candidates = (told,) if has_last else (told, *reversed(told.before))
    return next(
        (one for one in candidates if one.value == value and one.told_at <= received_at), None
    )


def _named(told: Told | None, change: str) -> Told | None:
    """The telling a live change says it comes from."""
    candidates = (told, *told.before) if told and change else ()
    return next((one for one in candidates if one.change == change), None)


def _dated(before: Statement, contact: Contact, moment: Moment) -> Statement:
    """An older export that comes late only tells since when today's values are so."""
    claims = {
        name: Claim(claim.value, before.order[1])
        for name, claim in before.claims.items()
        if not claim.at
        and name not in before.later
        and moment[1] < before.order[1]
        and contact.fields.get(name) != claim.value
    }
    if not claims:
        return before
    return Statement(
        claims={**before.claims, **claims},
        extensions=before.extensions,
        order=before.order,
        later=before.later,
        upload=before.upload,
        part=before.part,
        row=before.row,
    )


def _kept(extensions: Mapping[str, str], later: Mapping[str, Moment]) -> dict[str, str]:
    return {name: text for name, text in extensions.items() if _COLUMN + name in later}
