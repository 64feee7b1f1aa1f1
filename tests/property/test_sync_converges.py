"""Two companies' systems and the group between them: whatever happens in whatever order, they agree
in the end, on a value somebody gave, and then nothing moves any more (promise 8)."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.rules import catalogue
from shared.rules.values.cleaned import Locale
from shared.rules.values.cleaning import clean
from tests.memory import MemoryWorld
from tests.scale import examples

EMAIL = "camille.quesnoy@example.org"
SOURCES = ("mediapulse.crm", "eventclick.crm")
ROUNDS = 6
"""How often each may export and take its files until nothing moves: far more than are needed."""


@dataclass
class Crm:
    """One company's system: it holds a phone number, and knows nothing of where it is from."""

    world: MemoryWorld
    source: str
    phone: str
    taken: set[str] = field(default_factory=set)

    def edit(self, phone: str) -> None:
        """Somebody types a number, and the system sends it on."""
        self.phone = phone
        key, column = self._columns
        self.world.app.receiving.receive(self.source, [{key: "1", column: phone}])

    def export(self, number: int) -> None:
        """The system writes all it holds, as it does every night; no two nights are the same."""
        head = {
            "mediapulse.crm": "subscriber_id,first_name,last_name,email_address,phone,last_login",
            "eventclick.crm": "N° client;Nom;Prénom;E-mail;Téléphone;Carte fidélité",
        }[self.source]
        sep = ";" if ";" in head else ","
        names = ["Quesnoy", "Camille"] if sep == ";" else ["Camille", "Quesnoy"]
        row = sep.join(["1", *names, EMAIL, self.phone, str(number)])
        self.world.drop(self.source, f"export{number}.csv", f"{head}\n{row}\n".encode())

    def take(self) -> bool:
        """The system takes what lies in its outbox; whether there was anything new."""
        key, column = self._columns
        names = set(self.world.app.objects.list(catalogue.OUTBOX, f"{self.source}/"))
        for name in sorted(names - self.taken):
            text = self.world.app.objects.read(catalogue.OUTBOX, name).decode()
            sep = ";" if self.source == "eventclick.crm" else ","
            for row in csv.DictReader(io.StringIO(text), delimiter=sep):
                assert row[key] == "1"
                self.phone = row[column] or self.phone
        is_new = bool(names - self.taken)
        self.taken |= names
        return is_new

    def has_news(self) -> bool:
        """Whether a file waits for it."""
        names = self.world.app.objects.list(catalogue.OUTBOX, f"{self.source}/")
        return not self.taken.issuperset(names)

    @property
    def holds(self) -> str | None:
        """The number, whatever its form."""
        return clean("telephone", self.phone, locale=Locale()).value

    @property
    def _columns(self) -> tuple[str, str]:
        if self.source == "eventclick.crm":
            return "N° client", "Téléphone"
        return "subscriber_id", "phone"


def golden(world: MemoryWorld) -> str:
    (profile,) = world.profiles()
    return profile.golden["telephone"].value


ACTS = st.lists(
    st.tuples(st.sampled_from(["edit", "take", "export", "deliver"]), st.integers(0, 1)),
    max_size=14,
)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts=ACTS, seed=st.integers(0, 10**6))
def test_whatever_happens_both_end_with_one_value_somebody_gave_and_nothing_moves(
    acts: list[tuple[str, int]], seed: int
) -> None:
    random = Random(seed)
    world = MemoryWorld()
    crms = [Crm(world, source, "06 39 98 00 00") for source in SOURCES]
    for number, crm in enumerate(crms):
        crm.export(number * 2)
        world.settle()
    assert len(world.profiles()) == 1
    given_by_somebody = {crm.holds for crm in crms}

    for number, (act, which) in enumerate(acts, 1):
        crm = crms[which]
        if act == "edit":
            crm.edit(f"06 39 98 {number // 100:02} {number % 100:02}")
            given_by_somebody.add(crm.holds)
        elif act == "take":
            crm.take()
        elif act == "export":
            crm.export(number * 2)
        else:
            world.settle_at_random(random, again=0.3)

    moved, rounds = True, 0
    while moved:
        rounds += 1
        assert rounds <= ROUNDS, "it never comes to rest"
        moved = False
        for place, crm in enumerate(crms):
            world.settle_at_random(random, again=0.2)
            moved |= crm.take()
            crm.export(1000 + rounds * 10 + place * 2)
        world.settle()
        moved |= any(crm.has_news() for crm in crms)

    assert {crm.holds for crm in crms} == {golden(world)}
    assert golden(world) in given_by_somebody


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits=st.lists(st.integers(0, 1), min_size=1, max_size=6), seed=st.integers(0, 10**6))
def test_between_edits_that_were_heard_in_turn_the_last_one_wins(
    edits: list[int], seed: int
) -> None:
    random = Random(seed)
    world = MemoryWorld()
    crms = [Crm(world, source, "06 39 98 00 00") for source in SOURCES]
    for number, crm in enumerate(crms):
        crm.export(number * 2)
        world.settle()

    for number, which in enumerate(edits, 1):
        crms[which].edit(f"06 39 98 11 {number:02}")
        world.settle_at_random(random, again=0.3)
        for crm in crms:
            crm.take()

    last = crms[edits[-1]].holds
    assert golden(world) == last
    assert {crm.holds for crm in crms} == {last}
