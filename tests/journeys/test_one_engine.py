"""`nova link`, which sees all records at once, and the platform, which sees each as it comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from shared.identity.batch.population import Row, population_of
from shared.identity.comparables import comparables_of
from shared.local.linking.linker import Linker
from shared.model.contact import Contact
from shared.model.message import WatchDue
from shared.model.profile import Profile, Record, Review
from shared.rules import catalogue, lake
from tests.journeys.test_demo import ACQUIRED, BASE, linked_pairs, true_pairs
from tests.worlds import SAMPLE, EmbeddedWorld

Pairs = set[tuple[str, str]]
"""(acquired, base) record ids."""


def test_both_find_the_same_people(embedded: EmbeddedWorld) -> None:
    embedded.load(BASE, "base.csv.gz", (SAMPLE / "mediapulse_crm.csv.gz").read_bytes())
    watch(embedded)
    embedded.load(ACQUIRED, "export.csv", (SAMPLE / "eventclick_crm.csv").read_bytes())
    as_they_came = linked_pairs(embedded)
    watch(embedded)  # a source has come that the weights knew nothing of
    streamed = linked_pairs(embedded)
    contacts = list(contacts_of(embedded))
    linker = Linker(
        population_of((one.source, comparables_of(one.fields)) for one in contacts),
        unique={ACQUIRED, BASE},
    )

    assert as_they_came < streamed
    at_once = pairs_in(linker.automatic(), contacts)
    truth = true_pairs()

    settled = pairs_in(linker.clusters(), contacts)
    assert f1(settled, truth) >= 0.972
    assert streamed <= settled
    assert len(streamed ^ at_once) <= 0.03 * len(truth)
    # What the platform leaves to a person, taken for the answer that is likelier
    assert f1(streamed | likely_reviews(embedded), truth) >= f1(settled, truth) - 0.005


def watch(world: EmbeddedWorld) -> None:
    """What is learnt, and looked at once more, when a load is through."""
    world.app.messages.publish([WatchDue(task="learn")])
    world.settle()


def contacts_of(world: EmbeddedWorld) -> Iterable[Contact]:
    """All contacts, as they stand in the lake."""
    objects = world.app.objects
    for name in objects.list(catalogue.LAKE, "contacts/"):
        if name.endswith(".jsonl.gz"):
            yield from lake.decode_contacts(objects.read(catalogue.LAKE, name))


def pairs_in(standing: Row, contacts: list[Contact]) -> Pairs:
    groups: dict[int, dict[str, str]] = defaultdict(dict)
    for contact, group in zip(contacts, standing.tolist(), strict=True):
        groups[group][contact.source] = contact.record_id
    return {(one[ACQUIRED], one[BASE]) for one in groups.values() if len(one) == 2}


def likely_reviews(world: EmbeddedWorld) -> Pairs:
    """The doubtful pairs that are likelier one person than two, one for each of both."""
    documents = world.app.documents
    waiting = [one.value for _, one in documents.find(Review, where={"state": "open"})]
    profiles = {rcu: one.value for rcu, one in documents.find(Profile)}
    ids = {id: one.value.record_id for id, one in documents.find(Record)}
    found: Pairs = set()
    taken: set[str] = set()
    for review in sorted(waiting, key=lambda one: -one.probability):
        members = profiles[review.profile].members + profiles[review.candidate].members
        said = {one.source: ids[one.record] for one in members}
        if review.probability < 0.5 or not len(members) == len(said) == 2:
            continue
        if taken.isdisjoint(said.values()):
            taken |= set(said.values())
            found.add((said[ACQUIRED], said[BASE]))
    return found


def f1(found: Pairs, truth: Pairs) -> float:
    return 2 * len(found & truth) / (len(found) + len(truth))
