from __future__ import annotations

from math import log2

import msgspec
import pytest

from shared.identity.comparables import comparables_of
from shared.identity.comparison import compare
from shared.identity.correction import Correction
from shared.identity.decision import Decision, Score, adjusted, decide, score
from shared.identity.weights import BROKEN_PROMISE, Frequencies, Weights, shipped
from shared.model.comparables import Comparables, union
from shared.model.profile import Evidence

ANNE = {
    "given_name": "Anne",
    "family_name": "Quesnoy",
    "email": "tulipe71@example.org",
    "telephone": "+33639981234",
    "postal_code": "69003",
}
WEIGHTS = shipped()


def plain(text: str) -> str:
    return text


def weigh(
    one: dict[str, str] | Comparables, other: dict[str, str] | Comparables, **options: object
) -> Score:
    contact = one if isinstance(one, Comparables) else comparables_of(one)
    profile = other if isinstance(other, Comparables) else comparables_of(other)
    weights = options.pop("weights", WEIGHTS)
    levels = compare(contact, profile)
    return score(levels, contact, profile, weights, plain, **options)


def settle(
    one: dict[str, str], *others: dict[str, str] | Comparables, **options: object
) -> Decision:
    names = "PQRST"
    scored = [(names[number], weigh(one, other)) for number, other in enumerate(others)]
    return decide(scored, WEIGHTS, **options)


def test_who_agrees_on_everything_is_linked() -> None:
    decision = settle(ANNE, ANNE)
    assert (decision.kind, decision.rcu) == ("link", "P")
    assert decision.probability > 0.999


def test_nobody_to_compare_with_is_new() -> None:
    assert decide([], WEIGHTS) == Decision(kind="new")


def test_a_new_address_and_phone_do_not_hide_a_person() -> None:
    moved = {**ANNE, "postal_code": "13001", "telephone": "+33639985678"}
    assert settle(moved, ANNE).kind == "link"


def test_a_rare_namesake_with_nothing_else_goes_to_a_person() -> None:
    bare = {"given_name": "Anne", "family_name": "Quesnoy"}
    assert settle(bare, ANNE).kind != "link"


@pytest.mark.parametrize(
    "shared",
    [
        {},
        {"email": "famille.quesnoy@example.org"},
        {"email": "tulipe71@example.org", "telephone": "+33639981234"},
    ],
    ids=["home", "family e-mail", "e-mail and landline"],
)
def test_members_of_a_household_are_never_linked_but_related(shared: dict[str, str]) -> None:
    mother = {**ANNE, **shared}
    son = {**mother, "given_name": "Hugo"}
    decision = settle(son, mother)
    assert decision.kind != "link"
    assert decision.households == (() if decision.rcu == "P" else ("P",))
    assert weigh(son, mother).p_household > 0.5


def test_twins_are_not_one_person() -> None:
    one = {**ANNE, "birth_date": "1999-05-07"}
    twin = {**one, "given_name": "Hugo", "email": "", "telephone": ""}
    assert settle(twin, one).kind != "link"


def test_an_initial_at_a_shared_home_is_not_enough() -> None:
    vague = {"given_name": "A", "family_name": "Quesnoy", "postal_code": "69003"}
    assert settle(vague, ANNE).kind != "link"


def test_one_email_does_not_outweigh_two_other_names() -> None:
    stranger = {
        "given_name": "Hugo",
        "family_name": "Vidal",
        "email": ANNE["email"],
        "postal_code": "13001",
    }
    decision = settle(stranger, ANNE)
    assert decision.kind == "new"


def test_a_common_name_says_less_than_a_rare_one() -> None:
    counted = msgspec.structs.replace(
        WEIGHTS,
        frequencies={
            "given_name": Frequencies(total=100_000, counts={"given_name:anne": 900}),
            "family_name": Frequencies(total=100_000, counts={"family_name:martin": 800}),
        },
    )
    martin = {"given_name": "Anne", "family_name": "Martin", "postal_code": "69003"}
    quesnoy = {"given_name": "Anne", "family_name": "Quesnoy", "postal_code": "69003"}
    common = weigh(martin, martin, weights=counted)
    rare = weigh(quesnoy, quesnoy, weights=counted)
    assert rare.log_odds > common.log_odds + 3.0


def test_an_identifier_everybody_has_says_nothing() -> None:
    counted = msgspec.structs.replace(
        WEIGHTS,
        frequencies={"email": Frequencies(total=20_000, counts={"email:nix@example.org": 40})},
    )
    one = {**ANNE, "email": "nix@example.org", "postal_code": "", "telephone": ""}
    without = {**one, "email": ""}
    assert weigh(one, one, weights=counted).log_odds == pytest.approx(
        weigh(without, without, weights=counted).log_odds
    )


