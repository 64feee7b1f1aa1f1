"""What an asked pair keeps, and how it is seen by later weights."""

from __future__ import annotations

from math import log2

import msgspec
import pytest

from shared.identity.comparables import comparables_of
from shared.identity.comparison import compare
from shared.identity.decision import adjusted, score
from shared.identity.lessons import example_of, terms_of
from shared.identity.rejudging import Scale
from shared.identity.weights import Frequencies, Weights, shipped
from shared.model.profile import Review

ANNE = {
    "given_name": "Anne",
    "family_name": "Quesnoy",
    "email": "tulipe71@example.org",
    "telephone": "+33639981234",
    "postal_code": "69003",
}
OTHER_EMAIL = {**ANNE, "email": "autre@example.com", "telephone": ""}
THEN = shipped()
LATER = msgspec.structs.replace(
    THEN,
    version="later",
    match_rate=0.3,
    household_rate=0.1,
    match={**THEN.match, "email": {**THEN.match["email"], "different": 0.4}},
    unrelated={**THEN.unrelated, "email": {**THEN.unrelated["email"], "different": 0.9}},
    household={**THEN.household, "email": {**THEN.household["email"], "different": 0.5}},
)


def bits(weights: Weights) -> float:
    one, other = comparables_of(OTHER_EMAIL), comparables_of(ANNE)
    return score(compare(one, other), one, other, weights, str).log_odds


def answered(answer: str = "same", **said: object) -> Review:
    terms = terms_of(comparables_of(OTHER_EMAIL), comparables_of(ANNE), Scale(THEN, str, {}))
    facts: dict[str, object] = {
        "id": "v1",
        "record": "r1",
        "source": "eventclick.crm",
        "profile": "p",
        "candidate": "q",
        "probability": 1.0 / (1.0 + 2.0 ** -bits(THEN)),
        "answer": answer,
        "state": "closed",
        "terms": terms,
        "decided_at": "2026-11-27",
    }
    return Review(**{**facts, **said})  # type: ignore[arg-type]


def test_an_answer_is_an_example_with_the_bits_it_was_asked_at() -> None:
    example = example_of(answered(share=0.05), THEN, THEN)

    assert example is not None
    assert example.log_odds == pytest.approx(bits(THEN), abs=0.01)
    assert ("email", "different") in example.levels
    assert (example.is_match, example.weight, example.at) == (True, 20.0, "2026-11-27")


def test_later_weights_see_it_as_they_would_have_weighed_it() -> None:
    example = example_of(answered(), THEN, LATER)

    assert example is not None
    assert example.log_odds == pytest.approx(bits(LATER), abs=0.05)
    assert example.log_odds != pytest.approx(bits(THEN), abs=0.5)


@pytest.mark.parametrize("answer", ["different", "household"])
def test_other_people_of_one_home_are_no_match(answer: str) -> None:
    example = example_of(answered(answer), THEN, THEN)

    assert example is not None
    assert not example.is_match


@pytest.mark.parametrize("answer", ["", "later", "withdrawn"])
def test_what_nobody_decided_is_no_example(answer: str) -> None:
    assert example_of(answered(answer), THEN, THEN) is None


def test_rivals_make_it_less_likely_as_they_did_when_it_was_asked() -> None:
    example = example_of(answered(probability=0.4), THEN, THEN)

    assert example is not None
    assert example.log_odds == pytest.approx(log2(0.4 / 0.6))


def test_a_duplicate_inside_one_source_is_rarer() -> None:
    across = example_of(answered(probability=1.0), THEN, THEN)
    within = example_of(answered(probability=1.0, same_source=True), THEN, THEN)

    assert across is not None
    assert within is not None
    assert within.log_odds == pytest.approx(adjusted(across.log_odds, True, THEN))


def test_a_generic_identifier_teaches_nothing() -> None:
    common = Frequencies(total=1000, counts={"email:tulipe71@example.org": 80})
    weights = msgspec.structs.replace(THEN, frequencies={"email": common})
    pair = comparables_of(ANNE), comparables_of(ANNE)

    assert terms_of(*pair, Scale(weights, str, {})) == ()
    assert terms_of(*pair, Scale(THEN, str, {})) != ()
    assert example_of(answered(terms=()), THEN, THEN) is None


def test_no_term_holds_a_value() -> None:
    kept = msgspec.json.encode(answered().terms).decode()

    assert not any(value in kept for value in (*ANNE.values(), *OTHER_EMAIL.values()) if value)
