"""By when a request must be answered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import InvalidInput
from shared.privacy.deadlines import Regulation, deadlines
from shared.rules.calendars import day_off


def legal(received: str, *, calendar: str = "FR", regulation: Regulation = "gdpr") -> str:
    moment = datetime.fromisoformat(received)
    return deadlines(moment, calendar=calendar, regulation=regulation).legal.isoformat()


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-03-10", "2026-04-10"),
        ("2026-01-31", "2026-03-02"),  # no 31 February; the 28th is a Saturday
        ("2028-01-31", "2028-02-29"),  # a leap year
        ("2026-03-31", "2026-04-30"),
        ("2026-03-05", "2026-04-07"),  # Easter Sunday, then Easter Monday
        ("2026-04-14", "2026-05-15"),  # Ascension, a Thursday
        ("2026-04-01", "2026-05-04"),  # the 1st of May is a Friday: over the weekend
        ("2025-12-01", "2026-01-02"),  # New Year's Day, into the next year
        ("2026-07-15", "2026-08-17"),  # Assumption, a Saturday
    ],
)
def test_the_legal_month_never_ends_on_a_day_off(received: str, expected: str) -> None:
    assert legal(received) == expected


def test_alsace_rests_on_good_friday_and_on_26_december() -> None:
    assert legal("2026-03-03") == "2026-04-03"
    assert legal("2026-03-03", calendar="FR-ALSACE") == "2026-04-07"
    assert legal("2025-11-26") == "2025-12-26"
    assert legal("2025-11-26", calendar="fr-alsace") == "2025-12-29"


def test_other_countries_rest_on_their_own_days() -> None:
    assert legal("2026-09-03", calendar="DE") == "2026-10-05"  # the 3rd, German Unity, a Saturday
    assert legal("2025-09-03", calendar="DE-BE") == "2025-10-06"  # a Friday


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-03-09T22:30:00+00:00", "2026-04-09"),
        ("2026-03-09T23:30:00+00:00", "2026-04-10"),  # past midnight in Paris
        ("2026-06-09T22:30:00+00:00", "2026-07-10"),  # in summer an hour earlier
        ("2026-03-09T23:59:59", "2026-04-09"),  # without a zone it is Paris time
        ("2026-03-09T20:00:00-08:00", "2026-04-10"),
    ],
)
def test_the_day_of_receipt_is_the_one_in_paris(received: str, expected: str) -> None:
    assert legal(received) == expected


def test_california_counts_45_days_that_nothing_moves() -> None:
    assert legal("2026-03-05", regulation="ccpa") == "2026-04-19"  # a Sunday


def test_promises_are_calendar_days_and_the_earliest_date_counts() -> None:
    found = deadlines(datetime(2026, 3, 5, 9, tzinfo=UTC), clause_days=3)

    assert found.aim == date(2026, 3, 15)  # a Sunday
    assert found.clause == date(2026, 3, 8)  # a Sunday
    assert found.effective == date(2026, 3, 8)
    assert deadlines(datetime(2026, 3, 5, 9, tzinfo=UTC), clause_days=15).effective == found.aim
    assert deadlines(datetime(2026, 3, 5, 9, tzinfo=UTC)).clause is None


def test_each_date_says_how_it_was_come_by() -> None:
    found = deadlines(datetime(2026, 1, 31, 9, tzinfo=UTC), clause_days=10)

    assert found.explanation == (
        "received: 2026-01-31 (Saturday), the civil day in Europe/Paris; not counted itself",
        "aim: 2026-02-10 (Tuesday), 10 calendar days, the group's promise; nothing moves it",
        "clause: 2026-02-10 (Tuesday), 10 calendar days, the company's promise; nothing moves it",
        "legal: 2026-03-02 (Monday), one month (GDPR art. 12(3); Regulation 1182/71 art. 3(2)(c)); "
        "February has no 31, so its last day; 2026-02-28 is a Saturday, so the next working day "
        "(art. 3(4), FR)",
        "effective: 2026-02-10 (Tuesday), the earliest, set by the group's aim and the company's "
        "clause",
    )


@pytest.mark.parametrize(
    ("calendar", "told"),
    [
        ("XX", "unknown calendar 'XX' .expected FR, FR-ALSACE"),
        ("", "unknown calendar ''"),
        ("../x", "unknown calendar '../x'"),
        (
            "FR-BRETAGNE",
            "unknown region in calendar 'FR-BRETAGNE' .expected FR alone, or .* ALSACE",
        ),
    ],
)
def test_an_unknown_calendar_is_refused_with_those_there_are(calendar: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        legal("2026-01-01", calendar=calendar)
    with pytest.raises(InvalidInput, match=told):
        legal("2026-01-01", calendar=calendar, regulation="ccpa")


@pytest.mark.parametrize("days", [-1, 0, 366])
def test_a_clause_is_between_a_day_and_a_year(days: int) -> None:
    with pytest.raises(InvalidInput, match=f"a clause of {days} days .expected 1 to 365"):
        deadlines(datetime(2026, 1, 1, tzinfo=UTC), clause_days=days)


def test_a_year_nobody_can_mean_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"year 9999 .expected 2000 to 2100"):
        legal("9999-12-31")


@given(
    day=st.dates(date(2000, 1, 1), date(2100, 12, 31)),
    calendar=st.sampled_from(["FR", "FR-ALSACE", "DE-BY", "BE", "ES"]),
)
def test_whatever_the_day_the_law_leaves_a_month_and_ends_on_a_working_day(
    day: date, calendar: str
) -> None:
    found = deadlines(datetime(day.year, day.month, day.day, 12), calendar=calendar)  # noqa: DTZ001  Paris time

    assert day_off(found.legal, calendar) is None
    assert timedelta(days=28) <= found.legal - day <= timedelta(days=31 + 6)
    assert found.effective == min(found.aim, found.legal)
