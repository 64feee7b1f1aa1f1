"""Survivorship: which claim wins for each field. A pure function of the claims, always total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shared.model.contract import Contract
from shared.model.fields import CONSENT_FIELDS, RECORD_FIELDS
from shared.model.profile import Claim, Golden

NOT_SURVIVING = frozenset(RECORD_FIELDS + CONSENT_FIELDS)
"""Ids and dates belong to one record; consent is each company's own and never merged here."""

_NO_PRIORITIES: Mapping[str, Mapping[str, int]] = {}


Priorities = Mapping[str, Mapping[str, int]]
"""Source id -> field -> rank of its values; 0 where nothing is said."""


def priorities_of(contracts: Iterable[Contract]) -> Priorities:
    """The ranks the contracts give their sources' values."""
    return {
        f"{contract.id}.{source.id}": source.priority
        for contract in contracts
        for source in contract.sources
        if source.priority
    }


def survive(
    claims: Iterable[tuple[str, str, Mapping[str, Claim]]], priorities: Priorities = _NO_PRIORITIES
) -> dict[str, Golden]:
    """The golden values of a profile, from `(source, record, claims)` of each of its records.

    The source ranked highest for a field wins, and among equals the most recently edited claim. A
    claim with no time is older than any that has one, so
    a company's first load cannot overrule what was edited since. Ties go to the value more
    records agree on, then to the longer one (`Jean-Pierre` over `Jean`), then to the smaller
    source and record: the order records came in never matters.
    """
    stated = list(claims)
    if len(stated) == 1:
        # Most profiles have one record, whose claims have no rivals.
        ((source, record, fields),) = stated
        return {
            field: Golden(fields[field].value, source, record, fields[field].at)
            for field in sorted(fields.keys() - NOT_SURVIVING)
        }
    by_field: dict[str, list[Golden]] = {}
    for source, record, fields in stated:
        for field, claim in fields.items():
            if field not in NOT_SURVIVING:
                golden = Golden(value=claim.value, source=source, record=record, at=claim.at)
                by_field.setdefault(field, []).append(golden)
    return {
        field: _winner(_highest(by_field[field], field, priorities)) for field in sorted(by_field)
    }


def _highest(rivals: list[Golden], field: str, priorities: Priorities) -> list[Golden]:
    """The claims of the sources ranked highest for the field."""
    if not priorities or len(rivals) == 1:
        return rivals
    ranks = [priorities.get(one.source, {}).get(field, 0) for one in rivals]
    highest = max(ranks)
    return [one for one, rank in zip(rivals, ranks, strict=True) if rank == highest]


def _winner(rivals: list[Golden]) -> Golden:
    if len(rivals) == 1:
        return rivals[0]
    values = [rival.value for rival in rivals]
    latest = max(rival.at for rival in rivals)
    return min(
        (rival for rival in rivals if rival.at == latest),
        key=lambda one: (
            -values.count(one.value),
            -len(one.value),
            one.value,
            one.source,
            one.record,
        ),
    )
