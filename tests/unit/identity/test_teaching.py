"""What answered reviews teach: the fit, and when it is accepted."""

from __future__ import annotations

from math import exp, isfinite, log
from random import Random

import pytest

from shared.identity.correction import SURE_ANSWERS, Correction, Example
from shared.identity.teaching import fit, still_helps, teach

DOUBTED = ("email", "different")


def answers(count: int, *, offset: float = 0.0, wrong: float = 0.0, seed: int = 1) -> list[Example]:
    """Truthful answers where every second pair is `offset` bits likelier than the weights say."""
    random = Random(seed)
    found = []
    for number in range(count):
        bits = random.gauss(0.0, 5.0)
        is_doubted = number % 2 == 0
        truth = bits + (offset if is_doubted else 0.0)
        is_match = random.random() < 1.0 / (1.0 + exp(-truth * log(2.0)))
        found.append(
            Example(
                id=f"{number:05d}",
                log_odds=bits,
                levels=(("given_name", "same"), *((DOUBTED,) if is_doubted else ())),
                is_match=is_match != (random.random() < wrong),
                at=f"2026-11-{1 + number // 100:02d}",
            )
        )
    return found


def test_a_known_offset_is_found() -> None:
    learnt = fit(answers(4000, offset=-4.0, wrong=0.04))

    assert learnt.offsets["email"]["different"] == pytest.approx(-4.0, abs=0.6)
    assert learnt.slope == pytest.approx(1.0, abs=0.2)


def test_few_answers_move_little() -> None:
    few, many = fit(answers(60, offset=-4.0)), fit(answers(4000, offset=-4.0))

    assert -2.5 < few.offsets["email"]["different"] < 0.0
    assert abs(few.offsets["email"]["different"]) < abs(many.offsets["email"]["different"]) / 1.5


def test_answers_that_one_level_separates_wholly_end_in_finite_bits() -> None:
    separable = [one._replace(is_match=DOUBTED not in one.levels) for one in answers(400)]

    learnt = fit(separable)

    bits = [learnt.intercept, learnt.slope, *learnt.offsets["email"].values()]
    assert all(isfinite(one) and abs(one) < 20.0 for one in bits)
    assert learnt.offsets["email"]["different"] < -4.0


def test_slips_do_not_flatten_the_weights() -> None:
    learnt = fit(answers(1000, wrong=0.05))

    assert learnt.slope > 0.75


def test_nothing_is_learnt_where_the_weights_are_right() -> None:
    accepted = [teach(answers(300, seed=seed)).correction for seed in range(20)]

    assert sum(one is not None for one in accepted) <= 2  # by noise


def test_a_misfit_is_repaired_and_the_gain_told() -> None:
    lesson = teach(answers(300, offset=-6.0))

    assert lesson.correction is not None
    assert lesson.gain > 3 * lesson.error > 0.0


def test_a_correction_in_force_gives_way_only_to_a_better_one_on_what_it_has_not_seen() -> None:
    every = answers(400, offset=-6.0)
    right, wrong = fit(every), Correction(intercept=6.0, answers=SURE_ANSWERS)

    assert teach(every, right, since="2026-11-01").correction is None
    assert teach(every, wrong, since="2026-11-01").correction is not None
    assert teach(every, wrong, since="2026-11-30").correction is None, "nothing new was answered"


def test_what_is_in_force_is_kept_under_new_weights_only_if_it_helps() -> None:
    every = answers(400, offset=-6.0)

    assert still_helps(every, fit(every))
    assert not still_helps(every, Correction(intercept=6.0, answers=SURE_ANSWERS))
    assert not still_helps([], fit(every))


@pytest.mark.parametrize("count", [0, 10, 49])
def test_too_few_answers_teach_nothing(count: int) -> None:
    assert teach(answers(count, offset=-8.0)).correction is None


def test_answers_of_one_kind_teach_nothing() -> None:
    assert teach([one._replace(is_match=True) for one in answers(200)]).correction is None


def test_fewer_than_600_answers_never_make_a_match_likelier() -> None:
    timid = fit(answers(500, offset=5.0))
    sure = fit(answers(1200, offset=5.0))

    assert timid.bits(0.0, [DOUBTED]) <= 0.0
    assert sure.bits(0.0, [DOUBTED]) > 2.0


def test_the_order_of_answers_changes_nothing() -> None:
    every = answers(300, offset=-5.0)
    shuffled = list(every)
    Random(3).shuffle(shuffled)

    assert teach(every) == teach(shuffled)


def test_an_example_that_stands_for_many_counts_five_at_most() -> None:
    every = answers(300)
    heavy = [one._replace(weight=1e6 if i == 0 else 1.0) for i, one in enumerate(every)]
    capped = [one._replace(weight=5.0 if i == 0 else 1.0) for i, one in enumerate(every)]

    assert fit(heavy) == fit(capped)
