"""What many people share costs a contact no more documents than what few share.

A family name of thousands, the number of a switchboard: past its cap such a key is generic, read
once and never written again, and nobody behind it is read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import product

import pytest

from shared.adapters.memory import MemoryDocuments
from shared.model.message import ProfilesChanged
from shared.model.profile import Key
from tests.bench.counting import CountingDocuments
from tests.memory import MemoryWorld

CONTRACT = """\
id: hot
name: Company of the tests
sources:
  - id: base
    key: id
    unique: true
  - id: acquired
    key: id
    unique: true
"""

COLUMNS = ("id", "given_name", "family_name", "email", "phone", "postal_code")
SYLLABLES = [a + b for a, b in product("bdfglmnprst", "aeiou")]
SWITCHBOARD = "01 44 55 66 77"
CROWD = 5_000
NEWCOMERS = 200

Person = tuple[str, str, str, str, str]


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> tuple[MemoryWorld, CountingDocuments]:
    """An installation that knows 5,000 people of one family name behind one switchboard."""
    folder = tmp_path_factory.mktemp("hot")
    (folder / "hot.yaml").write_text(CONTRACT, encoding="utf-8")
    documents = CountingDocuments(MemoryDocuments(contacts_per_commit=10))
    world = MemoryWorld(contracts=folder, documents=documents)
    load(world, "hot.base", crowd(range(CROWD), family="Ferrand", phone=SWITCHBOARD))
    load(world, "hot.base", crowd(range(CROWD, CROWD + 500), name="others"))
    return world, documents


def test_a_family_name_and_a_number_of_thousands_cost_no_more(
    counted: tuple[MemoryWorld, CountingDocuments],
) -> None:
    world, documents = counted
    first = CROWD * 2

    plain = cost(world, documents, crowd(range(first, first + NEWCOMERS)))
    hot = cost(
        world,
        documents,
        crowd(range(first + NEWCOMERS, first + 2 * NEWCOMERS), family="Ferrand", phone=SWITCHBOARD),
    )

    assert hot["candidates"] < 1
    assert hot["asked"] <= plain["asked"] + 1
    assert hot["written"] <= plain["written"]


def test_a_key_behind_which_too_many_stand_names_nobody(
    counted: tuple[MemoryWorld, CountingDocuments],
) -> None:
    world, _ = counted
    keys = [one.value for _, one in world.app.documents.find(Key)]

    assert any(one.generic and one.kind == "phone" for one in keys)
    assert all(not one.profiles for one in keys if one.generic)


def crowd(
    numbers: Iterable[int], *, family: str = "", phone: str = "", name: str = ""
) -> Iterator[Person]:
    """People with given names and postal codes as spread as a country's; the rest of their own."""
    for number in numbers:
        given = word(number * 7919 % 1_500)
        own = family or word(10_000 + number * 104_729 % 40_000)
        yield (
            given,
            own,
            f"{name}{word(number * 31)}{number}@exemple.fr",
            phone or f"06 {number:08d}",
            f"{1_000 + number * 13 % 6_000:05d}",
        )


def word(number: int) -> str:
    """A name of three syllables, another for each number below 166,375."""
    first, rest = divmod(number % len(SYLLABLES) ** 3, len(SYLLABLES) ** 2)
    return SYLLABLES[first] + SYLLABLES[rest // len(SYLLABLES)] + SYLLABLES[rest % len(SYLLABLES)]


def load(world: MemoryWorld, source: str, people: Iterable[Person]) -> int:
    """Land an export of these people and settle; how many there were."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    rows = list(people)
    for row in rows:
        writer.writerow((row[2], *row))
    world.drop(source, f"{rows[0][2]}.csv", text.getvalue().encode())
    while world.outbox.waiting:
        message = world.outbox.waiting.pop(0)
        if not isinstance(message, ProfilesChanged):  # what other sources are told costs its own
            world.deliver(message)
    return len(rows)


def cost(
    world: MemoryWorld, documents: CountingDocuments, people: Iterable[Person]
) -> dict[str, float]:
    """Documents per contact of loading these people."""
    documents.reset()
    count = load(world, "hot.acquired", people)
    kinds = ("Record", "Profile", "Key")
    return {
        "asked": sum(documents.asked[kind] for kind in kinds) / count,
        "written": sum(documents.written[kind] for kind in kinds) / count,
        "candidates": documents.found["Profile"] / count,
    }
