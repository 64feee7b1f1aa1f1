"""How the local queue leases, retries, takes turns and gives up."""

from __future__ import annotations

import pytest

from shared.adapters.embedded.queue import NO_ANSWER, Depth, backoff
from shared.model.message import ContactsMapped, ObjectLanded, UploadContinues, WatchDue
from shared.rules import catalogue, wire
from tests.ports.embedded_backend import DAY, NOON
from tests.ports.embedded_backend import post as embedded_post
from tests.ports.racing import race

RESOLVE = "contacts-mapped.resolve_identities"
CONTINUE = "upload-continues.map_upload"


@pytest.fixture
def post(database):
    return embedded_post(database)


def mapped(part: int) -> ContactsMapped:
    return ContactsMapped(upload="u1", source="eventclick.crm", part=part)


def claim(post, worker: str = "w", **options):
    """The one delivery that is due."""
    (delivery,) = post.queue.claim(worker, now=post.now, **options)
    return delivery


def message_of(delivery):
    return wire.decode(delivery.body, delivery.attributes)


def test_a_delivery_carries_the_parts_of_a_push_body(post):
    post.messages.publish([mapped(7)])

    delivery = claim(post, "worker-1")

    assert delivery._replace(number=0, message_id="") == (
        0,
        "",
        RESOLVE,
        "resolve_identities",
        b'{"type":"ContactsMapped","upload":"u1","source":"eventclick.crm","part":7}',
        {"type": "ContactsMapped"},
        "2027-01-15T08:00:00.000Z",
        1,
        "worker-1",
    )


def test_every_message_has_an_id_of_its_own_and_keeps_it(post):
    post.messages.publish([mapped(0), mapped(0)])
    first, second = post.queue.claim("w", now=post.now, limit=2)
    post.queue.fail(first, "no", post.now)
    post.now += DAY

    again = post.queue.claim("w", now=post.now, limit=2)

    assert first.message_id != second.message_id
    assert {one.message_id for one in again} == {first.message_id, second.message_id}


def test_a_landing_notification_arrives_as_its_bucket_sends_it(post):
    landed = ObjectLanded(bucket="landing", name="eventclick.crm/a.csv", generation="9")
    post.messages.publish([landed])

    delivery = claim(post)

    assert (delivery.subscription, message_of(delivery)) == ("landing.map_upload", landed)
    assert delivery.attributes["eventType"] == "OBJECT_FINALIZE"


def test_what_is_leased_is_not_claimed_again_until_its_deadline(post):
    post.messages.publish([mapped(0)])
    first = claim(post)

    assert post.queue.claim("other", now=post.now + 599) == []
    post.now += 600
    second = claim(post, "other")

    assert (second.message_id, second.attempt) == (first.message_id, 2)


def test_an_extended_lease_is_held_longer_and_only_by_its_holder(post):
    post.messages.publish([mapped(0)])
    delivery = claim(post)

    assert post.queue.extend(delivery, now=post.now + 500)
    assert post.queue.claim("other", now=post.now + 1099) == []
    post.now += 1100
    claim(post, "other")
    assert not post.queue.extend(delivery, now=post.now)


def test_an_acknowledgement_counts_even_after_the_lease_ran_out(post):
    post.messages.publish([mapped(0)])
    late = claim(post)
    post.now += 600
    second = claim(post, "other")

    post.queue.acknowledge(late)
    post.queue.fail(second, "too late to matter", post.now)

    assert post.queue.next_due() is None
    assert post.dead_letters.list() == []


def test_a_failure_after_the_lease_ran_out_does_not_take_it_from_its_new_holder(post):
    post.messages.publish([mapped(0)])
    late = claim(post, "w")
    post.now += 600
    claim(post, "w")

    post.queue.fail(late, "late", post.now)

    assert post.queue.claim("third", now=post.now + DAY / 1000) == []


def test_pauses_double_up_to_the_longest(post):
    sub = catalogue.subscription(RESOLVE)._replace(min_backoff=2, max_backoff=30)

    assert [backoff(sub, attempt) for attempt in range(1, 8)] == [2, 4, 8, 16, 30, 30, 30]


def test_a_failed_message_waits_its_pause_and_comes_again(post):
    post.messages.publish([mapped(0)])
    pauses = []
    for _ in range(4):
        post.queue.fail(claim(post), "no", post.now)
        pauses.append(post.queue.next_due() - post.now)
        assert post.queue.claim("w", now=post.now + pauses[-1] - 0.01) == []
        post.now += pauses[-1]

    assert pauses == [1, 2, 4, 8]
    assert claim(post).attempt == 5


def test_after_the_last_attempt_a_message_is_a_dead_letter_with_its_reason(post):
    post.messages.publish([mapped(0)])
    for attempt in range(1, 9):
        post.queue.fail(claim(post), f"reason {attempt}", post.now)
        post.now += DAY

    (letter,) = post.dead_letters.list()

    assert letter._replace(id="") == (
        "",
        RESOLVE,
        mapped(0),
        8,
        "reason 8",
        "2027-01-15T08:00:00.000Z",
    )
    assert post.queue.next_due() is None


