"""A person merges, splits, tells apart and takes it back; how far that reaches is said first."""

from __future__ import annotations

from datetime import date
from itertools import count

import msgspec
import pytest

from shared.errors import Conflict, InvalidInput, NotFound
from shared.identity.deciding import Deciding, Merge, Part, Split, Undo
from shared.identity.explanation import waterfall
from shared.identity.reviewing import Reviewing
from shared.model.change import Change
from shared.model.interaction import StoredInteraction
from shared.model.message import ProfilesChanged
from shared.model.privacy import Deadlines, Request, Restriction
from shared.model.profile import Link, Profile, Record, Review
from shared.model.ruling import Ruling
from shared.ports import Write
from tests.builders import a_hash
from tests.deciding import SOURCE, a_house, deciding_on, document_id
from tests.memory import Outbox
from tests.memory_documents import MemoryDocuments
from tests.trails import entries_of


@pytest.fixture
def documents() -> MemoryDocuments:
    return a_house(4)


@pytest.fixture
def deciding(documents: MemoryDocuments) -> Deciding:
    return deciding_on(documents, count(1))


def profile(documents: MemoryDocuments, rcu: str) -> Profile:
    stored = documents.get(Profile, rcu)
    assert stored is not None
    return stored.value


def a_review(id: str = "v1", **said: str) -> Review:
    asked = {"profile": "rcu_2", "candidate": "rcu_1", "record": document_id("C2"), **said}
    return Review(id=id, source=SOURCE, probability=0.6, created_at="2026-01-01", **asked)


def reviewing_with(deciding: Deciding) -> Reviewing:
    return Reviewing(
        documents=deciding.documents,
        telling=deciding.telling,
        trail=deciding.trail,
        clock=deciding.clock,
        hash=a_hash,
        scales=deciding.scales,
    )


def test_a_merge_is_told_to_sync_and_stands_on_the_trail(
    deciding: Deciding, documents: MemoryDocuments
) -> None:
    made = deciding.decide(Merge("rcu_2", "rcu_1"), by="Ada")

    assert (made.kept, made.other, made.by) == ("rcu_1", "rcu_2", "Ada")
    assert profile(documents, "rcu_2").alias_of == "rcu_1"
    assert isinstance(deciding.telling.messages, Outbox)
    assert deciding.telling.messages.waiting == [ProfilesChanged(profiles=("rcu_1", "rcu_2"))]
    assert [(one.act, one.actor, one.subject) for one in entries_of(documents, "compliance")] == [
        ("profiles merged", "Ada", made.id)
    ]


def test_a_person_s_merge_keeps_how_alike_the_two_were(
    deciding: Deciding, documents: MemoryDocuments
) -> None:
    deciding.decide(Merge("rcu_2", "rcu_3"), by="Ada")

    stored = documents.get(Record, document_id("C3"))
    assert stored is not None
    link = stored.value.link
    assert (link.decision, link.by, link.weights) == ("same", "Ada", "shipped-1")
    assert {one.field: one.level for one in link.evidence}["email"] == "same"
    assert waterfall(link).steps[0].kind == "prior"


def test_a_merge_undone_gives_the_old_id_back_and_the_old_reasons(
    deciding: Deciding, documents: MemoryDocuments
) -> None:
    before = dict(documents.find(Profile)), dict(documents.find(Record))
    made = deciding.decide(Merge("rcu_2", "rcu_1"), by="Ada")

    deciding.decide(Undo(made.id), by="Grace")

    for kind, stood in zip((Profile, Record), before, strict=True):
        now = {id: stored.value for id, stored in documents.find(kind)}
        assert now == {id: stored.value for id, stored in stood.items()}
    with pytest.raises(Conflict, match="undone already"):
        deciding.decide(Undo(made.id), by="Grace")


def test_what_joined_after_a_merge_stays_when_it_is_undone(
    deciding: Deciding, documents: MemoryDocuments
) -> None:
    first = deciding.decide(Merge("rcu_1", "rcu_2"), by="Ada")
    deciding.decide(Merge("rcu_1", "rcu_3"), by="Ada")

    deciding.decide(Undo(first.id), by="Ada")

    assert [m.record for m in profile(documents, "rcu_2").members] == [document_id("C2")]
    assert len(profile(documents, "rcu_1").members) == 2


