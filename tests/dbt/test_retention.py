"""Whether investors come back, in heads and money: March to June 2026."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.dbt.harness import Company
from tests.dbt.stories import invest, journeys, register, visit

pytestmark = pytest.mark.xdist_group("stories")

STORY = journeys(
    {
        "eve": [
            visit("2026-03-02 09:00", "metro"),
            register("2026-03-02 09:05"),
            invest("2026-03-31 23:59", "100.00"),
            invest("2026-04-01 00:01", "50.00"),
            invest("2026-04-30 12:00", "25.00"),
        ],
        "fay": [
            visit("2026-03-02 10:00", "metro"),
            register("2026-03-02 10:05"),
            invest("2026-03-05 10:00", "200.00"),
            invest("2026-05-05 10:00", "70.00"),
        ],
        "guy": [
            visit("2026-04-02 10:00", "metro"),
            register("2026-04-02 10:05"),
            invest("2026-04-05 23:00", "10.00"),
            invest("2026-04-06 01:00", "30.00"),
        ],
    }
)


def test_a_month_cohort_counts_who_invested_in_each_calendar_month(company: Company) -> None:
    found = company.rows(
        "select period_index, cohort_size, active_investors, invested_amount, first_period_amount"
        " from fct_cohort_activity where channel = 'metro' and cohort_grain = 'month'"
        " and cohort_start = '2026-03-01' and period_index <= 3 order by period_index"
    )
    first = Decimal("300.00")
    assert found == [
        (0, 2, 2, Decimal("300.00"), first),
        (1, 2, 1, Decimal("75.00"), first),
        (2, 2, 1, Decimal("70.00"), first),
        (3, 2, 0, Decimal("0.00"), first),
    ]


def test_weeks_begin_on_monday_in_company_time(company: Company) -> None:
    # Sunday 5 April 23:00 is period 0, Monday 6 April 01:00 (17:00 UTC on Sunday) is period 1
    found = company.rows(
        "select period_index, active_investors, invested_amount from fct_cohort_activity"
        " where channel = 'metro' and cohort_grain = 'week' and cohort_start = '2026-03-30'"
        " and period_index <= 1 order by period_index"
    )
    # eve's first week is that one too: 31 March 100 and 1 April 50
    assert found == [(0, 2, Decimal("160.00")), (1, 1, Decimal("30.00"))]


def test_cells_reach_to_the_last_day_and_a_running_period_is_not_complete(
    company: Company,
) -> None:
    # the last day is Thursday 31 December 2026: its month is complete, its week is not
    found = company.rows(
        "select cohort_grain, max(period_index), arg_max(is_complete, period_index)"
        " from fct_cohort_activity where channel = 'metro' group by 1 order by 1"
    )
    assert found == [("month", 9, True), ("week", 43, False)]
    assert company.value(
        "select min(cohort_start) from fct_cohort_activity where channel = 'metro'"
    ) == date(2026, 3, 1)
