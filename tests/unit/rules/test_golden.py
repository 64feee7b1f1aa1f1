"""Survivorship: which claim wins."""

from __future__ import annotations

from itertools import permutations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from shared.model.profile import Claim, Golden
from shared.rules.golden import survive


def test_the_most_recently_edited_claim_wins() -> None:
    golden = survive(
        [
            ("a.crm", "r1", {"mobile": Claim("+33639980001", "2024-05-01")}),
            ("b.crm", "r2", {"mobile": Claim("+33639980002", "2025-05-01")}),
        ]
    )

    assert golden == {"mobile": Golden("+33639980002", "b.crm", "r2", "2025-05-01")}


def test_a_claim_without_a_time_never_overrules_an_edit() -> None:
    golden = survive(
        [
            ("a.crm", "r1", {"email": Claim("camille@example.org", "2019-01-01")}),
            ("b.crm", "r2", {"email": Claim("old.address@example.org", "")}),
        ]
    )

    assert golden["email"].value == "camille@example.org"


def test_a_tie_goes_to_the_value_most_records_agree_on_then_to_the_longer() -> None:
    golden = survive(
        [
            ("a.crm", "r1", {"given_name": Claim("Jean"), "family_name": Claim("Brun")}),
            ("b.crm", "r2", {"given_name": Claim("Jean-Pierre"), "family_name": Claim("Le Brun")}),
            ("c.crm", "r3", {"family_name": Claim("Brun")}),
        ]
    )

    assert golden["given_name"].value == "Jean-Pierre"
    assert golden["family_name"].value == "Brun"


def test_the_order_of_records_never_matters() -> None:
    claims = [
        ("a.crm", "r1", {"postal_code": Claim("69001", "2024")}),
        ("a.crm", "r2", {"postal_code": Claim("69002", "2024")}),
        ("b.crm", "r3", {"postal_code": Claim("69003")}),
    ]

    answers = {str(survive(order)) for order in permutations(claims)}

    assert len(answers) == 1


def test_ids_dates_and_consent_of_a_record_do_not_survive_into_a_profile() -> None:
    fields = ("source_id", "created_at", "updated_at", "consent_email", "unsubscribed_at")

    assert survive([("a.crm", "r1", {field: Claim("yes") for field in fields})]) == {}


PRIORITIES = {"a.crm": {"telephone": 5}, "b.crm": {"telephone": -1}}


def test_the_source_ranked_highest_wins_whatever_the_age() -> None:
    claims = [
        ("a.crm", "r1", {"telephone": Claim("1", "2020-01-01")}),
        ("b.crm", "r2", {"telephone": Claim("2", "2026-01-01")}),
        ("c.crm", "r3", {"telephone": Claim("3", "2025-01-01")}),
    ]

    assert survive(claims, PRIORITIES)["telephone"].value == "1"
    assert survive(claims[1:], PRIORITIES)["telephone"].value == "3"
    assert survive(claims[1:2], PRIORITIES)["telephone"].value == "2", "low, but alone"
    assert survive(claims)["telephone"].value == "2"


def test_a_rank_for_one_field_says_nothing_of_another() -> None:
    claims = [
        ("a.crm", "r1", {"email": Claim("old@example.org", "2020-01-01")}),
        ("b.crm", "r2", {"email": Claim("new@example.org", "2026-01-01")}),
    ]

    assert survive(claims, PRIORITIES)["email"].value == "new@example.org"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a.crm", "b.crm", "c.crm"]),
            st.sampled_from(["r1", "r2", "r3", "r4"]),
            st.sampled_from(["1", "22", "333"]),
            st.sampled_from(["", "2025", "2026"]),
        ),
        min_size=1,
        max_size=6,
        unique_by=lambda one: one[:2],
    ),
    st.randoms(),
)
def test_one_answer_whatever_the_order_and_always_somebodys_claim(
    said: list[tuple[str, str, str, str]], random: Random
) -> None:
    claims = [(source, id, {"telephone": Claim(value, at)}) for source, id, value, at in said]
    shuffled = random.sample(claims, len(claims))

    golden = survive(claims, PRIORITIES)["telephone"]

    assert survive(shuffled, PRIORITIES)["telephone"] == golden
    assert (golden.source, golden.record, golden.value, golden.at) in said