def test_a_split_gives_a_new_id_and_is_for_ever(
    deciding: Deciding, documents: MemoryDocuments
) -> None:
    deciding.decide(Merge("rcu_1", "rcu_2"), by="Ada")
    made = deciding.decide(Split("rcu_1", ((SOURCE, "C1"),)), by="Ada")

    assert made.other.startswith("new_")
    assert profile(documents, "rcu_1").different == (made.other,)
    assert profile(documents, made.other).different == ("rcu_1",)
    with pytest.raises(Conflict, match="different people"):
        deciding.decide(Merge("rcu_1", made.other), by="Ada")


def test_an_id_follows_its_people_when_they_are_split_off(
    deciding: Deciding, documents: MemoryDocuments
) -> None:
    merged = deciding.decide(Merge("rcu_1", "rcu_2"), by="Ada")
    made = deciding.decide(Split("rcu_1", ((SOURCE, "C2"),)), by="Ada")

    assert profile(documents, "rcu_2").alias_of == made.other
    with pytest.raises(Conflict, match="undo those first"):
        deciding.decide(Undo(merged.id), by="Ada")
    deciding.decide(Undo(made.id), by="Ada")
    deciding.decide(Undo(merged.id), by="Ada")
    assert profile(documents, "rcu_2").alias_of == ""
    assert profile(documents, made.other).alias_of == "rcu_2"


@pytest.mark.parametrize("household", [False, True])
def test_never_these_two_is_taken_back_only_by_its_undo(
    deciding: Deciding, documents: MemoryDocuments, household: bool
) -> None:
    made = deciding.decide(Part("rcu_1", "rcu_2", household=household), by="Ada")

    assert profile(documents, "rcu_2").different == ("rcu_1",)
    assert profile(documents, "rcu_2").households == (("rcu_1",) if household else ())
    with pytest.raises(Conflict):
        deciding.decide(Merge("rcu_1", "rcu_2"), by="Ada")
    deciding.decide(Undo(made.id), by="Ada")
    for rcu in ("rcu_1", "rcu_2"):
        assert (profile(documents, rcu).different, profile(documents, rcu).households) == ((), ())


def test_the_second_who_said_so_keeps_two_apart(
    deciding: Deciding, documents: MemoryDocuments
) -> None:
    first = deciding.decide(Part("rcu_1", "rcu_2"), by="Ada")
    second = deciding.decide(Part("rcu_2", "rcu_1"), by="Grace")

    deciding.decide(Undo(first.id), by="Ada")
    assert profile(documents, "rcu_1").different == ("rcu_2",)
    assert profile(documents, "rcu_2").different == ("rcu_1",)
    deciding.decide(Undo(second.id), by="Grace")
    assert profile(documents, "rcu_1").different == ()


def test_what_is_said_of_a_profile_goes_with_the_records_that_leave_it(
    deciding: Deciding, documents: MemoryDocuments
) -> None:
    merged = deciding.decide(Merge("rcu_1", "rcu_2"), by="Ada")
    deciding.decide(Part("rcu_1", "rcu_3"), by="Ada")
    deciding.decide(Undo(merged.id), by="Ada")

    assert profile(documents, "rcu_2").different == ("rcu_3",)
    assert profile(documents, "rcu_3").different == ("rcu_1", "rcu_2")


@pytest.mark.parametrize("answer", ["same", "different", "household"])
def test_an_answered_review_is_open_again_when_its_decision_is_undone(
    deciding: Deciding, documents: MemoryDocuments, answer: str
) -> None:
    documents.commit([Write(Review, "v1", a_review())])
    before = {rcu: one.value for rcu, one in documents.find(Profile)}
    answered = reviewing_with(deciding).decide("v1", answer, by="Ada")

    deciding.decide(Undo(answered.decision), by="Grace")

    review = documents.get(Review, "v1")
    assert review is not None
    assert review.value == a_review()
    assert {rcu: one.value for rcu, one in documents.find(Profile)} == before


def test_questions_that_a_merge_moved_are_as_before_when_it_is_undone(
    deciding: Deciding, documents: MemoryDocuments
) -> None:
    between = a_review("v1")
    beside = a_review("v2", candidate="rcu_3")
    documents.commit([Write(Review, "v1", between), Write(Review, "v2", beside)])
    made = deciding.decide(Merge("rcu_1", "rcu_2"), by="Ada")
    moved = {id: one.value for id, one in documents.find(Review)}
    deciding.decide(Undo(made.id), by="Ada")

    assert (moved["v1"].answer, moved["v2"].profile) == ("withdrawn", "rcu_1")
    assert {id: one.value for id, one in documents.find(Review)} == {"v1": between, "v2": beside}


