"""Cleaning any text, in any field and locale: it never raises, and a clean value stays."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shared.model.fields import CANONICAL_FIELDS
from shared.rules.values.cleaning import Locale, clean
from shared.rules.values.date import decide_order
from shared.rules.values.hashing import keyed_hash
from shared.rules.values.name import fold, split_full_name

FRANCE = Locale()
LOCALES = st.sampled_from(
    [
        FRANCE,
        Locale(country="DE", language="de", time_zone="Europe/Berlin"),
        Locale(country="US", language="en", time_zone="America/New_York", date_order="mdy"),
        Locale(country="GB", language="en", time_zone="Europe/London", date_order="dmy"),
        Locale(country="ES", language="es", time_zone="Europe/Madrid"),
        Locale(country="IT", language="it", time_zone="Europe/Rome"),
        Locale(country="CA", language="fr", time_zone="America/Toronto", date_order="ymd"),
        Locale(country="RE", language="fr", time_zone="Indian/Reunion"),
        Locale(country="BR", language="pt", time_zone="America/Sao_Paulo"),
        Locale(country="ZZ", language="zz", time_zone="UTC"),
    ]
)

digits = st.text("0123456789", min_size=1, max_size=14)
marks = st.sampled_from(
    ["", " ", "  ", ".", ",", "-", "/", ":", "'", "’", "+", "(", ")", "(0)", "00", "@", ";", "\n",
     "\u00a0", "\u202f", "\u200b", "\ufeff", "\u0301", "\x00", "T", "Z", "h", "x", "€", "%", "e"]
)  # fmt: skip
words = st.sampled_from(
    ["de", "la", "LE", "D'", "o'", "MC", "nc", "n/a", "test", "null", "oui", "no", "CEDEX", "FR",
     "SW1A", "1AA", "mars", "Mar", "jan.", "PM", "CET", "EUR", "ext", "poste", "mailto:", "<", ">",
     "jean", "example.org", "exämple.de", "xn--", "İ", "ß", "ǆ", "ŉ", "ﬁ", "Ά", "Σ", "é", "E\u0301",
     "😀", "\ud800", "١٢", "²", "Ⅳ", "+33", "0033", "06", "2024", "12", "1970-01-01", "31"]
)  # fmt: skip
composed = st.lists(st.one_of(digits, marks, words), max_size=9).map("".join)
phones = st.from_regex(r"(\+|00)?[0-9]{1,3}[ .(/-]?(0\))?[0-9 .-]{5,14}", fullmatch=True)
days = st.from_regex(
    r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}([T ][0-2]?[0-9]:[0-5][0-9](:[0-5][0-9])?"
    r"( ?[AP]M| ?Z|[+-][01][0-9]:?00)?)?",
    fullmatch=True,
)
amounts = st.from_regex(r"[€$-]?[0-9]{1,3}([.,' ][0-9]{1,3}){0,3}( €|-)?", fullmatch=True)
cells = st.one_of(st.text(max_size=40), composed, phones, days, amounts)


@pytest.mark.parametrize("field", [*CANONICAL_FIELDS, "an_extension"])
@settings(max_examples=80, deadline=None)
@given(text=cells, locale=LOCALES)
def test_a_clean_value_is_cleaned_to_itself(field: str, text: str, locale: Locale) -> None:
    """Build: any cell. Act: clean it twice. Assert: the second time changes nothing."""
    once = clean(field, text, locale=locale)
    if once.value is None:
        return
    assert once.value == once.value.strip() != ""
    again = clean(field, once.value, locale=locale)
    assert again.value == once.value


@settings(max_examples=200, deadline=None)
@given(text=cells, locale=LOCALES)
def test_a_note_never_holds_the_value(text: str, locale: Locale) -> None:
    """Notes come from a closed list, so they can be counted and logged."""
    known = {clean("email", sample, locale=FRANCE).note for sample in ("A@example.org", "a", "-")}
    answer = clean("email", text, locale=locale)
    assert answer.note in known | {
        "role address",
        "text around the address removed",
        "several addresses: the first was kept",
        "domain written in ASCII",
        None,
    }


@settings(max_examples=300, deadline=None)
@given(cells)
@example("e\u0301😀-Œuvre")
def test_folding_leaves_words_of_a_to_z(text: str) -> None:
    """Folding gives the alphabet comparison expects, and folding it again changes nothing."""
    folded = fold(text)
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz ")
    assert folded == " ".join(folded.split())
    assert fold(folded) == folded


@settings(max_examples=300, deadline=None)
@given(cells, st.sampled_from([True, False, None]))
def test_splitting_a_full_name_loses_no_letter(text: str, family_first: bool | None) -> None:
    """Every letter of a name that was split is in one of its parts."""
    parts = split_full_name(text, family_first=family_first)
    found = " ".join(filter(None, (parts.honorific, parts.given, parts.family, parts.suffix)))
    if parts.given and parts.family:
        assert sorted(fold(found).replace(" ", "")) == sorted(fold(text).replace(" ", ""))


@settings(max_examples=200, deadline=None)
@given(st.lists(cells, max_size=20))
def test_the_order_of_a_column_does_not_depend_on_the_order_of_its_cells(column: list[str]) -> None:
    """A column's date order is a property of the set of its cells."""
    assert decide_order(column) == decide_order(column[::-1])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=8), max_size=4), st.lists(st.text(max_size=8), max_size=4))
def test_different_parts_have_different_hashes(one: list[str], other: list[str]) -> None:
    """The framing of parts is unambiguous: only equal lists of parts hash alike."""
    key = b"0123456789abcdef"
    assert (keyed_hash(key, *one) == keyed_hash(key, *other)) == (one == other)
