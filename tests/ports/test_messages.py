"""What every backend promises of messages and dead letters."""

from __future__ import annotations

from shared.model.message import (
    ContactsMapped,
    InteractionsMapped,
    ProfilesChanged,
    UploadContinues,
    WatchDue,
)

RESOLVE = "contacts-mapped.resolve_identities"
ATTACH = "interactions-mapped.attach_interactions"


def mapped(part: int) -> ContactsMapped:
    return ContactsMapped(upload="u1", source="eventclick.crm", part=part)


def test_every_message_reaches_the_subscription_of_its_topic(post):
    attach = InteractionsMapped(upload="u1", source="eventclick.tickets", part=0)

    post.messages.publish([mapped(0), attach, UploadContinues(upload="u1"), mapped(1)])
    post.messages.publish([WatchDue(task="learn")])

    received = post.receive(RESOLVE, 2)
    assert sorted(received, key=lambda message: message.part) == [mapped(0), mapped(1)]
    assert post.receive(ATTACH, 1) == [attach]
    assert post.receive("upload-continues.map_upload", 1) == [UploadContinues(upload="u1")]
    assert post.receive("watch-due.watch", 1) == [WatchDue(task="learn")]


def test_an_acknowledged_message_does_not_come_again(post):
    post.messages.publish([mapped(0)])
    assert post.receive(RESOLVE, 1) == [mapped(0)]

    assert post.is_silent(RESOLVE)


def test_a_message_nobody_subscribes_to_is_published_without_complaint(post):
    changed = ProfilesChanged(upload="u1", source="eventclick.crm", part=0, profiles=("rcu_1",))

    post.messages.publish([changed])
    post.messages.publish([])

    assert post.dead_letters.list() == []


def test_a_message_that_always_fails_becomes_a_dead_letter_until_it_is_replayed(post):
    post.messages.publish([mapped(0)])
    post.give_up(RESOLVE, 1)

    (letter,) = post.dead_letters.list()

    assert (letter.subscription, letter.message) == (RESOLVE, mapped(0))
    assert letter.attempts >= 5
    assert letter.reason
    assert post.is_silent(RESOLVE)
    assert post.dead_letters.replay(["somebody else's"]) == 0
    assert post.dead_letters.replay([letter.id]) == 1
    assert post.receive(RESOLVE, 1) == [mapped(0)]
    assert post.dead_letters.list() == []
