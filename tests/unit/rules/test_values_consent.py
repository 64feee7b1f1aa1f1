"""Consent cells: yes, no, or nothing we may act on."""

from __future__ import annotations

import pytest

from shared.rules.values.cleaned import EMPTY, PLACEHOLDER, Cleaned, Locale
from shared.rules.values.consent import clean, read_refusal

FRANCE = Locale()


@pytest.mark.parametrize(
    "cell",
    ["oui", "OUI", "Yes", "ja", "Sí", "1", "x", "true", "vrai", "opt-in", "Opted in", "subscribed",
     "Abonné", "granted", "o", "✓", "Oui, j'accepte", "confirmed"],
)  # fmt: skip
def test_agreement_is_yes_in_five_languages(cell: str) -> None:
    """However a form words it."""
    assert clean(cell, locale=FRANCE) == Cleaned("yes", "wording")


@pytest.mark.parametrize(
    "cell",
    ["non", "No", "nein", "0", "false", "faux", "opt-out", "Opted out", "Unsubscribed",
     "désabonné", "revoked", "refusé", "dado de baja", "never subscribed", "Non, merci"],
)  # fmt: skip
def test_refusal_is_no_in_five_languages(cell: str) -> None:
    """However a form words it."""
    assert clean(cell, locale=FRANCE) == Cleaned("no", "wording")


@pytest.mark.parametrize("cell", ["12/04/2024", "2024-04-12 10:00:00", "1712131200"])
def test_a_date_is_a_yes_since_then(cell: str) -> None:
    """Systems stamp the moment a box was ticked."""
    assert clean(cell, locale=FRANCE) == Cleaned("yes", "a date: yes since then")


@pytest.mark.parametrize("cell", ["pending", "maybe", "2", "nonsense", "yesterday", "north"])
def test_whatever_is_not_clear_stays_open(cell: str) -> None:
    """No consent is ever read into a cell."""
    assert clean(cell, locale=FRANCE) == Cleaned(None, "neither yes nor no")


@pytest.mark.parametrize("cell", ["non renseigné", "n/a", "-", "0000-00-00"])
def test_no_answer_is_not_a_no(cell: str) -> None:
    """`non renseigné` begins like a no and says nothing."""
    assert clean(cell, locale=FRANCE) == PLACEHOLDER


def test_an_empty_cell_says_nothing() -> None:
    """Neither yes nor no."""
    assert clean("", locale=FRANCE) == EMPTY


def test_a_lone_o_is_oui_only_in_french() -> None:
    """Elsewhere it may be a zero or a ring."""
    english = Locale(country="GB", language="en")
    assert clean("O", locale=english) == Cleaned(None, "neither yes nor no")


def test_not_having_refused_is_no_consent() -> None:
    """Yes to leaving is no; no to leaving, like silence, says nothing."""
    assert [read_refusal(answer) for answer in ("yes", "no", None)] == ["no", None, None]
