"""Messages on the wire: what is written is read back, and anything else is refused."""

from __future__ import annotations

import json

import pytest

from shared.errors import InvalidInput
from shared.model.message import (
    ContactsMapped,
    InteractionsMapped,
    ObjectLanded,
    ProfilesChanged,
    UploadContinues,
    WatchDue,
)
from shared.rules.wire import decode, encode

LANDED = ObjectLanded(bucket="landing", name="eventclick.crm/é.csv", generation="17")
NOTICE = {"eventType": "OBJECT_FINALIZE", "bucketId": "b", "objectId": "n", "objectGeneration": "1"}


@pytest.mark.parametrize(
    "message",
    [
        UploadContinues(upload="u1"),
        ContactsMapped(upload="u1", source="eventclick.crm", part=3),
        InteractionsMapped(upload="u1", source="eventclick.tickets", part=0),
        ProfilesChanged(upload="u1", source="eventclick.crm", part=3, profiles=("rcu_1", "rcu_2")),
        WatchDue(task="learn"),
        LANDED,
    ],
)
def test_every_message_is_read_back_as_it_was_written(message):
    assert decode(*encode(message)) == message


def test_our_messages_say_their_type_inside_and_beside():
    assert encode(ContactsMapped(upload="u1", source="eventclick.crm", part=3)) == (
        b'{"type":"ContactsMapped","upload":"u1","source":"eventclick.crm","part":3}',
        {"type": "ContactsMapped"},
    )


def test_a_landing_notification_looks_like_its_buckets_own():
    body, attributes = encode(LANDED)

    assert json.loads(body) == {
        "kind": "storage#object",
        "bucket": "landing",
        "name": "eventclick.crm/é.csv",
        "generation": "17",
    }
    assert attributes == {
        "eventType": "OBJECT_FINALIZE",
        "payloadFormat": "JSON_API_V1",
        "bucketId": "landing",
        "objectId": "eventclick.crm/é.csv",
        "objectGeneration": "17",
    }


@pytest.mark.parametrize(
    "body",
    [b'{"bucket": "other", "name": "other", "generation": "9", "size": "5"}', b"", b"\xff", b"[]"],
)
def test_the_attributes_of_a_notification_win(body):
    assert decode(body, NOTICE) == ObjectLanded(bucket="b", name="n", generation="1")


def test_what_the_attributes_of_a_notification_leave_out_its_body_says():
    body = b'{"bucket": "b", "name": "n", "generation": "9"}'

    assert decode(body, {"eventType": "OBJECT_FINALIZE"}) == ObjectLanded(
        bucket="b", name="n", generation="9"
    )


def test_a_field_that_was_added_later_is_passed_over():
    body = b'{"type":"UploadContinues","upload":"u1","urgent":true}'

    assert decode(body, {"googclient_schemaencoding": "JSON"}) == UploadContinues(upload="u1")


@pytest.mark.parametrize(
    ("body", "attributes", "said"),
    [
        (b"", {}, "a message of 0 bytes is not a JSON object with a type"),
        (b"\xff\xfe", {}, "a message of 2 bytes is not a JSON object"),
        (b"[1]", {}, "not a JSON object with a type"),
        (b'{"upload":"u1"}', {"type": "UploadContinues"}, "not a JSON object with a type"),
        (b'{"type":"SomethingElse"}', {}, "none of ours .known: ChangesPlanned, Con"),
        (b'{"type":"WatchDue"}', {}, "a WatchDue message does not fit its type: .*`task`"),
        (b'{"type":"WatchDue","task":7}', {}, "Expected `str`, got `int` - at `..task`"),
        (b'{"type":"WatchDue","task":"x"}', {"type": "UploadContinues"}, "not the one beside it"),
        (b"{}", {**NOTICE, "eventType": "OBJECT_DELETE"}, "only OBJECT_FINALIZE is waited for"),
        (b"{}", {"bucketId": "b"}, "does not say its name, generation"),
    ],
)
def test_anything_else_is_refused_with_its_reason(body, attributes, said):
    with pytest.raises(InvalidInput, match=said):
        decode(body, attributes)


def test_a_refusal_does_not_repeat_what_it_refuses():
    with pytest.raises(InvalidInput) as refusal:
        decode(b'{"type":"camille.brun@example.org"}', {})

    assert "camille" not in str(refusal.value)
