"""Precision and recall from blind checks, with their intervals."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from shared.identity.quality import Quality, quality, wilson
from shared.model.profile import Review

NUMBERS = count()


def asked(number: int, why: str, answer: str, *, share: float = 0.1, **said: str) -> list[Review]:
    facts = {"source": "eventclick.crm", "created_at": "2026-11-20", **said}
    is_waiting = answer == ""
    return [
        Review(
            id=f"v{next(NUMBERS)}",
            record="r",
            profile="p",
            candidate="q",
            probability=0.9,
            asked_as=why,  # type: ignore[arg-type]
            answer=answer,  # type: ignore[arg-type]
            state="check" if is_waiting else "closed",
            share=share,
            **facts,
        )
        for _ in range(number)
    ]


def overall(reviews: list[Review]) -> Quality:
    return next(one for one in quality(reviews) if one.month == "")


def test_the_score_interval_is_wilsons() -> None:
    assert wilson(0.5, 10).low == pytest.approx(0.2366, abs=1e-4)
    assert wilson(0.5, 10).high == pytest.approx(0.7634, abs=1e-4)
    assert wilson(1.0, 50).high == pytest.approx(1.0)
    assert wilson(1.0, 50).low == pytest.approx(0.9287, abs=1e-4)


def test_precision_is_the_share_of_links_that_people_agree_with() -> None:
    found = overall([*asked(98, "link", "same"), *asked(2, "link", "different")])

    assert (found.links, found.right) == (100, 98)
    assert found.precision is not None
    assert found.precision.share == pytest.approx(0.98)
    assert found.precision.low == pytest.approx(0.930, abs=2e-3)
    assert found.recall is None


def test_a_stratum_asked_about_more_often_does_not_count_for_more() -> None:
    sure = asked(50, "link", "same", share=0.01)
    doubtful = [
        *asked(25, "link", "same", share=0.05),
        *asked(25, "link", "household", share=0.05),
    ]

    found = overall([*sure, *doubtful])

    assert found.precision is not None
    assert found.precision.share == pytest.approx((5000 + 500) / 6000)


def test_recall_counts_what_was_missed_for_as_many_as_it_stands_for() -> None:
    reviews = [
        *asked(90, "link", "same", share=0.1),
        *asked(4, "near", "same", share=0.1),
        *asked(16, "near", "different", share=0.1),
        *asked(60, "doubt", "same", share=1.0),
    ]

    found = overall(reviews)

    assert found.recall is not None
    assert found.recall.share == pytest.approx(900 / (900 + 40 + 60))
    assert found.recall.low < found.recall.share < found.recall.high


def test_no_miss_seen_is_not_certainty() -> None:
    found = overall([*asked(30, "link", "same"), *asked(30, "near", "different")])

    assert found.recall is not None
    assert found.recall.share == 1.0
    assert 0.9 < found.recall.low < 1.0


def test_answers_stand_for_those_still_waiting_and_what_was_put_off_says_nothing() -> None:
    half = [*asked(10, "link", "same"), *asked(10, "link", "", share=0.1)]
    later = asked(5, "link", "later")

    found = overall([*half, *later, *asked(7, "link", "withdrawn")])

    assert (found.links, found.right, found.waiting) == (10, 10, 10)


def test_companies_and_months_are_told_apart_the_latest_first() -> None:
    reviews = [
        *asked(3, "link", "same", created_at="2026-10-02"),
        *asked(4, "link", "same", created_at="2026-11-02"),
        *asked(5, "link", "different", source="other.crm"),
        *asked(5, "doubt", "same", source="third.crm"),
    ]

    def seen() -> Iterator[tuple[str, str, int]]:
        for one in quality(reviews):
            yield one.company, one.month, one.links

    assert list(seen()) == [
        ("eventclick", "", 7),
        ("eventclick", "2026-11", 4),
        ("eventclick", "2026-10", 3),
        ("other", "", 5),
        ("other", "2026-11", 5),
    ]
