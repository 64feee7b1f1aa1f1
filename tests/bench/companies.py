"""Two companies that know some of the same people, with the truth: for measuring decisions.

Each holds its own rendering of a person. The rates are assumptions, and harder than life in places;
they are in one table, `Habits`, and another table is another pair of companies.
"""

from __future__ import annotations

import random
from typing import NamedTuple

from shared.identity.comparables import comparables_of
from shared.model.comparables import Comparables
from tests.bench.people import Person, people


class Habits(NamedTuple):
    """How often the acquired company's rendering of a person is not the base's."""

    other_email: float = 0.22
    email_missing: float = 0.08
    email_typo: float = 0.015
    shared_email: float = 0.10
    """Of those who share a home: the address of the other is given."""

    other_phone: float = 0.12
    phone_missing: float = 0.40
    landline: float = 0.20
    """Of those who share a home: both give the number of the house."""

    moved: float = 0.17
    postal_missing: float = 0.30
    initial: float = 0.02
    given_missing: float = 0.03
    short_given: float = 0.04
    typo: float = 0.02
    other_family: float = 0.015


USUAL = Habits()
OTHERS = Habits(
    other_email=0.75,
    email_missing=0.05,
    email_typo=0.10,
    shared_email=0.40,
    other_phone=0.02,
    phone_missing=0.02,
    landline=0.0,
    moved=0.01,
    postal_missing=0.0,
    initial=0.12,
    short_given=0.12,
    typo=0.06,
    other_family=0.10,
)
"""Another company: people have several addresses and one number for life, and hardly move."""


class Companies(NamedTuple):
    """Both files, and for each contact of the acquired one its place in the base, or None."""

    base: list[Comparables]
    acquired: list[Comparables]
    truth: list[int | None]


def two_companies(
    base: int, acquired: int, overlap: int, *, seed: int, habits: Habits = USUAL
) -> Companies:
    """This many people in each, `overlap` of them in both; deterministic by seed."""
    rng = random.Random(seed)
    everybody = list(people(base + acquired - overlap, seed=seed))
    rendered = [_at_home(person, other, rng, habits) for person, other in _with_home(everybody)]
    order = list(range(len(everybody)))
    rng.shuffle(order)
    known, strangers = order[:overlap], order[base:]
    place = {number: row for row, number in enumerate(order[:base])}
    arriving = [*known, *strangers]
    rng.shuffle(arriving)
    return Companies(
        base=[comparables_of(_plainly(rendered[one], rng)) for one in order[:base]],
        acquired=[comparables_of(_anew(rendered[one], rng, habits)) for one in arriving],
        truth=[place.get(one) for one in arriving],
    )


def _with_home(everybody: list[Person]) -> list[tuple[Person, Person | None]]:
    """Each person with the one before, where they share a home."""
    found: list[tuple[Person, Person | None]] = []
    before: Person | None = None
    for person in everybody:
        lives_with = before is not None and before.street == person.street
        found.append((person, before if lives_with else None))
        before = person
    return found


def _at_home(
    person: Person, other: Person | None, rng: random.Random, habits: Habits
) -> dict[str, str]:
    fields = {
        "given_name": person.given,
        "family_name": person.family,
        "email": person.email,
        "telephone": person.phone,
        "postal_code": person.postal,
    }
    if other is not None and rng.random() < habits.shared_email:
        fields["email"] = other.email
    if other is not None and rng.random() < habits.landline:
        fields["telephone"] = other.phone
    return fields


def _plainly(person: dict[str, str], rng: random.Random) -> dict[str, str]:
    """As the base has them: here and there something is missing or mistyped."""
    fields = dict(person)
    _lose(fields, rng, email=0.06, telephone=0.25, postal_code=0.08, given_name=0.01)
    _mistype(fields, rng, 0.01, "given_name", "family_name")
    return fields


def _anew(person: dict[str, str], rng: random.Random, habits: Habits) -> dict[str, str]:
    """As the acquired company has them."""
    fields = dict(person)
    given, family = person["given_name"], person["family_name"]
    if rng.random() < habits.other_email:
        written = rng.choice((f"{given}.{family}", f"{given[0]}{family}", f"{family}{given[0]}"))
        fields["email"] = (
            f"{written}{rng.choice(('', '', rng.randrange(99)))}@other.example".lower()
        )
    if rng.random() < habits.other_phone:
        fields["telephone"] = f"06{rng.randrange(10**8):08d}"
    if rng.random() < habits.moved:
        near = rng.random() < 0.67
        area = person["postal_code"][:2] if near else f"{rng.randrange(1, 96):02d}"
        fields["postal_code"] = f"{area}{rng.randrange(100) * 10:03d}"
    if rng.random() < habits.short_given:
        fields["given_name"] = given[: max(3, len(given) // 2)]
    if rng.random() < habits.initial:
        fields["given_name"] = given[0]
    if rng.random() < habits.other_family:
        fields["family_name"] = rng.choice(("Nouvel", "Autre")) + family[:2]
    _lose(
        fields,
        rng,
        email=habits.email_missing,
        telephone=habits.phone_missing,
        postal_code=habits.postal_missing,
        given_name=habits.given_missing,
    )
    _mistype(fields, rng, habits.typo, "given_name", "family_name")
    _mistype(fields, rng, habits.email_typo, "email")
    return fields


def _lose(fields: dict[str, str], rng: random.Random, **rates: float) -> None:
    for name, rate in rates.items():
        if rng.random() < rate:
            fields.pop(name, None)


def _mistype(fields: dict[str, str], rng: random.Random, rate: float, *names: str) -> None:
    for name in names:
        text = fields.get(name, "")
        if len(text) > 3 and rng.random() < rate:
            place = rng.randrange(1, min(len(text) - 1, 8))
            fields[name] = text[:place] + text[place + 1 :]
