"""Synthetic customers in any number: skewed names, shared homes, missing and mistyped cells.

Deterministic by seed. No real name is in here: names are made of syllables, and their frequencies
fall off as real ones do (a few common, most rare), which is what matching and blocking cost.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

COLUMNS = (
    "client_id", "civilite", "nom", "prenom", "email", "telephone", "adresse", "complement",
    "code_postal", "ville", "pays", "date_naissance", "optin_newsletter", "date_creation",
    "date_modification", "langue", "canal", "statut", "nb_places", "zone",
)  # fmt: skip
"""Twenty, as a home-made CRM exports them."""


class Person(NamedTuple):
    """One true identity."""

    given: str
    family: str
    email: str
    phone: str
    postal: str
    town: str
    street: str
    born: str


class Names:
    """Names whose frequencies fall with their rank."""

    def __init__(self, rng: random.Random, count: int, skew: float) -> None:
        made: dict[str, None] = {}
        while len(made) < count:
            made["".join(_syllable(rng) for _ in range(rng.choice((2, 2, 3)))).title()] = None
        self._names = list(made)
        self._weights = list(accumulate(1 / (rank + 8) ** skew for rank in range(count)))

    def draw(self, rng: random.Random) -> str:
        return rng.choices(self._names, cum_weights=self._weights)[0]


def people(count: int, *, seed: int) -> Iterator[Person]:
    """This many people; about three in ten share their home with another.

    All live in one country: names and towns are the same, as common or rare, whatever the seed.
    """
    country, rng = random.Random(0), random.Random(seed)
    given, family = Names(country, 1500, 0.9), Names(country, 40_000, 0.8)
    towns = Names(country, 6000, 0.6)
    postals = [
        f"{country.randrange(1, 96):02d}{country.randrange(0, 100) * 10:03d}" for _ in range(6000)
    ]
    home: Person | None = None
    for number in range(count):
        shares = home is not None and rng.random() < 0.16
        name = home.family if home and shares else family.draw(rng)
        first = given.draw(rng)
        domain = rng.choice(("example.org", "example.com", "example.net", "mail.example.org"))
        local = rng.choice((f"{first}.{name}", f"{first[0]}{name}", f"{first}{rng.randrange(99)}"))
        person = Person(
            given=first,
            family=name,
            email=f"{local}{number if rng.random() < 0.5 else ''}@{domain}".lower(),
            phone=f"0{rng.choice('67')}{rng.randrange(10**8):08d}",
            postal=home.postal if home and shares else rng.choice(postals),
            town=home.town if home and shares else towns.draw(rng),
            street=home.street
            if home and shares
            else f"{rng.randrange(1, 200)} rue {family.draw(rng)}",
            born=f"{rng.randrange(1, 29):02d}/{rng.randrange(1, 13):02d}/"
            f"{rng.randrange(1935, 2008)}",
        )
        home = person
        yield person


def write_export(path: Path, persons: Iterator[Person], *, prefix: str, seed: int) -> None:
    """These people as one company exports them: cells missing, mistyped and out of date."""
    rng = random.Random(seed)
    with path.open("w", newline="", encoding="cp1252") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(COLUMNS)
        for number, person in enumerate(persons):
            out.writerow(_row(person, f"{prefix}{number:07d}", rng))


def _row(person: Person, id: str, rng: random.Random) -> list[str]:
    family = person.family.upper() if rng.random() < 0.3 else person.family
    phone = person.phone
    if rng.random() < 0.5:
        phone = " ".join(phone[i : i + 2] for i in range(0, 10, 2))
    return [
        id,
        rng.choice(("M.", "Mme", "")),
        _typo(family, rng),
        person.given if rng.random() > 0.02 else "",
        person.email if rng.random() > 0.06 else "",
        phone if rng.random() > 0.35 else "",
        person.street,
        "",
        person.postal if rng.random() > 0.15 else "",
        person.town,
        "France",
        person.born if rng.random() > 0.6 else "",
        rng.choice(("oui", "non")),
        f"{rng.randrange(1, 29):02d}/{rng.randrange(1, 13):02d}/{rng.randrange(2012, 2026)}",
        f"{rng.randrange(1, 29):02d}/{rng.randrange(1, 13):02d}/2026 {rng.randrange(24):02d}:15",
        "fr",
        rng.choice(("site", "guichet", "téléphone")),
        rng.choice(("actif", "inactif")),
        str(rng.randrange(15)),
        rng.choice(("orchestre", "balcon", "")),
    ]


def _typo(text: str, rng: random.Random) -> str:
    if rng.random() > 0.015 or len(text) < 4:
        return text
    place = rng.randrange(1, len(text) - 1)
    return text[:place] + text[place + 1 :]


def _syllable(rng: random.Random) -> str:
    return (
        rng.choice("bcdfghjklmnprstvz")
        + rng.choice(("a", "e", "i", "o", "u", "ou", "ai"))
        + rng.choice(("", "", "r", "n", "l", "s"))
    )