def test_two_profiles_that_fit_go_to_a_person() -> None:
    decision = settle(ANNE, ANNE, ANNE)
    assert decision.kind == "review"
    assert (decision.rcu, decision.runner_up) == ("P", "Q")
    assert decision.probability < 0.51


def test_two_profiles_that_are_one_person_do_not_stand_in_each_others_way() -> None:
    decision = settle(ANNE, ANNE, ANNE, is_one_person=lambda _one, _other: True)
    assert (decision.kind, decision.rcu, decision.merges) == ("link", "P", ("Q",))


def test_the_better_of_two_namesakes_wins_with_a_margin() -> None:
    namesake = {"given_name": "Anne", "family_name": "Quesnoy", "postal_code": "13001"}
    decision = settle(ANNE, namesake, ANNE)
    assert (decision.kind, decision.rcu, decision.runner_up) == ("link", "Q", "P")


def test_the_order_of_candidates_does_not_matter() -> None:
    namesake = {"given_name": "Anne", "family_name": "Quesnoy", "postal_code": "13001"}
    scored = [("P", weigh(ANNE, namesake)), ("Q", weigh(ANNE, ANNE)), ("R", weigh(ANNE, ANNE))]
    assert decide(scored, WEIGHTS) == decide(scored[::-1], WEIGHTS)


def test_a_profile_that_holds_a_record_of_a_unique_source_is_shown_never_linked() -> None:
    decision = settle(ANNE, ANNE, occupied={"P"})
    assert (decision.kind, decision.rcu) == ("review", "P")


def test_a_profile_said_to_be_somebody_else_is_not_a_candidate() -> None:
    assert settle(ANNE, ANNE, barred={"P"}) == Decision(kind="new")


def test_inside_one_source_more_is_asked_for() -> None:
    bare = {**ANNE, "email": "", "telephone": ""}
    across, inside = settle(bare, ANNE), settle(bare, ANNE, same_source={"P"})
    assert across.probability > inside.probability


def test_missing_is_neutral() -> None:
    less = {**ANNE, "telephone": ""}
    assert "telephone" not in {piece.field for piece in weigh(less, ANNE).evidence}


def test_disagreement_counts_against() -> None:
    bare = {**ANNE, "email": "", "telephone": ""}
    elsewhere, unsaid = {**bare, "postal_code": "13001"}, {**bare, "postal_code": ""}
    assert weigh(elsewhere, ANNE).log_odds < weigh(unsaid, ANNE).log_odds - 2.0


def test_agreement_never_speaks_against_nor_disagreement_for() -> None:
    for changes in ({}, {"postal_code": "13001"}, {"email": "x4711@example.net"}):
        for piece in weigh({**ANNE, **changes}, ANNE).evidence:
            if piece.field not in {"given_name", "family_name"}:
                assert piece.bits >= 0.0 if piece.level == "same" else piece.bits <= 0.0


def test_an_unreliable_field_moves_less() -> None:
    elsewhere = {**ANNE, "email": "", "telephone": "", "postal_code": "13001"}
    doubted = weigh(elsewhere, ANNE, reliability={"postal_code": 0.1})
    assert doubted.log_odds > weigh(elsewhere, ANNE).log_odds


def test_the_three_classes_are_all_there_is() -> None:
    found = weigh({**ANNE, "given_name": "Hugo"}, ANNE)
    assert found.p_match + found.p_household + found.p_unrelated == pytest.approx(1.0)


def test_more_values_to_choose_from_make_agreement_less_telling() -> None:
    crowd = comparables_of(ANNE)
    for number in range(10):
        crowd = union(crowd, comparables_of({"postal_code": f"13{number:03}"}))
    alone = weigh(ANNE, ANNE)
    assert weigh(comparables_of(ANNE), crowd).log_odds < alone.log_odds


def test_weights_survive_json() -> None:
    stored = msgspec.json.encode(WEIGHTS)
    assert msgspec.json.decode(stored, type=Weights) == WEIGHTS


