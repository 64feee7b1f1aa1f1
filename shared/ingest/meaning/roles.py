"""Whose details: of several blocks (home, billing, buyer, ...) one is the row's own person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from shared.ingest.meaning.columns import Column

_NAMES: Final = ("given_name", "family_name", "name", "honorific_prefix", "birth_date")
_ADDRESS: Final = (
    "street_address",
    "address_line2",
    "postal_code",
    "address_locality",
    "address_region",
    "address_country",
)
_OF_SOMEBODY: Final = (*_NAMES, "email", "telephone", "mobile", "works_for")
_LIKELY: Final = 0.25
_TICKETS_OWN: Final = 1.4
"""Gives back what the word `ticket` took from a person's field."""
_ANCHORS: Final = frozenset({"street_address", "postal_code", "address_locality"})

_PREFERENCE: Final[Mapping[tuple[str, ...], tuple[str | None, ...]]] = {
    _NAMES: (
        "participant",
        None,
        "primary",
        "home",
        "buyer",
        "billing",
        "work",
        "shipping",
        "other",
    ),
    _ADDRESS: (
        "home",
        "participant",
        None,
        "primary",
        "billing",
        "buyer",
        "work",
        "shipping",
        "other",
    ),
    ("email",): (
        "participant",
        "home",
        None,
        "primary",
        "billing",
        "buyer",
        "work",
        "shipping",
        "other",
    ),
    ("telephone",): (
        *("participant", None, "home", "primary", "billing", "buyer", "work", "shipping", "other"),
    ),
    ("mobile",): (
        "participant",
        None,
        "home",
        "primary",
        "billing",
        "buyer",
        "work",
        "shipping",
        "other",
    ),
    ("works_for",): (
        "work",
        None,
        "participant",
        "primary",
        "billing",
        "home",
        "buyer",
        "shipping",
        "other",
    ),
}
_CLEAR: Final = 0.5
_FEWEST_IN_A_BLOCK: Final = 3
_LOSES: Final = 0.4
_FILLS_A_GAP: Final = 0.95
_SOMEBODY_ELSE: Final = 0.35
_HALVES: Final = {"given_name", "family_name"}


def choose_roles(columns: Sequence[Column]) -> None:
    """Keep one block of details per group of fields; the others lose most of their score."""
    _name_unknown_blocks(columns)
    _name_tickets_and_orders(columns)
    _complete_a_name(columns)
    _drop_buyers_beside_participants(columns)
    for fields, preference in _PREFERENCE.items():
        if len(_blocks(columns, fields)) < 2:
            continue
        # An empty block never comes before one that says something.
        blocks = _blocks([c for c in columns if not c.profile.is_empty], fields)
        blocks = blocks or _blocks(columns, fields)
        complete = [
            role for role in preference if role in blocks and _is_whole(blocks[role], fields)
        ]
        ranked = complete or [role for role in preference if role in blocks]
        if ranked:
            _keep(columns, fields, winner=ranked[0], has=blocks[ranked[0]])


def _name_unknown_blocks(columns: Sequence[Column]) -> None:
    """`PLZ (LF)`, `Ort (LF)`: an unknown word on several details found elsewhere is a capacity."""
    marked: dict[str, list[Column]] = {}
    for column in columns:
        for term in column.header.terms:
            if not term.concepts and term.number is None:
                marked.setdefault(term.text, []).append(column)
    for block in marked.values():
        if len(block) < _FEWEST_IN_A_BLOCK:
            continue
        elsewhere = {name for c in columns if c not in block for name in _clear_fields(c)}
        inside = {name for column in block for name in _clear_fields(column)}
        if len(inside & elsewhere) < _FEWEST_IN_A_BLOCK:
            continue
        for column in block:
            for name, candidate in column.candidates.items():
                if candidate.role is None:
                    column.candidates[name] = replace(candidate, role="other")


def _name_tickets_and_orders(columns: Sequence[Column]) -> None:
    """`Ticket Email` beside `Order Email`: the ticket's is the participant's, the order's the
    buyer's."""
    tickets = [c for c in columns if c.says("ticket") and not c.says("order")]
    orders = [c for c in columns if c.says("order") and not c.says("ticket")]
    both = _fields_of(tickets) & _fields_of(orders)
    if not both:
        return
    for column in tickets:
        _act_as(column, "participant", gain=_TICKETS_OWN)
    for column in orders:
        _act_as(column, "buyer", gain=1.0)


def _fields_of(columns: Sequence[Column]) -> set[str]:
    return {name for c in columns for name in _OF_SOMEBODY if c.score(name) >= _LIKELY}


def _act_as(column: Column, role: str, *, gain: float) -> None:
    for name in _OF_SOMEBODY:
        candidate = column.candidates.get(name)
        if candidate is not None and candidate.role is None and candidate.score >= _LIKELY:
            column.candidates[name] = replace(candidate.times(gain), role=role)


def _clear_fields(column: Column) -> set[str]:
    return {name for name, found in column.candidates.items() if found.score >= _CLEAR}


def _blocks(columns: Sequence[Column], fields: Sequence[str]) -> dict[str | None, set[str]]:
    """Fields found per role, counting only clear candidates."""
    blocks: dict[str | None, set[str]] = {}
    for column in columns:
        for name in fields:
            candidate = column.candidates.get(name)
            if candidate is not None and candidate.score >= _CLEAR:
                blocks.setdefault(candidate.role, set()).add(name)
    return blocks


def _is_whole(found: set[str], fields: Sequence[str]) -> bool:
    """An address block counts when two of street, postal code and city are there."""
    if "postal_code" in fields:
        return len(found & _ANCHORS) >= 2
    return "name" in found or len(found) >= min(2, len(fields)) if "name" in fields else True


def _keep(
    columns: Sequence[Column], fields: Sequence[str], *, winner: str | None, has: set[str]
) -> None:
    for column in columns:
        for name in fields:
            candidate = column.candidates.get(name)
            if candidate is None or candidate.role == winner:
                continue
            gap = name not in has and candidate.role in {None, "primary", "home"}
            reason = "" if gap else f"the {winner or 'plain'} details come first"
            column.scale(name, _FILLS_A_GAP if gap else _LOSES, reason)


def _complete_a_name(columns: Sequence[Column]) -> None:
    """`Nom de l'acheteur` with a bare `Prénom` is one name in two columns, of one person."""
    plain = _names_of(columns, None) & _HALVES
    told = _names_of(columns, "buyer")
    if not (len(plain) == len(told) == 1 and plain | told == _HALVES):
        return
    for column in columns:
        for name in told:
            candidate = column.candidates.get(name)
            if candidate is not None and candidate.role == "buyer":
                column.candidates[name] = replace(candidate, role=None)


def _drop_buyers_beside_participants(columns: Sequence[Column]) -> None:
    """When the row names its participant, what is said of the buyer is somebody else's."""
    if not (_names_of(columns, "participant") or _names_of(columns, None) & _HALVES):
        return
    for column in columns:
        for name, candidate in list(column.candidates.items()):
            if candidate.role == "buyer":
                column.scale(name, _SOMEBODY_ELSE, "it is the buyer's, not the participant's")


def _names_of(columns: Sequence[Column], role: str | None) -> set[str]:
    """Which fields of a person's name are clearly found for this capacity."""
    return _blocks(columns, ("given_name", "family_name", "name")).get(role, set())
