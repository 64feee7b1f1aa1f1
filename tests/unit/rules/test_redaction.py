"""What only one person has is taken out of others' texts; everything else stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.redaction import Redaction

REDACTION = Redaction(emails=["zoe@example.org"], phones=["+33639987531"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("zoe@example.org", "(erased)"),
        ("Zoe <ZOE@Example.org>, vip", "Zoe <(erased)>, vip"),
        ("call 06 39 98 75 31 today", "call (erased) today"),
        ("tel:0639987531", "tel:(erased)"),
        ("+33 (0)6.39.98.75.31", "(erased)"),
        ("0033 6-39-98-75-31/0199001122", "(erased)"),
        ("06\u00a039\u00a098\u00a075\u00a031", "(erased)"),
        ("chloe.zoe@example.org", "chloe.zoe@example.org"),
        ("zoe@example.organic", "zoe@example.organic"),
        ("06 39 98 75 32", "06 39 98 75 32"),
        ("order 12345678", "order 12345678"),
        ("", ""),
    ],
)
def test_only_the_person_s_own_is_taken_out(text: str, left: str) -> None:
    assert REDACTION.without(text) == left
    assert REDACTION.names_in(text) == (text != left)


@given(st.text(), st.sampled_from(["zoe@example.org", "06 39 98 75 31", ""]), st.text())
def test_what_was_taken_out_once_is_gone(before: str, named: str, after: str) -> None:
    assert not REDACTION.names_in(REDACTION.without(f"{before} {named} {after}"))


def test_a_field_that_holds_one_is_dropped_whole() -> None:
    fields = {"email": "zoe@example.org", "given_name": "Hugo"}

    assert REDACTION.without_fields(fields) == {"given_name": "Hugo"}
