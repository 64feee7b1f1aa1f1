from __future__ import annotations

from shared.identity.comparables import comparables_of
from shared.identity.comparison import compare
from shared.identity.decision import Score, score
from shared.identity.explanation import explain
from shared.identity.weights import shipped
from shared.model.profile import Evidence

ROBERT = {
    "given_name": "Robert",
    "family_name": "Quesnoy",
    "email": "tulipe71@example.org",
    "postal_code": "69003",
}


def weigh(**changes: str) -> Score:
    one, other = comparables_of({**ROBERT, **changes}), comparables_of(ROBERT)
    return score(compare(one, other), one, other, shipped(), lambda text: text)


def test_the_weightiest_evidence_comes_first() -> None:
    found = Score(
        log_odds=1.0,
        p_match=0.6,
        p_household=0.1,
        p_unrelated=0.3,
        evidence=(
            Evidence("given_name", "nickname", 3.1),
            Evidence("email", "same", 9.8),
            Evidence("postal_code", "different", -4.2),
        ),
    )
    assert explain(found) == [
        "same e-mail (+9.8 bits)",
        "different postal code (-4.2 bits)",
        "given name is a short form (+3.1 bits)",
    ]


def test_every_field_known_on_both_sides_is_explained_once() -> None:
    assert len(explain(weigh())) == 4
    assert len(explain(weigh(postal_code=""))) == 3


def test_no_value_is_told() -> None:
    told = " ".join(explain(weigh(given_name="Bob", postal_code="13001")))
    for value in ("robert", "bob", "quesnoy", "tulipe", "69003", "13001"):
        assert value not in told.lower()


def test_agreement_speaks_for_and_disagreement_against() -> None:
    sentences = explain(weigh(postal_code="13001"))
    assert any(one.startswith("same e-mail (+") for one in sentences)
    assert any(one.startswith("different postal code (-") for one in sentences)