def test_a_message_nobody_ever_answers_for_becomes_a_dead_letter_too(post):
    post.messages.publish([mapped(0)])
    for _ in range(8):
        claim(post)
        post.now += 600

    assert post.queue.claim("w", now=post.now) == []

    (letter,) = post.dead_letters.list()
    assert (letter.attempts, letter.reason) == (8, NO_ANSWER)


def test_a_replayed_message_begins_again_with_all_its_attempts(post):
    post.messages.publish([mapped(0), mapped(1)])
    post.give_up(RESOLVE, 2)
    first, second = post.dead_letters.list()

    assert post.dead_letters.replay([first.id, "not a number", "999"]) == 1

    assert post.dead_letters.list() == [second]
    delivery = claim(post)
    assert (delivery.attempt, message_of(delivery)) == (1, first.message)


def test_a_dead_letter_that_cannot_be_decoded_is_listed_and_replayed_as_it_was(post):
    post.messages.publish([mapped(0)])
    with post.database.transaction() as connection:
        connection.execute("UPDATE deliveries SET body = ?", (b"\xff not ours",))
    post.give_up(RESOLVE, 1)

    (letter,) = post.dead_letters.list()
    assert letter.message is None
    post.dead_letters.replay([letter.id])

    assert claim(post).body == b"\xff not ours"


def test_the_leases_of_a_dead_worker_are_due_at_once_and_stay_counted(post):
    post.messages.publish([mapped(part) for part in range(3)])
    for worker in ("1.a", "1.b", "10.a"):
        claim(post, worker)

    assert post.queue.release("1.") == 2

    again = post.queue.claim("2.a", now=post.now, limit=3)
    assert [(message_of(one).part, one.attempt) for one in again] == [(0, 2), (1, 2)]


def test_a_platform_that_starts_finds_every_lease_free_and_uncounted(post):
    post.messages.publish([mapped(part) for part in range(2)])
    post.queue.claim("w", now=post.now, limit=2)

    assert post.queue.release_all() == 2

    again = post.queue.claim("w", now=post.now, limit=3)
    assert [(message_of(one).part, one.attempt) for one in again] == [(0, 1), (1, 1)]


def test_the_oldest_of_a_subscription_comes_first(post):
    for part in range(3):
        post.messages.publish([mapped(part)])
        post.now += 1

    claimed = post.queue.claim("w", now=post.now, limit=2)

    assert [message_of(one).part for one in claimed] == [0, 1]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_backlog_of_one_subscription_does_not_starve_another(post, workers):
    post.messages.publish([mapped(part) for part in range(50)])
    post.now += 1
    post.messages.publish([UploadContinues(upload=f"u{number}") for number in range(5)])

    served = []
    for _ in range(10):
        at_work = [claim(post, f"w{worker}") for worker in range(workers)]
        served += [one.subscription for one in at_work]
        for delivery in at_work:
            post.queue.acknowledge(delivery)

    assert served[:2] in ([RESOLVE, CONTINUE], [CONTINUE, RESOLVE])
    assert served.count(CONTINUE) == 5
    assert served[: 5 * 2].count(CONTINUE) == 5


def test_a_worker_takes_only_what_its_functions_receive(post):
    post.messages.publish([mapped(0), WatchDue(task="learn")])

    assert post.queue.claim("w", now=post.now, functions=["map_upload"]) == []
    assert claim(post, functions=["watch"]).function == "watch"
    assert post.queue.next_due(["watch"]) == NOON + 600
    assert post.queue.next_due() == NOON
    assert post.queue.next_due(["map_upload"]) is None


def test_the_depth_tells_waiting_due_and_in_flight_apart(post):
    post.messages.publish([mapped(part) for part in range(4)])
    first, _ = post.queue.claim("w", now=post.now, limit=2)
    post.queue.fail(first, "no", post.now)

    depth = post.queue.depth(now=post.now)

    assert depth == {
        **{sub.name: Depth(0, 0, 0) for sub in catalogue.SUBSCRIPTIONS},
        RESOLVE: Depth(waiting=3, in_flight=1, due=2),
    }
    assert post.queue.depth(now=post.now + 600)[RESOLVE] == Depth(waiting=4, in_flight=0, due=4)


def test_workers_that_claim_at_once_never_get_the_same_delivery(post):
    post.messages.publish([mapped(part) for part in range(40)])

    def work(number: int) -> list[int]:
        mine = []
        while claimed := post.queue.claim(f"w{number}", now=post.now):
            mine += [message_of(one).part for one in claimed]
        return mine

    taken = [part for parts in race(8, work) for part in parts]

    assert sorted(taken) == list(range(40))
