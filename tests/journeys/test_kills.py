"""`kill -9` at any moment: what was begun goes on where it was, and nothing shows.

At random points of a load of 20,000 rows, and right after each single write of each function. The
platform of the load is `nova serve` on the embedded backend, a process and two workers, run and
killed as anybody would. Seeds choose what is killed and when; when is said in parts done, so that
slow and fast machines are hit in the same places, give or take the instant.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from shared.rules import catalogue
from tests.festival import CONTRACTS, SOURCES, VISITS, crowd, export, visits
from tests.outcomes import Outcome, broken_counts, differences, outcome_of
from tests.scale import KILL_SEEDS
from tests.serving import Served, served

pytestmark = pytest.mark.kills

BOX_OFFICE, SHOP = SOURCES[:2]
PEOPLE = crowd(8000)
BUYERS = PEOPLE[4000:]
ROWS = 20_000
PART_SIZE = 250
PARTS = ROWS // PART_SIZE

LOADS = ((BOX_OFFICE,), (SHOP, VISITS))
"""What is dropped when the one before is through: who is first founds the profile, and counts."""


def content_of(source: str) -> bytes:
    """The export of a source: 8,000 people, half of them again elsewhere, and 8,000 visits."""
    return {
        BOX_OFFICE: lambda: export(PEOPLE, source=BOX_OFFICE),
        SHOP: lambda: export(BUYERS, source=SHOP),
        VISITS: lambda: visits(PEOPLE),
    }[source]()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    """What the load comes to when nobody is killed."""
    with served(tmp_path_factory.mktemp("calm"), contracts=CONTRACTS, part_size=PART_SIZE) as one:
        load(one, [])
        yield ended(one)


@pytest.mark.parametrize("seed", KILL_SEEDS)
def test_a_load_killed_at_random_points_ends_as_if_it_had_not_been(
    seed: int, tmp_path: Path, undisturbed: Outcome
) -> None:
    random = Random(seed)
    with served(tmp_path, contracts=CONTRACTS, part_size=PART_SIZE) as one:
        load(one, [Kill(random, after=after) for after in sorted(random.sample(range(PARTS), 3))])
        outcome = ended(one)

    assert differences(outcome, undisturbed) == []
    assert broken_counts(one.app) == []
    assert sum(counts["rows"] for counts in outcome.counts.values()) == ROWS
    assert len(outcome.membership) == len(PEOPLE)
    assert len(outcome.interactions) == len(PEOPLE)
    assert one.app.dead_letters.list() == []
    assert one.waiting() == 0
    assert list(one.app.objects.list(catalogue.LANDING)) == []


FUNCTIONS = {
    "map_upload": {"put", "commit", "publish", "delete"},
    "resolve_identities": {"commit", "publish"},
    "attach_interactions": {"commit"},
    "receive_records": {"put", "commit", "publish"},
}
"""What each function writes; `tests.crashing` kills it after each of these, one at a time."""


@pytest.fixture(scope="module")
def crashes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, subprocess.Popen[str]]]:
    """The tries of all functions, begun together: they mostly wait for the disk."""
    running = {
        function: subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.crashing",
                str(tmp_path_factory.mktemp("crash")),
                function,
            ],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for function in FUNCTIONS
    }
    yield running
    for process in running.values():
        process.kill()
        process.communicate()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_killed_after_any_of_its_writes_ends_as_if_it_had_not_been(
    function: str, crashes: dict[str, subprocess.Popen[str]]
) -> None:
    told, _ = crashes[function].communicate(timeout=240)

    tried = [json.loads(line) for line in told.splitlines()]
    assert crashes[function].returncode == 0
    assert {one.pop("after") for one in tried} == FUNCTIONS[function]
    assert [one for one in tried if any(one.values())] == []


class Kill:
    """One blow: what is hit, once so many parts are done, and how much later."""

    def __init__(self, random: Random, *, after: int) -> None:
        self.after = after
        self._wait = random.uniform(0, 0.3)
        self._target = random.choice(("everything", "everything", "parent", "worker"))
        self._again = random.choice((None, None, random.uniform(0, 1.5)))

    def strike(self, one: Served) -> None:
        """Hit, and start again what does not start itself; some are hit again while they start."""
        time.sleep(self._wait)
        if self._target == "worker" and one.kill_a_worker():
            return
        if self._target == "parent":
            one.kill_parent()
        else:
            one.kill()
        one.start()
        if self._again is not None:
            time.sleep(self._again)
            one.kill()
            one.start()


def load(one: Served, kills: Sequence[Kill]) -> None:
    """Drop the exports and follow them to their end, striking on the way."""
    coming = list(kills)

    def is_through() -> bool:
        if coming and one.parts_done() >= coming[0].after:
            # Looking again before asking for the end: on a fast machine the next kill is due, and
            # all the parts may be done, by the time this one has struck.
            coming.pop(0).strike(one)
            return False
        return one.is_resolved(*sources)

    for sources in LOADS:
        for source in sources:
            one.drop(source, "export.csv", content_of(source))
        one.wait_for(is_through)
    assert coming == []
    one.wait_until_quiet()


def ended(one: Served) -> Outcome:
    """Stop the platform, and say what it has come to."""
    one.stop()
    return outcome_of(one.app)
