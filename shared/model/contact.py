"""What one row of a source says about one person, in canonical fields."""

from __future__ import annotations

import msgspec


class Contact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One source's record about one person, mapped and cleaned.

    `fields` holds cleaned canonical values, `extensions` the cells nobody maps, under their own
    column names, and `originals` the untouched cells behind `fields`: nothing of a row is lost.
    """

    source: str
    """`<acquisition>.<source>`, as `eventclick.crm`."""

    record_id: str
    """The source's own key of the record. Often an e-mail: hashed wherever it is an id."""

    row: int
    """Where it stood in its file, counted from 1."""

    fields: dict[str, str]
    extensions: dict[str, str] = {}
    originals: dict[str, str] = {}
    notes: dict[str, str] = {}
    """Field -> why its value differs from the original, or was set aside."""

    changed_at: str = ""
    """When the source last edited the record (ISO 8601, UTC); empty when it does not say."""

    partial: bool = False
    """True when absent fields mean "not said" (a live change), not "empty" (a row of an export)."""

    echo_of: str = ""
    """The change of ours this live change comes from, as its source says."""

    cleared: tuple[str, ...] = ()
    """Fields a live change says are empty now."""