def test_how_far_it_reaches_is_counted_and_changes_nothing(
    deciding: Deciding, documents: MemoryDocuments
) -> None:
    record = document_id("C2")
    documents.commit(
        [
            Write(Review, "v1", a_review()),
            Write(
                StoredInteraction,
                "i1",
                StoredInteraction(
                    record=record, source=SOURCE, interaction_id="1", fields={}, at="",
                    received_at="", upload="u1", part=0, row=1, content_hash="",
                ),
            ),
            *(
                Write(
                    Change,
                    id,
                    Change(
                        id=id, source=SOURCE, record=record, rcu="rcu_2", fields=("email",),
                        state=state, planned_at="", done_at="2026-01-02",
                    ),
                )
                for id, state in (("c1", "delivered"), ("c2", "planned"))
            ),
        ]
    )  # fmt: skip
    before = dict(documents.find(Profile))

    reach = deciding.preview(Merge("rcu_1", "rcu_2"), by="Ada")

    assert dict(documents.find(Profile)) == before
    assert not list(documents.find(Ruling))
    assert (reach.kept, reach.other, reach.profiles_changed) == ("rcu_1", "rcu_2", 2)
    assert (reach.records_moved, reach.interactions_moved) == (1, 1)
    assert (reach.deliveries_made, reach.reviews_open, reach.records_staying) == (1, 1, 1)
    made = deciding.decide(Merge("rcu_1", "rcu_2"), by="Ada")
    assert deciding.preview(Undo(made.id), by="Ada").deliveries_made == 0


def test_who_was_restricted_together_stays_restricted(
    deciding: Deciding, documents: MemoryDocuments
) -> None:
    deciding.decide(Merge("rcu_1", "rcu_2"), by="Ada")
    documents.commit([Write(Restriction, "rcu_1", Restriction(rcu="rcu_1", since="2026-01-01"))])

    made = deciding.decide(Split("rcu_1", ((SOURCE, "C2"),)), by="Ada")

    restriction = documents.get(Restriction, made.other)
    assert restriction is not None
    assert restriction.value.rcu == made.other


@pytest.mark.parametrize(
    ("wish", "error", "says"),
    [
        (Merge("rcu_1", "rcu_1"), InvalidInput, "two profiles are needed"),
        (Merge("rcu_1", "rcu_9"), NotFound, "no profile rcu_9"),
        (Split("rcu_1", ((SOURCE, "C1"),)), InvalidInput, "at least one must stay"),
        (Split("rcu_1", ((SOURCE, "C2"),)), InvalidInput, "not all of these records"),
        (Split("rcu_1", ()), InvalidInput, "at least one"),
        (Undo("decision_0"), NotFound, "no decision decision_0"),
    ],
)
def test_what_makes_no_sense_is_refused(
    deciding: Deciding, wish: Merge | Split | Undo, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        deciding.decide(wish, by="Ada")


def test_while_a_request_runs_who_somebody_is_does_not_change(
    deciding: Deciding, documents: MemoryDocuments
) -> None:
    day = date(2026, 2, 1)
    due = Deadlines(aim=day, clause=None, legal=day, effective=day, explanation=())
    request = Request(
        id="q1", rights=("erasure",), rcu="rcu_1", received_at="", accepted_at="", by="Denise",
        starts_at="", deadlines=due,
    )  # fmt: skip
    documents.commit([Write(Request, "q1", request)])

    with pytest.raises(Conflict, match="request q1"):
        deciding.decide(Merge("rcu_1", "rcu_2"), by="Ada")
    deciding.decide(Part("rcu_1", "rcu_2"), by="Ada")


def test_an_undo_is_not_undone(deciding: Deciding) -> None:
    made = deciding.decide(Merge("rcu_1", "rcu_2"), by="Ada")
    undone = deciding.decide(Undo(made.id), by="Ada")

    with pytest.raises(InvalidInput, match="itself an undo"):
        deciding.decide(Undo(undone.id), by="Ada")
    assert [one.act for one in deciding.decisions("rcu_2")] == ["undo", "merge"]


def test_evidence_kept_before_frequencies_stood_on_it_is_still_read() -> None:
    old = b'{"decision":"link","probability":0.99,"evidence":[["email","same",15.8]]}'

    link = msgspec.json.decode(old, type=Link)

    assert (link.prior, link.evidence[0].common, link.evidence[0].trust) == (0.0, 0.0, 1.0)
