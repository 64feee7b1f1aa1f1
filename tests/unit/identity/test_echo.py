"""Our own change coming back is dated as what it repeats; a genuine edit is not."""

from __future__ import annotations

import msgspec
import pytest

from shared.identity.stating import state, state_all
from shared.model.change import Told
from shared.model.contact import Contact
from shared.model.profile import Claim, Statement

A, B, C = "+33639980001", "+33639980002", "+33639980003"
SINCE, TOLD_AT, LATER = "2026-02-01", "2026-03-01T00:00:00", "2026-04-01T00:00:00"
TOLD = {"telephone": Told(B, SINCE, TOLD_AT, "c1")}
FIRST = Statement(claims={"telephone": Claim(A)}, order=("", "2026-01-01T00:00:00", 1))


def a_row(phone: str, **more: object) -> Contact:
    contact = Contact(source="a.crm", record_id="A1", row=1, fields={"telephone": phone})
    return msgspec.structs.replace(contact, **more)


def heard(contact: Contact, before: Statement = FIRST, at: str = LATER) -> Claim:
    said = state(before, contact, upload="u2", part=0, received_at=at, told=TOLD)
    return said.claims["telephone"]


def test_an_export_that_took_our_value_is_no_edit() -> None:
    assert heard(a_row(B)) == Claim(B, SINCE)


def test_an_export_that_says_something_else_is_an_edit() -> None:
    assert heard(a_row(C)) == Claim(C, LATER)


def test_an_export_made_before_we_told_cannot_be_an_echo() -> None:
    early = "2026-02-15T00:00:00"

    assert heard(a_row(B), at=early) == Claim(B, early)


def test_back_to_the_old_value_after_ours_was_taken_is_an_edit() -> None:
    taken = state(FIRST, a_row(B), upload="u2", part=0, received_at=LATER, told=TOLD)
    back = "2026-05-01T00:00:00"

    assert heard(a_row(A), taken, back) == Claim(A, back)


def test_a_live_change_that_names_our_change_is_no_edit() -> None:
    echo = a_row(B, partial=True, echo_of="c1")

    assert heard(echo) == Claim(B, SINCE)


def test_a_live_change_of_the_same_value_by_somebody_is_an_edit() -> None:
    """Equal values prove nothing: a person may have typed it."""
    assert heard(a_row(B, partial=True)) == Claim(B, LATER)
    assert heard(a_row(B, partial=True, echo_of="c0")) == Claim(B, LATER)


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_in_which_an_echo_and_an_edit_are_heard_does_not_matter(turned: bool) -> None:
    echo = a_row(B, partial=True, echo_of="c1")
    edit = a_row(C, partial=True)
    arrivals = [(echo, "u2", 0, "2026-03-02T00:00:00"), (edit, "u3", 0, LATER)]
    said = state_all(arrivals[::-1] if turned else arrivals, FIRST, told=TOLD)

    assert said is not None
    assert said.claims["telephone"] == Claim(C, LATER)
