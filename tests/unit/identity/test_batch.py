"""Many pairs at once have the levels and the likelihoods that each pair has by itself."""

from __future__ import annotations

import csv
import gzip
from math import log
from pathlib import Path
from random import Random

import msgspec
import pytest

from shared.identity.batch.candidates import candidate_pairs
from shared.identity.batch.levels import compare_pairs, number_of
from shared.identity.batch.likelihoods import Weigher
from shared.identity.batch.population import Population, population_of
from shared.identity.comparables import comparables_of
from shared.identity.comparison import FIELDS, compare
from shared.identity.decision import trusted
from shared.identity.likelihood import is_contradicted, likelihoods
from shared.identity.weights import shipped
from shared.model.comparables import Comparables

PEOPLE = Path(__file__).parents[2] / "data" / "people"
FIELD_OF = {"phone": "telephone", "city": "address_locality"}
CHOICES = {
    "given_name": ("Marie", "Mary", "M", "Jean-Pierre", "jp", "Quesnoy", "Bob", "Robert", ""),
    "family_name": ("Quesnoy", "Quesnoi", "Martin", "Martin Roche", "Marie", ""),
    "email": (
        "marie.quesnoy@example.org",
        "mariequesnoy7@example.net",
        "m.quesnoy@example.org",
        "marie1975@example.org",
        "contact@example.org",
        "",
    ),
    "telephone": ("+33639980001", "0639980001", "+33639980010", "+33478000001", ""),
    "mobile": ("+33639980001", "+33639980002", ""),
    "postal_code": ("69004", "69040", "69100", "31000", ""),
    "birth_date": ("1975-03-04", "1975-04-03", "1975-03-05", "1980-11-12", ""),
    "street_address": ("3 rue des Lilas", "3 r. des lilas", "12 quai Sud", ""),
    "address_locality": ("Lyon", "Lyons", "Toulouse", ""),
    "works_for": ("Festival d'ete", "festival ete", ""),
    "job_title": ("cook", "head cook", "baker", ""),
    "gender": ("female", "male", ""),
    "address_country": ("FR", "BE", ""),
}

TRUST = {"shop": {"email": 0.6, "given_name": 0.8}}
"""What was learnt of one source: in columns the less trusted of two speaks."""


def labelled(name: str, count: int) -> list[tuple[str, Comparables]]:
    text = gzip.decompress((PEOPLE / f"{name}.csv.gz").read_bytes()).decode()
    rows = list(csv.DictReader(text.splitlines()))[:count]
    return [
        (
            row["source"],
            comparables_of({FIELD_OF.get(key, key): value for key, value in row.items() if value}),
        )
        for row in rows
    ]


def invented(count: int) -> list[tuple[str, Comparables]]:
    """Hard cases next to each other: every field from a few values that are nearly alike."""
    random = Random(4)
    return [
        (
            random.choice(("base", "shop")),
            comparables_of({name: random.choice(values) for name, values in CHOICES.items()}),
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("people", [invented(400), labelled("fake_1000", 1000)])
def test_many_pairs_at_once_are_compared_as_each_alone(
    people: list[tuple[str, Comparables]],
) -> None:
    population = population_of(people)
    compared = compare_pairs(population, candidate_pairs(population, frozenset()))
    weigher = Weigher(population, compared)
    weights = msgspec.structs.replace(
        shipped(), population=len(people), frequencies=weigher.frequencies, trust=TRUST
    )
    at_once = weigher.log_likelihoods(weights)

    for place in Random(1).sample(range(len(compared)), 2000):
        first = people[compared.pairs.first[place]][1]
        second = people[compared.pairs.second[place]][1]
        levels = compare(first, second)
        assert {field: number_of(field, getattr(levels, field)) for field in FIELDS} == {
            field: compared.levels[field][place] for field in FIELDS
        }
        sources = {people[one[place]][0] for one in (compared.pairs.first, compared.pairs.second)}
        trust = TRUST["shop"] if "shop" in sources else {}
        alone = [
            trusted(one, trust.get(one.field, 1.0))
            for one in likelihoods(levels, first, second, weights, hash=lambda value: value)
        ]
        for name, found in zip(("match", "household", "unrelated"), at_once, strict=True):
            expected = sum(log(getattr(one, name)) for one in alone)
            assert found[place] == pytest.approx(expected), levels
        assert weigher.contradicted[place] == is_contradicted(levels)


def pairs_of(population: Population, *unique: str) -> set[tuple[int, int]]:
    pairs = candidate_pairs(population, frozenset(unique))
    return set(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True))


def person(**fields: str) -> Comparables:
    return comparables_of(fields)


def test_pairs_share_a_key_and_a_phone_is_one_in_whichever_column() -> None:
    population = population_of(
        [
            ("base", person(family_name="Quesnoy", telephone="+33639980001")),
            ("shop", person(family_name="Roche", telephone="+3347800001", mobile="+33639980001")),
            ("shop", person(family_name="Martin", telephone="+33478000099")),
        ]
    )

    assert pairs_of(population) == {(0, 1)}


def test_a_source_that_holds_each_person_once_has_no_pairs_inside() -> None:
    twin = person(given_name="Camille", family_name="Quesnoy", email="camille@example.org")
    population = population_of([("base", twin), ("base", twin), ("shop", twin), ("shop", twin)])

    assert pairs_of(population, "base", "shop") == {(0, 2), (0, 3), (1, 2), (1, 3)}
    assert pairs_of(population, "base") == {(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}
    assert len(pairs_of(population)) == 6


def test_a_value_that_very_many_share_gives_no_pairs() -> None:
    crowd = [
        (
            "base",
            person(
                email="desk-of-all@example.org",
                family_name=f"Re{chr(97 + n // 26)}{chr(97 + n % 26)}",
            ),
        )
        for n in range(676)
    ] * 2
    two = [
        ("base", person(email="camille@example.org")),
        ("base", person(email="camille@example.org")),
    ]
    population = population_of([*crowd, *two])

    found = pairs_of(population)

    assert (1352, 1353) in found
    assert len(found) < 10_000
