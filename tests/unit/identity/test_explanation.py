"""Waterfalls add up, and are told in both languages without a value."""

from __future__ import annotations

from math import log2

import pytest

from shared.identity.comparables import comparables_of
from shared.identity.comparison import LEVELS, compare
from shared.identity.decision import Score, score
from shared.identity.explanation import waterfall
from shared.identity.weights import shipped
from shared.identity.wording import (
    LANGUAGES,
    Language,
    compared,
    end_in_words,
    fields_in_words,
    steps_in_words,
)
from shared.model.profile import Evidence, Link

ROBERT = {
    "given_name": "Robert",
    "family_name": "Quesnoy",
    "email": "tulipe71@example.org",
    "postal_code": "69003",
}
DOUBTFUL = Link(
    decision="review",
    probability=0.9521,
    weights="w1",
    prior=-19.4,
    evidence=(
        Evidence("given_name", "nickname", 3.1, common=0.0025),
        Evidence("email", "same", 15.8, common=2e-5, trust=0.8),
        Evidence("postal_code", "different", -4.2, common=0.95),
        Evidence("address_country", "same", 0.7, common=0.6),
        Evidence("birth_date", "same", 9.2, common=0.0001),
    ),
)


def weigh(**changes: str) -> Score:
    one, other = comparables_of({**ROBERT, **changes}), comparables_of(ROBERT)
    return score(
        compare(one, other),
        one,
        other,
        shipped(),
        lambda text: text,
        reliability={"email": 0.5},
    )


def linked(judged: Score) -> Link:
    odds = 2.0**judged.log_odds
    return Link(
        decision="link",
        probability=round(odds / (1 + odds), 6),
        weights="shipped-1",
        prior=judged.prior,
        evidence=judged.evidence,
    )


def test_a_waterfall_in_english() -> None:
    found = waterfall(DOUBTFUL)
    assert [*steps_in_words(found), end_in_words(found)] == [
        "before anything is compared, against strangers and one home (-19.4 bits)",
        "same e-mail (+15.8 bits; as about 1 in 50,000 unrelated people; source trusted 80% on it)",
        "same birth date (+9.2 bits; as about 1 in 10,000 unrelated people)",
        "different postal code (-4.2 bits)",
        "given name is a short form (+3.1 bits; as about 1 in 400 unrelated people)",
        "same country (+0.7 bits; as 60% of unrelated people)",
        "other profiles that fit, duplicates, and what answers have taught (-0.9 bits)",
        "95.21% likely, by the weights w1",
    ]


def test_a_waterfall_in_french() -> None:
    found = waterfall(DOUBTFUL)
    assert [*steps_in_words(found, "fr"), end_in_words(found, "fr")] == [
        "avant toute comparaison, face à des inconnus ou à un même foyer (-19,4 bits)",
        "e-mail identique (+15,8 bits; comme environ 1 personne sans lien sur 50 000; "
        "source jugée fiable à 80 % sur ce point)",
        "date de naissance identique (+9,2 bits; comme environ 1 personne sans lien sur 10 000)",
        "code postal différent (-4,2 bits)",
        "le prénom est un diminutif (+3,1 bits; comme environ 1 personne sans lien sur 400)",
        "pays identique (+0,7 bits; comme 60 % des personnes sans lien)",
        "autres profils possibles, doublons, et ce que les réponses ont appris (-0,9 bits)",
        "probabilité 95,21 %, selon les poids w1",
    ]


@pytest.mark.parametrize("changes", [{}, {"postal_code": "13001"}, {"given_name": "Bob"}])
def test_the_steps_add_up_to_the_probability(changes: dict[str, str]) -> None:
    judged = weigh(**changes)
    found = waterfall(linked(judged))
    assert abs(found.steps[-1].total - judged.log_odds) < 0.1
    assert abs(sum(step.bits for step in found.steps) - judged.log_odds) < 0.1


def test_a_decision_kept_before_its_start_was_begins_where_its_bits_say() -> None:
    old = Link(decision="link", probability=0.99, evidence=(Evidence("email", "same", 15.8),))
    found = waterfall(old)
    assert [step.kind for step in found.steps] == ["prior", "field"]
    assert abs(found.steps[-1].total - log2(99)) < 0.01
    assert fields_in_words(found) == ["same e-mail (+15.8 bits)"]


def test_next_to_nothing_has_no_sign_against() -> None:
    little = Link(
        decision="link", probability=0.5, prior=1.0, evidence=(Evidence("email", "same", -0.04),)
    )
    assert fields_in_words(waterfall(little)) == ["same e-mail (+0.0 bits)"]


def test_nothing_compared_has_no_steps() -> None:
    assert waterfall(Link(decision="new")).steps == ()


def test_every_field_known_on_both_sides_is_explained_once() -> None:
    assert len(fields_in_words(waterfall(linked(weigh())))) == 4
    assert len(fields_in_words(waterfall(linked(weigh(postal_code=""))))) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_value_is_told(language: Language) -> None:
    found = waterfall(linked(weigh(given_name="Bob", postal_code="13001")))
    told = " ".join(steps_in_words(found, language))
    for value in ("robert", "bob", "quesnoy", "tulipe", "69003", "13001"):
        assert value not in told.lower()


def test_every_level_has_french_words() -> None:
    english = {"similar", "typo", "different", "same"}
    for field, levels in LEVELS.items():
        for level in levels:
            told = compared(field, level, "fr")
            assert not english.intersection(told.split()), told
