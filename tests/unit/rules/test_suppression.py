"""Suppression marks: the person in any spelling, and nobody else of their household."""

from __future__ import annotations

import pytest

from shared.model.privacy import Subject
from shared.rules import suppression
from tests.builders import a_hash

EMAIL, FAMILY_EMAIL = "zoe.canari@example.org", "les.canari@example.org"
MOBILE, LANDLINE = "+33639981122", "+33199001122"

ZOE = Subject(
    rcus=("rcu_1",),
    records=(("r1", "eventclick.crm", "C1"),),
    emails=(EMAIL, FAMILY_EMAIL),
    phones=(MOBILE, LANDLINE),
    shared=(FAMILY_EMAIL, LANDLINE),
    names=("zoe", "marie"),
    said=({"given_name": "Zoé-Marie", "family_name": "Canari"},),
)


def is_kept_out(subject: Subject = ZOE, *, id: str = "other", **fields: str) -> bool:
    """Whether a contact meets one of the marks an erasure of this person sets."""
    shards: dict[str, suppression.SuppressionShard] = {}
    for mark in suppression.marks(a_hash, suppression.identifiers_of(subject)):
        shard = suppression.shard_of(mark)
        shards[shard] = suppression.suppress(shards.get(shard), mark, request="request-1")
    found = suppression.identifiers(source="eventclick.crm", record_id=id, fields=fields)
    return any(suppression.is_suppressed(mark, shards) for mark in suppression.marks(a_hash, found))


@pytest.mark.parametrize(
    "fields",
    [
        {"email": EMAIL},
        {"email": EMAIL, "given_name": "Somebody", "family_name": "Else"},
        {"email": "zoe.canari+promo@example.org"},
        {"mobile": MOBILE, "given_name": "ZOE", "family_name": "CANARI"},
        {"telephone": MOBILE, "given_name": "Zoé"},
        {"telephone": MOBILE, "given_name": "Canari", "family_name": "Zoé"},
        {"telephone": MOBILE, "name": "Mme Canari Zoé Marie"},
        {"telephone": MOBILE, "given_name": "Z.", "family_name": "Canari"},
        {"telephone": MOBILE, "family_name": "Canari"},
        {"telephone": MOBILE},
        {"telephone": LANDLINE, "given_name": "Marie"},
        {"email": FAMILY_EMAIL, "given_name": "zoe"},
        {"email": FAMILY_EMAIL, "name": "CANARI ZOE"},
    ],
)
def test_the_person_is_kept_out_in_any_spelling(fields: dict[str, str]) -> None:
    assert is_kept_out(**fields)


def test_the_person_s_own_record_is_kept_out_whatever_it_says() -> None:
    assert is_kept_out(id="C1", given_name="Quite", family_name="Another")


@pytest.mark.parametrize(
    "fields",
    [
        {"given_name": "Zoé", "family_name": "Canari", "postal_code": "69004"},
        {"email": FAMILY_EMAIL},
        {"email": FAMILY_EMAIL, "given_name": "Paul", "family_name": "Canari"},
        {"telephone": LANDLINE},
        {"telephone": LANDLINE, "given_name": "Paul", "family_name": "Canari"},
        {"telephone": LANDLINE, "family_name": "Canari"},
        {"telephone": LANDLINE, "given_name": "Z.", "family_name": "Canari"},
        {"telephone": MOBILE, "given_name": "Hugo", "family_name": "Brun"},
        {"telephone": MOBILE, "given_name": "Paul", "family_name": "Canari"},
        {"email": "paul.canari@example.org", "telephone": LANDLINE, "given_name": "Paul"},
    ],
)
def test_the_others_of_a_household_come_in(fields: dict[str, str]) -> None:
    assert not is_kept_out(**fields)


def test_at_gmail_dots_and_tags_do_not_count() -> None:
    zoe = Subject(rcus=("rcu_1",), records=(), emails=("zoe.canari@gmail.com",))

    assert is_kept_out(zoe, email="zoecanari+x@googlemail.com")
    assert not is_kept_out(zoe, email="zoecanary@gmail.com")


def test_a_mark_says_nothing_of_the_person() -> None:
    for mark in suppression.marks(a_hash, suppression.identifiers_of(ZOE)):
        assert len(mark) == 32
        assert set(mark) <= set("0123456789abcdef")


def test_the_first_request_that_suppressed_somebody_stands() -> None:
    (mark,) = suppression.marks(a_hash, [("email", EMAIL)])
    shard = suppression.suppress(None, mark, request="request-1")

    assert suppression.suppress(shard, mark, request="request-2") == shard
