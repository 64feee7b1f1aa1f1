"""Suppression marks."""

from __future__ import annotations

from shared.rules import suppression
from tests.builders import a_hash


def marks_of(**fields: str) -> list[str]:
    found = suppression.identifiers(source="eventclick.crm", record_id="C1", fields=fields)
    return suppression.marks(a_hash, found)


def test_a_person_is_recognised_by_record_email_and_either_phone() -> None:
    found = suppression.identifiers(
        source="eventclick.crm",
        record_id="C1",
        fields={
            "email": "c@example.org",
            "telephone": "+33199001122",
            "mobile": "+33639981122",
            "family_name": "Brun",
        },
    )

    assert found == [
        ("record", "eventclick.crm:C1"),
        ("email", "c@example.org"),
        ("phone", "+33199001122"),
        ("phone", "+33639981122"),
    ]


def test_a_suppressed_phone_is_met_in_whichever_field_it_stands() -> None:
    (_, as_mobile) = marks_of(mobile="+33639981122")
    shard = suppression.suppress(None, as_mobile, request="request-1")
    shards = {suppression.shard_of(as_mobile): shard}

    (_, as_telephone) = marks_of(telephone="+33639981122")

    assert suppression.is_suppressed(as_telephone, shards)
    assert not suppression.is_suppressed(marks_of(email="n@example.org")[1], shards)


def test_the_first_request_that_suppressed_somebody_stands() -> None:
    mark = marks_of()[0]
    shard = suppression.suppress(None, mark, request="request-1")

    assert suppression.suppress(shard, mark, request="request-2") == shard
