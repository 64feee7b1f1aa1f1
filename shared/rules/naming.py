"""Whose name it is: a person's, split in its parts, or an organisation's."""

from __future__ import annotations

from collections.abc import Mapping

from shared.model.upload import MappedColumn
from shared.rules.values import name as names
from shared.rules.values.organisation import addresses_organisation, is_organisation
from shared.rules.values.placeholder import is_sum

_NAMES = ("given_name", "family_name", "name")
_REACH = ("email", "telephone", "mobile")


def sums_up(fields: Mapping[str, str]) -> bool:
    """Whether a row's only name is `Total` or the like, and nothing in it reaches anybody."""
    said = [names.fold(fields[name]) for name in _NAMES if name in fields]
    return bool(said) and all(map(is_sum, said)) and not any(name in fields for name in _REACH)


def set_organisation_apart(
    originals: Mapping[str, str],
    mapping: Mapping[str, MappedColumn],
    fields: dict[str, str],
    notes: dict[str, str],
) -> None:
    """Take an organisation for what the person works for: it is nobody's name."""
    addressed = addresses_organisation(fields.get("honorific_prefix", ""))
    if "honorific_prefix" in fields and not addressed:
        return
    for column, text in originals.items():
        field = mapping[column].field
        if field not in ("name", "family_name") or field not in fields:
            continue
        company = fields.get("works_for", "")
        same = field == "family_name" and names.fold(company) == names.fold(text) != ""
        if addressed or same or is_organisation(text):
            del fields[field]
            notes[field] = "an organisation, not a person"
            fields.setdefault("works_for", text.strip())


def split_name(
    originals: Mapping[str, str],
    mapping: Mapping[str, MappedColumn],
    fields: dict[str, str],
    notes: dict[str, str],
) -> None:
    """Split a full name as it was written: its capitals tell which part is the family's."""
    written = next(text for column, text in originals.items() if mapping[column].field == "name")
    split = names.split_full_name(written, family_first=None)
    if split.given:
        fields["given_name"] = split.given
        notes["given_name"] = "split from name"
    if split.family:
        fields["family_name"] = split.family
        notes["family_name"] = "split from name"
