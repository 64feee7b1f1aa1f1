"""Suggest which canonical field each column of an export is, with confidence and reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from shared.ingest.meaning.calibration import share_right
from shared.ingest.meaning.columns import Column, judge
from shared.ingest.meaning.context import weigh_context
from shared.ingest.meaning.grammar import Candidate
from shared.ingest.meaning.headers import read_headers
from shared.ingest.meaning.parts import FoundPart, find_parts, set_birth_parts_apart
from shared.ingest.meaning.profiles import is_phone, profile_of
from shared.ingest.meaning.roles import choose_roles
from shared.ingest.meaning.secrets import SECRETS, held_secret, named_secret
from shared.ingest.meaning.swapped import columns_look_swapped
from shared.ingest.meaning.unnamed import find_by_values, looks_like_names
from shared.model.fields import EXTENSION

ABSTAIN: Final = 0.5
"""Below this score a column stays an extension: no guess is better than a wrong one."""

_NAMES: Final = frozenset({"name", "given_name", "family_name"})
_PERSON: Final = _NAMES | {"email", "telephone", "mobile"}

_NEARLY_ALL: Final = 0.8
EMAILS: Final = "e-mail addresses"
NAMES: Final = "names"
ADDRESSES: Final = "postal addresses"
NO_PERSON: Final = "No column identifies a person: no e-mail, phone or name was recognised."
NO_NAME: Final = "No column was taken for a name"
NOT_KEPT: Final = "Not kept, as secret or sensitive: "
INTERACTIONS: Final = (
    "The rows look like orders, tickets or visits, and are taken as contacts. If that is what they "
    "are, say `entity: interactions` for this source in its contract."
)
NO_KEY: Final = "No column is the row's own key: records will be told apart by content."


class ColumnSuggestion(msgspec.Struct, frozen=True, kw_only=True):
    """What one column is taken to be."""

    field: str
    """A canonical field, or `extension`."""
    confidence: float
    """0 to 1: how often a column mapped like this one is right; of an extension, how sure we are
    that it is none of ours."""
    why: str
    looks_like: str = ""
    """Of an extension, what its values look like all the same: somebody ought to be asked."""
    nearest: str = ""
    """Of an extension, the field it is likeliest to be, though not likely enough."""
    joins: str = ""
    """The part of a field the column holds (`birth_date.year`), to be joined with its others."""
    opted_out: bool = False
    """True when a yes in this consent column is a refusal; its no says nothing."""
    sensitive: bool = False
    """True for passwords, national identifiers, bank and health data: dropped by policy."""


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """What a file is taken to hold, by column name."""

    columns: dict[str, ColumnSuggestion]
    entity: str
    """`contacts` or `interactions`."""
    header_language: str | None = None
    issues: tuple[str, ...] = ()


def suggest(
    columns: Sequence[str],
    sample: Sequence[Mapping[str, str]],
    *,
    entity: str | None = None,
) -> Suggestion:
    """The canonical field of every column; each field is given at most once.

    `sample` holds some rows by column name, missing cells allowed. `entity` says what the rows
    are (`contacts` or `interactions`) when that is known; otherwise it is guessed.
    """
    headers, language = read_headers(columns)
    judged = [
        judge(place, header, profile_of([row.get(name) or "" for row in sample]))
        for place, (name, header) in enumerate(zip(columns, headers, strict=True))
    ]
    find_by_values(judged, sample)
    held, likely = weigh_context(judged, language=language, entity=entity)
    choose_roles(judged)
    set_birth_parts_apart(judged)
    secrets = {column.place: _secret(column) for column in judged}
    given = assign(judged, barred={place for place, secret in secrets.items() if secret})
    parts = find_parts(judged, {place: one.field for place, one in given.items()})
    suggested = {
        column.name: _part(parts[column.place])
        if column.place in parts
        else _suggestion(column, given.get(column.place), secrets[column.place])
        for column in judged
    }
    for column in judged:
        kept = suggested[column.name]
        if kept.field == EXTENSION and not (kept.joins or kept.sensitive):
            suggested[column.name] = msgspec.structs.replace(kept, looks_like=_looks_like(column))
    return Suggestion(
        columns=suggested,
        entity=held,
        header_language=language,
        issues=(
            *([INTERACTIONS] if (held, likely) == ("contacts", "interactions") else []),
            *_issues(judged, suggested, entity=held),
        ),
    )


def assign(columns: Sequence[Column], *, barred: set[int]) -> dict[int, Candidate]:
    """Column place -> its field: best score first, one column per field and field per column."""
    ranked = sorted(
        (
            (candidate.score, -column.place, candidate)
            for column in columns
            if column.place not in barred
            for candidate in column.candidates.values()
            if candidate.score >= ABSTAIN
        ),
        key=lambda entry: entry[:2],
        reverse=True,
    )
    given: dict[int, Candidate] = {}
    taken: set[str] = set()
    for _, negative_place, candidate in ranked:
        place = -negative_place
        if place not in given and candidate.field not in taken:
            given[place] = candidate
            taken.add(candidate.field)
    return given


def _secret(column: Column) -> str | None:
    held = held_secret(column.profile)
    if held == "bank":
        return held
    clearly_ours = any(candidate.score >= 0.8 for candidate in column.candidates.values())
    return None if clearly_ours else named_secret(column.header) or held


def _suggestion(
    column: Column, candidate: Candidate | None, secret: str | None
) -> ColumnSuggestion:
    if candidate is not None:
        return ColumnSuggestion(
            field=candidate.field,
            confidence=share_right(candidate.score),
            why=_sentence(candidate.reasons),
            opted_out=column.opted_out and candidate.field.startswith("consent_"),
        )
    best = max(column.candidates.values(), key=lambda c: c.score, default=None)
    doubt = min(1.0, best.score) if best else 0.0
    if secret:
        why = f"It looks like {SECRETS[secret]}, which is dropped by policy."
    elif best is None:
        why = "Neither the header nor the values say that it is one of our fields."
    elif best.score >= ABSTAIN:
        why = f"Another column is the better {best.field}."
    else:
        why = _sentence((f"it could be {best.field}", *best.reasons, "not sure enough"))
    return ColumnSuggestion(
        field=EXTENSION,
        confidence=round(1.0 - doubt, 3),
        why=why,
        sensitive=secret is not None,
        nearest=best.field if best and not secret else "",
    )


def _part(found: FoundPart) -> ColumnSuggestion:
    return ColumnSuggestion(
        field=EXTENSION, confidence=found.score, why=_sentence([found.reason]), joins=found.target
    )


def _sentence(reasons: Sequence[str]) -> str:
    text = "; ".join(dict.fromkeys(reasons))
    return text[:1].upper() + text[1:] + "."


def _looks_like(column: Column) -> str:
    """What a column that was not mapped holds of people: `e-mail addresses`, or nothing."""
    if column.profile.emails > _NEARLY_ALL:
        return EMAILS
    if column.profile.share(_is_dialled) > _NEARLY_ALL:
        return "phone numbers"
    if column.name.endswith("[]") and column.says("address", "street"):
        return ADDRESSES
    if looks_like_names(column) and not column.says("agent", "company", "event", "product"):
        return NAMES
    return ""


def _is_dialled(value: str) -> bool:
    """A number as people write a phone: plain digits may be anything."""
    return is_phone(value) and value.startswith(("+", "0", "(")) and not value.isdigit()


def _swapped(columns: Sequence[Column], suggested: Mapping[str, ColumnSuggestion]) -> Iterator[str]:
    named = {suggested[one.name].field: one for one in columns}
    given, family = named.get("given_name"), named.get("family_name")
    if given and family and columns_look_swapped(given.profile.values, family.profile.values):
        yield (
            f"“{given.name}” and “{family.name}” look swapped: what stands in “{family.name}” are "
            "given names. If so, say in the contract which is which."
        )


def _issues(
    columns: Sequence[Column], suggested: Mapping[str, ColumnSuggestion], *, entity: str
) -> list[str]:
    issues = []
    fields = {suggestion.field for suggestion in suggested.values()}
    if not fields & _PERSON:
        issues.append(NO_PERSON)
    if entity == "contacts" and not fields & _NAMES:
        named = [name for name, one in suggested.items() if one.looks_like == NAMES]
        issues.extend(f"{NO_NAME}: “{name}” looks like names." for name in named[:1])
    if "source_id" not in fields:
        issues.append(NO_KEY)
    for column in columns:
        kept = suggested[column.name]
        if kept.looks_like == EMAILS:
            issues.append(f"“{column.name}” holds e-mail addresses but is kept as an extension.")
        if kept.opted_out:
            issues.append(f"“{column.name}” says who refused: its yes is read as no.")
    issues.extend(_swapped(columns, suggested))
    secret = [f"“{name}”" for name, kept in suggested.items() if kept.sensitive]
    if secret:
        issues.append(f"{NOT_KEPT}{', '.join(secret)}.")
    return issues
