"""The last word per field, whatever order statements come in."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest

from shared.identity.stating import fitting, moment_of, says_the_same, state, state_all, values_of
from shared.model.contact import Contact
from shared.model.profile import Claim, Statement
from tests.builders import a_contact

Heard = tuple[Contact, str, int, str]


def export(day: int, row: int = 1, changed_at: str = "", **fields: str) -> Heard:
    contact = a_contact(fields=fields, row=row, changed_at=changed_at)
    return contact, f"u{day}", 0, f"2026-01-{day:02d}"


def live(day: int, cleared: tuple[str, ...] = (), **fields: str) -> Heard:
    contact = a_contact(fields=fields, partial=True, cleared=cleared)
    return contact, f"u{day}", 0, f"2026-01-{day:02d}"


def hear(*heard: Heard) -> Statement:
    """The statement after these, in just this order."""
    statement = None
    for contact, upload, part, received_at in heard:
        statement = state(statement, contact, upload=upload, part=part, received_at=received_at)
    assert statement is not None
    return statement


def test_an_export_states_the_whole_record() -> None:
    said = hear(export(1, email="a@example.org", mobile="1"), export(2, email="b@example.org"))

    assert values_of(said) == {"email": "b@example.org"}


def test_a_live_change_states_what_it_mentions() -> None:
    said = hear(
        export(1, email="a@example.org", mobile="1", gender="female"),
        live(2, cleared=("mobile",), email="b@example.org"),
    )

    assert values_of(said) == {"email": "b@example.org", "gender": "female"}


def test_an_export_older_than_a_live_change_leaves_its_fields_alone() -> None:
    said = hear(live(3, email="live@example.org"), export(2, email="a@example.org", mobile="1"))

    assert values_of(said) == {"email": "live@example.org", "mobile": "1"}


def test_an_export_newer_than_a_live_change_has_the_last_word() -> None:
    said = hear(live(1, email="live@example.org"), export(2, email="a@example.org"))

    assert values_of(said) == {"email": "a@example.org"}
    assert said.later == {}


def test_what_says_nothing_new_is_the_very_same_statement() -> None:
    newest = export(2, email="b@example.org")
    said = hear(newest)

    assert hear(newest, newest) == said
    assert state(said, newest[0], upload="u2", part=0, received_at=newest[3]) is said


def test_the_same_values_again_move_the_time_but_say_the_same() -> None:
    first, second = (
        hear(export(1, email="a@example.org")),
        hear(export(1, email="a@example.org"), export(2, email="a@example.org")),
    )

    assert says_the_same(first, second)
    assert second.order > first.order


def test_a_first_export_has_no_time_and_a_changed_value_has_the_upload_s() -> None:
    said = hear(
        export(1, email="a@example.org", gender="female"),
        export(2, email="b@example.org", gender="female"),
    )

    assert said.claims == {
        "email": Claim("b@example.org", "2026-01-02"),
        "gender": Claim("female", ""),
    }


def test_rows_of_one_upload_do_not_look_like_changes() -> None:
    rows = export(1, row=1, email="a@example.org"), export(1, row=2, email="b@example.org")

    assert hear(*rows).claims == hear(*reversed(rows)).claims == {"email": Claim("b@example.org")}


def test_an_edit_time_in_the_future_counts_as_none() -> None:
    dated, _, _, received_at = export(3, changed_at="2999-12-31", email="a@example.org")

    assert moment_of(dated, received_at=received_at) == ("", received_at, 1)


def test_what_is_not_dated_is_as_new_as_its_arrival_in_every_order() -> None:
    heard = (
        export(3, changed_at="2026-01-02", email="dated"),
        live(4, email="undated"),
        export(5, changed_at="2026-01-01", email="stale"),
    )

    ends = [values_of(hear(*order)) for order in permutations(heard)]

    assert ends == [{"email": "undated"}] * 6


def test_an_edit_time_that_is_only_a_day_counts_as_its_end_but_not_past_its_arrival() -> None:
    contact = a_contact(fields={"email": "evening"}, changed_at="2026-01-04")
    evening = contact, "u2", 0, "2026-01-04T18:00"
    noon = a_contact(fields={"email": "noon"}, partial=True), "u1", 0, "2026-01-04T12:00"
    night = a_contact(fields={"email": "night"}, partial=True), "u3", 0, "2026-01-04T19:00"

    assert values_of(hear(evening, noon)) == values_of(hear(noon, evening)) == {"email": "evening"}
    assert values_of(hear(evening, night)) == values_of(hear(night, evening)) == {"email": "night"}


def test_a_first_export_has_no_time_whether_a_later_live_change_comes_before_or_after_it() -> None:
    first, change = export(1, email="a", mobile="1"), live(2, email="a", gender="female")

    assert hear(first, change).claims == hear(change, first).claims


def test_of_two_dated_statements_the_one_edited_last_speaks_whichever_comes_last() -> None:
    newer, stale = (
        export(5, changed_at="2026-01-04", email="new"),
        export(6, changed_at="2025-12-01", email="stale"),
    )

    assert values_of(hear(newer, stale)) == values_of(hear(stale, newer)) == {"email": "new"}


def test_a_huge_cell_is_named_and_left_in_the_lake() -> None:
    kept = fitting({"bio": "x" * 350_000, "zone": "balcon"})

    assert kept == {"bio": "(350,000 characters, in the lake only)", "zone": "balcon"}


@pytest.mark.parametrize("seed", range(30))
def test_every_order_of_the_same_statements_ends_in_the_same_values(seed: int) -> None:
    rng = Random(seed)
    heard = [
        rng.choice((export, live))(
            day,
            **{
                name: rng.choice("abc")
                for name in ("email", "mobile", "gender")
                if rng.random() < 0.7
            },
        )
        for day in rng.sample(range(1, 20), 4)
    ]

    ends = {str(sorted(values_of(hear(*order)).items())) for order in permutations(heard)}

    assert len(ends) == 1
    assert str(sorted(values_of(state_all(heard)).items())) in ends  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(20))
def test_two_exports_in_either_order_end_in_one_state(seed: int) -> None:
    rng = Random(seed)
    fields = {name: rng.choice("ab") for name in ("email", "mobile")}
    first, second = export(1, email="a"), export(2, **fields)

    assert hear(first, second).claims == hear(second, first).claims