def test_another_birth_date_is_never_linked_by_names_alone_whatever_was_learnt() -> None:
    one = {"given_name": "Anne", "family_name": "Quesnoy", "birth_date": "1980-01-02"}
    other = {**one, "birth_date": "1962-11-30", "email": "tulipe71@example.org"}
    odd = {"same": 0.5, "different": 0.45}
    learnt = msgspec.structs.replace(
        WEIGHTS,
        population=300,
        match_rate=200.0,
        match={**WEIGHTS.match, "birth_date": {**WEIGHTS.match["birth_date"], **odd}},
    )

    found = weigh({**one, "email": "mistral@example.net"}, other, weights=learnt)

    assert found.p_match > learnt.t_link
    assert decide([("P", found)], learnt).kind == "review"
    agreed = weigh({**one, "email": "tulipe71@example.org"}, other, weights=learnt)
    assert decide([("P", agreed)], learnt).kind == "link"


def taught(*, answers: int = 1000, **said: float) -> Weights:
    """The shipped weights, corrected for other e-mails and by `said`."""
    correction = Correction(offsets={"email": {"different": -2.0}}, answers=answers, **said)
    return msgspec.structs.replace(WEIGHTS, correction=correction)


def test_what_answers_taught_is_a_piece_of_evidence_of_its_own() -> None:
    other_email = {**ANNE, "email": "autre@example.com"}
    plainly, corrected = weigh(other_email, ANNE), weigh(other_email, ANNE, weights=taught())

    assert corrected.log_odds == pytest.approx(plainly.log_odds - 2.0)
    assert corrected.evidence[:-1] == plainly.evidence
    assert corrected.evidence[-1] == Evidence("reviews", "taught", -2.0)
    assert corrected.p_match + corrected.p_household + corrected.p_unrelated == pytest.approx(1.0)
    assert corrected.p_household / corrected.p_unrelated == pytest.approx(
        plainly.p_household / plainly.p_unrelated
    )


def test_a_correction_that_says_nothing_changes_no_probability() -> None:
    nothing = msgspec.structs.replace(WEIGHTS, correction=Correction(answers=1000))

    assert weigh(ANNE, ANNE, weights=nothing).p_match == pytest.approx(weigh(ANNE, ANNE).p_match)


def test_the_slope_leaves_what_the_weights_are_sure_of_alone() -> None:
    correction = Correction(slope=0.5, answers=1000)

    assert correction.bits(8.0, ()) == pytest.approx(-4.0)
    assert correction.bits(40.0, ()) == correction.bits(16.0, ()) == pytest.approx(-8.0)


def test_weights_with_a_correction_are_kept_as_they_are_and_older_ones_have_none() -> None:
    stored = msgspec.json.encode(taught())

    assert msgspec.json.decode(stored, type=Weights) == taught()
    older = msgspec.json.decode(msgspec.json.encode(msgspec.to_builtins(WEIGHTS)))
    del older["correction"]
    assert msgspec.convert(older, Weights) == WEIGHTS


def test_the_nearest_profile_of_who_is_new_is_named() -> None:
    stranger = {**ANNE, "given_name": "Paul", "email": "paul@example.net", "telephone": ""}

    decision = settle(stranger, ANNE)

    assert (decision.kind, decision.rcu, decision.nearest) == ("new", "", "P")
    assert settle(ANNE, ANNE).nearest == ""


def test_addresses_alike_for_a_common_given_name_hardly_speak_for_one_person() -> None:
    one = {"given_name": "Anne", "family_name": "Quesnoy", "email": "anne71@example.org"}
    married = {"given_name": "Anne", "family_name": "Vasseur", "email": "anne17@example.org"}
    stranger = {**married, "given_name": "Odile"}

    def bits(other: dict[str, str]) -> float:
        return next(piece.bits for piece in weigh(one, other).evidence if piece.field == "email")

    assert bits(married) < 0 < bits(stranger)


def test_a_believed_promise_makes_a_duplicate_rarer_than_any() -> None:
    across, inside = adjusted(5.0, False, WEIGHTS), adjusted(5.0, True, WEIGHTS)
    promised = adjusted(5.0, True, WEIGHTS, promised=True)

    assert promised < inside < across == 5.0
    assert promised == pytest.approx(5.0 + log2(BROKEN_PROMISE / WEIGHTS.match_rate))
    assert (
        settle(ANNE, ANNE, occupied={"P"}).probability
        < settle(ANNE, ANNE, same_source={"P"}).probability
    )


def test_who_is_far_from_alike_is_somebody_else_whatever_others_yet_say() -> None:
    far = {"given_name": "Anna", "family_name": "Delmas", "postal_code": "69003"}
    near = {"given_name": "Anne", "family_name": "Quesnoy", "postal_code": "31000"}

    assert settle(ANNE, far, near).others == {"P"}
