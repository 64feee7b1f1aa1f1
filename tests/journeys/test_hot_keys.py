"""What many people share costs a contact no more documents than what few share.

A family name of thousands, the number of a switchboard: past its cap such a key is generic, read
once and never written again, and nobody behind it is read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import NamedTuple

import pytest

from shared.model.message import ProfilesChanged
from shared.model.profile import Key
from tests.bench.counting import CountingDocuments
from tests.memory import MemoryWorld
from tests.memory_documents import MemoryDocuments

CONTRACT = """\
id: hot
name: Company of the tests
country: FR
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
SWITCHBOARD = "01 47 20 63 58"
CROWD = 5_000
NEWCOMERS = 200

Person = tuple[str, str, str, str, str]


SPREADS = {
    "six postal areas": lambda number: 1_000 + number * 13 % 5_987,
    "ninety-five": lambda number: 1_000 + number * 1_009 % 94_993,
}
"""Where people live: the customers of one region, or of a whole country."""


class Hot(NamedTuple):
    """An installation, what counts its documents, and where its people live."""

    world: MemoryWorld
    documents: CountingDocuments
    postal: Callable[[int], int]

    def crowd(
        self, numbers: Iterable[int], *, given: str = "", family: str = "", phone: str = ""
    ) -> Iterator[Person]:
        """So many people; what is not given is each one's own, but for postal codes."""
        for number in numbers:
            yield (
                given or word(number * 7919),
                family or word(50_000 + number * 104_729),
                f"{word(number * 31)}{number}@exemple.fr",
                phone or f"06 {number:08d}",
                f"{self.postal(number):05d}",
            )


@pytest.fixture(scope="module", params=SPREADS)
def hot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Hot:
    """An installation that knows 5,000 of one family name behind one switchboard, and 500 of one
    full name."""
    folder = tmp_path_factory.mktemp("hot")
    (folder / "hot.yaml").write_text(CONTRACT, encoding="utf-8")
    documents = CountingDocuments(MemoryDocuments(contacts_per_commit=10))
    world = MemoryWorld(contracts=folder, documents=documents)
    hot = Hot(world, documents, SPREADS[request.param])
    # A column is taken for a phone's by its values: the first file must have more than one.
    load(world, "hot.base", hot.crowd(range(2 * CROWD - 500, 2 * CROWD)))
    load(world, "hot.base", hot.crowd(range(CROWD), family="Ferrand", phone=SWITCHBOARD))
    load(world, "hot.base", hot.crowd(range(CROWD, CROWD + 500), given="Marie", family="Ferrand"))
    return hot


def test_a_family_name_and_a_number_of_thousands_cost_no_more(hot: Hot) -> None:
    plain = cost(hot, hot.crowd(newcomers(0)))
    found = cost(hot, hot.crowd(newcomers(1), family="Ferrand", phone=SWITCHBOARD))

    assert found["candidates"] < 1.1
    assert found["asked"] <= plain["asked"]
    assert found["written"] <= plain["written"]


def test_a_full_name_of_hundreds_costs_no_more(hot: Hot) -> None:
    plain = cost(hot, hot.crowd(newcomers(2)))
    found = cost(hot, hot.crowd(newcomers(3), given="Marie", family="Ferrand"))

    assert found["candidates"] < 1.1
    assert found["asked"] <= plain["asked"]
    assert found["written"] <= plain["written"]


def test_a_key_behind_which_too_many_stand_names_nobody(hot: Hot) -> None:
    keys = [one.value for _, one in hot.world.app.documents.find(Key) if one.value.generic]

    assert {"phone", "name"} <= {one.kind for one in keys}
    assert all(not one.profiles for one in keys)


def newcomers(number: int) -> range:
    """People nobody knows yet, others for each number."""
    first = 2 * CROWD + number * NEWCOMERS
    return range(first, first + NEWCOMERS)


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


def cost(hot: Hot, people: Iterable[Person]) -> dict[str, float]:
    """Documents per contact of loading these people."""
    hot.documents.reset()
    count = load(hot.world, "hot.acquired", people)
    kinds = ("Record", "Profile", "Key")
    return {
        "asked": sum(hot.documents.asked[kind] for kind in kinds) / count,
        "written": sum(hot.documents.written[kind] for kind in kinds) / count,
        "candidates": hot.documents.found["Profile"] / count,
    }
