"""What a source should hold and does not: golden values against what it is known to hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from shared.model.change import Told
from shared.model.contract import Changes
from shared.model.profile import Golden, Record
from shared.rules.writing import Layout, is_tellable

Hasher = Callable[..., str]

MOST_ON_THEIR_WAY = 8
"""Earlier tellings of a field that are remembered."""


def held(record: Record, field: str) -> str:
    """The value a source is known to hold; empty when none is known.

    What it was told counts, until its record says something later.
    """
    claim, told = record.now.claims.get(field), record.told.get(field)
    if told is not None and (claim is None or claim.at <= told.told_at):
        return told.value
    return claim.value if claim else ""


def difference(
    record: Record,
    id: str,
    golden: Mapping[str, Golden],
    *,
    changes: Changes,
    layout: Layout,
) -> dict[str, Golden]:
    """Field -> the golden value the source must be told, by its write modes; in order of field.

    `id` is the record's document id. A value that won from this very record is its own.
    """
    wanted = {}
    for field in sorted(golden.keys() & layout.column_of.keys()):
        one = golden[field]
        mode = changes.fields.get(field, changes.mode)
        known = held(record, field)
        if mode == "never" or one.record == id or one.value == known:
            continue
        if (mode == "fill" and known) or not is_tellable(one.value):
            continue
        wanted[field] = one
    return wanted


def change_id(hash: Hasher, record: Record, id: str, wanted: Mapping[str, Golden]) -> str:
    """The id of the change that tells a record these values.

    It says how often the record was told before: the same value told anew is another change.
    """
    said = [f"{field}={one.value}" for field, one in sorted(wanted.items())]
    return hash("change", id, str(record.tellings), *said)


def told(record: Record, wanted: Mapping[str, Golden], *, change: str, at: str) -> dict[str, Told]:
    """What the record was told so far, with these values, once the receipt is here."""
    news = {
        field: Told(one.value, one.at, at, change, _still_on_their_way(record, field))
        for field, one in wanted.items()
    }
    return {**record.told, **news}


def _still_on_their_way(record: Record, field: str) -> tuple[Told, ...]:
    """Earlier tellings the source has not shown to have taken: it may send them back yet."""
    last, claim = record.told.get(field), record.now.claims.get(field)
    if last is None or (claim is not None and claim.value == last.value):
        return ()
    alone = msgspec.structs.replace(last, before=())
    return (*last.before, alone)[-MOST_ON_THEIR_WAY:]


def cells_of(record: Record, wanted: Mapping[str, Golden], layout: Layout) -> dict[str, str]:
    """A whole row of the source's own layout: the new values, and what it holds beside them."""
    cells = dict.fromkeys(
        (column for column in layout.columns if column in {layout.key, *layout.column_of.values()}),
        "",
    )
    for field, column in layout.column_of.items():
        value = wanted[field].value if field in wanted else held(record, field)
        cells[column] = layout.write(field, value) if value else ""
    cells[layout.key] = record.record_id
    return cells


def changed_cells(wanted: Mapping[str, Golden], layout: Layout) -> dict[str, str]:
    """Only the cells that change, in the source's own columns and formats."""
    return {
        layout.column_of[field]: layout.write(field, one.value) for field, one in wanted.items()
    }
