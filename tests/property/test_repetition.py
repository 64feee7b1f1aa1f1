"""Promise 2: repeating, interleaving, interrupting, reordering and cutting up change nothing.

Compared are membership, golden values, counts and what waits for a person; never ids, which are
random, and never times.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.errors import Retry
from shared.identity.learning import Learning
from shared.ports import Version, Write
from tests.festival import CONTRACTS, SOURCES, VISITS, crowd, export, visits
from tests.memory import MemoryWorld
from tests.memory_documents import MemoryDocuments
from tests.outcomes import Outcome, Pair, broken_counts, differences, linked_pairs, outcome_of
from tests.scale import SHUFFLES, examples
from tests.worlds import SAMPLE

TRUTH = Path(__file__).parents[1] / "data" / "demo_truth.csv"

COUNTS = ("counts", "objects")
"""What depends on how the rows were cut into files, and is compared in sums instead."""

few = settings(
    max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
seeds = st.integers(0, 1 << 32)


class Unsteady(MemoryDocuments):
    """Documents whose connection breaks now and then, just after a commit went through."""

    def __init__(self, *, contacts_per_commit: int) -> None:
        super().__init__(contacts_per_commit=contacts_per_commit)
        self.breaks: Callable[[], bool] = lambda: False
        self.broken = 0

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        versions = super().commit(writes)
        if self.breaks():
            self.broken += 1
            raise Retry("the connection broke after the commit")
        return versions


# -- (a) the same parts, again, interrupted, interleaved --------------------------------------


@few
@given(seed=seeds)
def test_any_order_and_repetition_of_deliveries_gives_the_same_state(seed: int) -> None:
    random = Random(seed)
    world = clear_world()

    world.settle_at_random(random, again=0.3)

    outcome = outcome_of(world.app)
    assert differences(outcome, clear_outcome(), but=["counts"]) == []
    assert sums(outcome) == sums(clear_outcome())
    assert broken_counts(world.app) == []


@few
@given(seed=seeds)
def test_delivering_doubtful_parts_again_changes_no_decision(seed: int) -> None:
    random = Random(seed)
    world = doubtful_world()

    while world.deliver_next():
        if random.random() < 0.4:
            world.deliver(random.choice(world.delivered))

    assert differences(outcome_of(world.app), doubtful_outcome()) == []


@few
@given(seed=seeds)
def test_calls_interrupted_after_commits_end_as_if_nothing_had_happened(seed: int) -> None:
    random = Random(seed)
    documents = Unsteady(contacts_per_commit=10)
    world = clear_world(documents)
    documents.breaks = lambda: random.random() < 0.2

    deliver_until_acknowledged(world)

    outcome = outcome_of(world.app)
    assert differences(outcome, clear_outcome(), but=["counts"]) == []
    assert sums(outcome) == sums(clear_outcome())


@few
@given(seed=seeds)
def test_doubtful_parts_interrupted_after_commits_come_to_the_same_decisions(seed: int) -> None:
    random = Random(seed)
    documents = Unsteady(contacts_per_commit=10)
    world = doubtful_world(documents)
    documents.breaks = lambda: random.random() < 0.2

    deliver_until_acknowledged(world)

    assert differences(outcome_of(world.app), doubtful_outcome()) == []


@few
@given(seed=seeds)
def test_exports_and_live_changes_in_any_order_leave_the_last_word_of_each_field(
    seed: int,
) -> None:
    world = talkative_world()

    world.settle_at_random(Random(seed), again=0.3)

    assert differences(outcome_of(world.app), talkative_outcome(), but=["counts"]) == []
    assert broken_counts(world.app) == []


def test_the_last_word_of_each_field_is_the_one_its_source_said_last() -> None:
    said = talkative_outcome().said

    first, second, third = (said[f"{SOURCES[0]}:B0000{number}"] for number in range(3))
    assert (first["telephone"], first["postal_code"]) == ("+33639981111", "13001")
    assert (second["postal_code"], "telephone" in second) == ("31000", False)
    assert third["postal_code"] == "69003"


# -- (b) any order and batching, on data whose pairs are all clear ----------------------------


@few
@given(seed=seeds)
def test_any_order_of_rows_and_files_and_any_batching_gives_the_same_profiles(seed: int) -> None:
    random = Random(seed)
    world = MemoryWorld(
        contracts=CONTRACTS,
        part_size=random.randint(1, 60),
        documents=MemoryDocuments(contacts_per_commit=random.choice((1, 10, 250))),
    )
    files = [
        (source, piece) for source, rows in clear_rows().items() for piece in cut(rows, random)
    ]
    random.shuffle(files)

    for number, (source, rows) in enumerate(files):
        world.load(source, f"{number}.csv", written(source, rows))

    outcome = outcome_of(world.app)
    assert differences(outcome, clear_outcome(), but=COUNTS) == []
    assert sums(outcome) == sums(clear_outcome())
    assert outcome.reviews == frozenset()


@pytest.mark.parametrize("part_size", [1, 2, 3, 100])
def test_rows_of_one_record_say_the_same_however_they_are_cut_into_parts(part_size: int) -> None:
    first, other = crowd(2)
    moved = {**first, "zip": "13001", "phone": "+33639981111"}
    shop = {**first, "zip": "69001", "phone": "+33639980000"}
    world = MemoryWorld(contracts=CONTRACTS, part_size=part_size)

    world.load(SOURCES[1], "shop.csv", export([shop], source=SOURCES[1]))
    world.load(SOURCES[0], "box office.csv", export([first, other, moved]))

    golden = {values["family_name"]: values for values in world.golden().values()}
    survivor = golden[first["family"]]
    assert (survivor["telephone"], survivor["postal_code"]) == ("+33639980000", "13001")


# -- (c) the shipped sample, shuffled ---------------------------------------------------------


def test_shuffling_the_sample_changes_only_what_a_person_is_asked_about() -> None:
    truth = true_pairs()

    runs = [outcome_of(shuffled_sample(seed).app) for seed in SHUFFLES]

    scores = [f1(linked_pairs(run.membership), truth) for run in runs]
    assert max(scores) - min(scores) <= 0.002, scores
    unasked = [
        (pair, first, second)
        for first, second in combinations(range(len(runs)), 2)
        for pair in linked_pairs(runs[first].membership) ^ linked_pairs(runs[second].membership)
        if pair not in runs[first].reviews | runs[second].reviews
    ]
    assert unasked == []


# -- the data ---------------------------------------------------------------------------------


def clear_rows() -> dict[str, list[dict[str, str]]]:
    """People in four systems, some twice in one under another id, some rows twice; and visits."""
    people = crowd(60)
    again = [{**one, "id": f"{one['id']}bis", "family": one["family"].upper()} for one in people]
    return {
        SOURCES[0]: [*people, *again[10:20], *people[:5]],
        SOURCES[1]: people[20:],
        SOURCES[2]: [*people[::2], *again[40:44:2]],
        SOURCES[3]: people[30:45],
        VISITS: people,
    }


def written(source: str, rows: Sequence[dict[str, str]]) -> bytes:
    """These rows as this source exports them."""
    return visits(rows) if source == VISITS else export(rows, source=source)


def clear_world(documents: MemoryDocuments | None = None) -> MemoryWorld:
    """The clear exports, dropped and not yet taken; calls that hand over after each part."""
    world = MemoryWorld(contracts=CONTRACTS, part_size=7, work_seconds=0.0, documents=documents)
    for source, rows in clear_rows().items():
        world.drop(source, "export.csv", written(source, rows))
    return world


@cache
def clear_outcome() -> Outcome:
    """What the clear exports come to, undisturbed."""
    world = clear_world()
    world.settle()
    outcome = outcome_of(world.app)
    people = [one["id"] for one in crowd(60)]
    assert len(outcome.membership) == len(people)
    assert outcome.reviews == frozenset()
    return outcome


def talkative_world() -> MemoryWorld:
    """Known people of two sources; then a corrected export and live changes, none resolved yet.

    The first person changes phone and postal code in two records of one call; the second moves,
    loses their phone, and moves again; the third moves, and a later export says where to.
    """
    world = MemoryWorld(contracts=CONTRACTS, part_size=2)
    people = crowd(3)
    elsewhere = [{**one, "phone": f"+3363998000{one['id'][-1]}", "zip": "75011"} for one in people]
    corrected = [*people[:2], {**people[2], "zip": "69003"}]
    ids = [f"B{one['id']}" for one in people]

    def land(source: str, name: str, rows: Sequence[dict[str, str]]) -> None:
        world.drop(source, name, export(rows, source=source))
        world.deliver(world.outbox.waiting.pop())

    def say(*records: dict[str, str | None]) -> None:
        key = f"call {len(world.outbox.waiting)}"
        world.app.receiving.receive(SOURCES[0], list(records), idempotency_key=key)

    land(SOURCES[0], "first.csv", people)
    land(SOURCES[1], "elsewhere.csv", elsewhere)
    world.settle()
    say({"id": ids[1], "zip": "13002"}, {"id": ids[2], "zip": "13003"})
    land(SOURCES[0], "corrected.csv", corrected)
    say({"id": ids[0], "phone": "06 39 98 11 11"}, {"id": ids[0], "zip": "13001"})
    say({"id": ids[1], "phone": None})
    say({"id": ids[1], "zip": "31000"})
    return world


@cache
def talkative_outcome() -> Outcome:
    """What all that was said comes to, in the order it was said."""
    world = talkative_world()
    world.settle()
    return outcome_of(world.app)


@cache
def _mapped_sample() -> MemoryWorld:
    """A piece of the sample that holds doubtful pairs, mapped and not yet resolved."""
    known = {key for pair in true_pairs() for key in pair}
    header, base = sample_rows("mediapulse_crm.csv.gz")
    acquired_header, acquired = sample_rows("eventclick_crm.csv")
    near = [row for row in base if f"mediapulse.crm:{row[:8].decode()}" in known]
    world = MemoryWorld(part_size=40)
    world.drop("mediapulse.crm", "base.csv", header + b"".join(near + base[:200]))
    world.drop("eventclick.crm", "acquired.csv", acquired_header + b"".join(acquired[:400]))
    for _ in range(2):
        world.deliver_next()
    return world


def doubtful_world(documents: MemoryDocuments | None = None) -> MemoryWorld:
    """The doubtful piece of the sample, its parts still to be resolved."""
    return _mapped_sample().copy(documents or MemoryDocuments(contacts_per_commit=10))


@cache
def doubtful_outcome() -> Outcome:
    """What the doubtful piece comes to, undisturbed."""
    world = doubtful_world()
    world.settle()
    outcome = outcome_of(world.app)
    assert outcome.reviews != frozenset()
    return outcome


def sample_rows(file: str) -> tuple[bytes, list[bytes]]:
    """The header and the rows of a file of the shipped sample."""
    content = (SAMPLE / file).read_bytes()
    if file.endswith(".gz"):
        content = gzip.decompress(content)
    header, *rows = content.splitlines(keepends=True)
    return header, rows


def shuffled_sample(seed: int) -> MemoryWorld:
    """The sample, loaded as the demo loads it, with the rows of both files in another order."""
    random = Random(seed)
    world = MemoryWorld()
    for source, file in (
        ("mediapulse.crm", "mediapulse_crm.csv.gz"),
        ("eventclick.crm", "eventclick_crm.csv"),
    ):
        header, rows = sample_rows(file)
        random.shuffle(rows)
        world.load(source, "export.csv", header + b"".join(rows))
        Learning(world.app.scales).learn()
    return world


def true_pairs() -> set[Pair]:
    """Who of the sample is known to be whom."""
    with TRUTH.open(encoding="utf-8") as file:
        (one, other), *pairs = csv.reader(file)
    return {frozenset((f"{one}:{first}", f"{other}:{second}")) for first, second in pairs}


# -- what is done and measured ----------------------------------------------------------------


def deliver_until_acknowledged(world: MemoryWorld) -> None:
    """Deliver in order, each message again for as long as it fails."""
    while world.outbox.waiting:
        message = world.outbox.waiting[0]
        try:
            world.deliver(message)
        except Retry:
            continue
        world.outbox.waiting.remove(message)


def cut(rows: Iterable[dict[str, str]], random: Random) -> list[list[dict[str, str]]]:
    """The rows in any order, as up to four files."""
    mixed = list(rows)
    random.shuffle(mixed)
    places = sorted(random.sample(range(1, len(mixed)), random.randint(0, 3)))
    bounds = [0, *places, len(mixed)]
    return [mixed[start:end] for start, end in pairwise(bounds)]


def sums(outcome: Outcome) -> dict[str, int]:
    """The counts of all sources together: whose row founds a profile depends on who is first."""
    return {
        name: sum(counts[name] for counts in outcome.counts.values())
        for name in ("rows", "mapped", "rejected", "suppressed", "created", "linked", "review")
    }


def f1(found: set[Pair], truth: set[Pair]) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * len(found & truth) / (len(found) + len(truth))
