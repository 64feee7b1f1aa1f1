"""What a contact or a profile can be recognised by: sets of normalised values."""

from __future__ import annotations

from typing import Final, TypeVar

import msgspec

MOST_VALUES: Final = 40
"""Values kept per field. A profile with more is crowded, and its rarest values say no more."""


class Name(msgspec.Struct, frozen=True, order=True):
    """One way a person is named: folded to a-z and single blanks; either part may be empty."""

    given: str = ""
    family: str = ""


class Comparables(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The values two people are compared by: sorted, distinct, normalised, per field.

    A contact mostly has none or one of each; a profile has the union over its records.
    """

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    postal_codes: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    localities: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    job_titles: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


def union(first: Comparables, second: Comparables) -> Comparables:
    """All values of both. Associative, commutative and idempotent: the order of records is free.

    At most `MOST_VALUES` per field are kept, the smallest in sort order, which keeps these laws.
    """
    return Comparables(
        emails=_merge(first.emails, second.emails),
        phones=_merge(first.phones, second.phones),
        names=_merge(first.names, second.names),
        postal_codes=_merge(first.postal_codes, second.postal_codes),
        birth_dates=_merge(first.birth_dates, second.birth_dates),
        streets=_merge(first.streets, second.streets),
        localities=_merge(first.localities, second.localities),
        companies=_merge(first.companies, second.companies),
        job_titles=_merge(first.job_titles, second.job_titles),
        genders=_merge(first.genders, second.genders),
        countries=_merge(first.countries, second.countries),
    )


Value = TypeVar("Value", str, Name)


def _merge(first: tuple[Value, ...], second: tuple[Value, ...]) -> tuple[Value, ...]:
    if first == second or not second:
        return first
    if not first:
        return second
    both = sorted(set(first).union(second))
    return tuple(both[:MOST_VALUES])
