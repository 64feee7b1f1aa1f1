"""Words of systems in any order, reminders each once, and what closes a request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import InvalidInput
from shared.model.privacy import Acknowledgement, Retained, Task
from shared.privacy.answering import read_word
from shared.privacy.deadlines import deadlines
from shared.privacy.lifecycle import (
    acknowledged,
    due_reminders,
    is_overdue,
    may_close,
    needs_ledger,
)

RECEIVED = datetime(2026, 3, 2, 9, tzinfo=UTC)


def a_task(**changes: object) -> Task:
    task = Task(
        id="req_1.erasure.eventclick.crm",
        request="req_1",
        right="erasure",
        system="eventclick.crm",
        state="sent",
        deadlines=deadlines(RECEIVED, clause_days=15),
        received_at=RECEIVED.isoformat(),
    )
    return msgspec.structs.replace(task, **changes)


def a_word(state: str = "done", digest: str = "d1", **counts: int) -> Acknowledgement:
    return Acknowledgement(state=state, counts=counts, digest=digest, at="2026-03-05")  # type: ignore[arg-type]


WORDS = [
    a_word(digest="d1"),
    a_word("nothing_found", "d2"),
    a_word(digest="d3", found=1, removed=1),
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_the_first_word_stands_and_every_other_is_kept_once(words: list[Acknowledgement]) -> None:
    task = a_task()
    for word in words:
        task = acknowledged(task, word)

    others = {one.digest for one in words} - {words[0].digest}
    assert task.acknowledgement == words[0]
    assert task.state == words[0].state
    assert [one.digest for one in task.contradictions] == list(
        dict.fromkeys(one.digest for one in words if one.digest in others)
    )


def test_a_task_that_ended_for_want_of_a_record_takes_the_system_s_word_still() -> None:
    task = acknowledged(a_task(state="nothing_found"), a_word(found=2, removed=2))

    assert (task.state, task.counts, task.contradictions) == (
        "done",
        {"found": 2, "removed": 2},
        (),
    )


def test_a_cancelled_task_takes_no_word_but_keeps_it() -> None:
    task = acknowledged(a_task(state="cancelled"), a_word())

    assert (task.state, task.acknowledgement) == ("cancelled", None)
    assert len(task.contradictions) == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "missing required field `state`"),
        ({"state": "maybe"}, "Invalid enum value 'maybe'"),
        ({"state": "done", "counts": {"found": 2, "removed": 1}}, "done, but 1 of 2 removed"),
        ({"state": "done", "counts": {"found": "x"}}, "Expected `int`"),
        ({"state": "done", "counts": {"found": -1}}, "a count is negative"),
        ({"state": "done", "more": 1}, "unknown field `more`"),
        ({"state": "nothing_found", "counts": {"found": 1}}, "no counts but zeros"),
        ({"state": "refused"}, "refused needs `retained`"),
        ({"state": "partially_done", "retained": []}, "partially_done needs `retained`"),
        ({"state": "refused", "retained": [{"category": "x"}]}, "missing required field `ground`"),
    ],
)
def test_a_word_that_does_not_say_what_it_must_is_refused(
    body: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        read_word(body, right="erasure")


def test_what_is_retained_is_kept_with_its_ground_and_its_end() -> None:
    kept = {"category": "invoices", "ground": "GDPR 17(3)(b)", "until": "2036-12-31"}

    word = read_word(
        {"state": "partially_done", "counts": {"found": 3, "removed": 2}, "retained": [kept]},
        right="erasure",
    )

    assert word.retained == (Retained(**kept),)


def test_the_same_word_has_the_same_digest_and_another_word_another() -> None:
    def digest(**body: object) -> str:
        return read_word({"state": "done", **body}, right="erasure").digest

    assert digest(counts={"found": 1, "removed": 1}) == digest(counts={"removed": "1", "found": 1})
    assert digest(counts={"found": 1, "removed": 1}) != digest(counts={"found": 2, "removed": 2})


def test_silence_and_contradiction_close_nothing() -> None:
    done = a_task(state="done")

    assert may_close([done])
    assert not may_close([])
    assert not may_close([done, a_task()])
    assert not may_close([a_task(state="done", contradictions=(a_word(),))])


def test_who_it_is_about_is_known_until_all_is_answered_and_verified() -> None:
    assert needs_ledger([a_task()])
    assert needs_ledger([a_task(state="done", awaits="verification")])
    assert not needs_ledger([a_task(state="done")])


def test_each_reminder_is_due_in_its_time_and_once() -> None:
    task, sent = a_task(), []
    for day in range(20):
        due = due_reminders(task, RECEIVED + timedelta(days=day))
        task = msgspec.structs.replace(task, reminded=(*task.reminded, *due))
        sent += [(day, one) for one in due]

    # The effective day is the aim's: the tenth.
    assert sent[:4] == [(5, "50%"), (7, "D-3"), (8, "80%"), (9, "D-1")]
    assert [day for day, name in sent if name.startswith("overdue")] == list(range(11, 20))


def test_an_answered_task_is_neither_reminded_nor_late() -> None:
    late = RECEIVED + timedelta(days=90)

    assert due_reminders(a_task(state="done"), late) == []
    assert not is_overdue(a_task(state="done"), late)
    assert is_overdue(a_task(), late)


def test_the_last_day_is_in_time_to_its_end_in_paris() -> None:
    last = a_task().deadlines.effective

    assert not is_overdue(a_task(), datetime(last.year, last.month, last.day, 22, 59, tzinfo=UTC))
    assert is_overdue(a_task(), datetime(last.year, last.month, last.day, 23, 1, tzinfo=UTC))
