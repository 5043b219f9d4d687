"""What a cohort brings back, long after the month in which it was paid for: February 2026."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.dbt.harness import Company
from tests.dbt.lake import merged
from tests.dbt.stories import Step, invest, journeys, register, spend, visit

pytestmark = pytest.mark.xdist_group("stories")

FIRST = date(2026, 2, 10)
PEOPLE = 6


def life(day: date, channel: str) -> list[Step]:
    """A visit and six orders 30 days apart, each earning a fee of 100 yuan."""
    orders = [day + timedelta(days=5 + 30 * number) for number in range(6)]
    return [
        visit(f"{day} 09:00", channel),
        register(f"{day} 09:10"),
        *(invest(f"{order} 10:00", "10000.00") for order in orders),
    ]


def world(channel: str, source: str, cost: str) -> dict:
    """One new investor of `channel` a day, for `cost` yuan."""
    days = [FIRST + timedelta(days=number) for number in range(PEOPLE)]
    people = {f"{channel}_{number}": life(day, channel) for number, day in enumerate(days)}
    line = {"campaign_id": "r1", "channel": channel, "cost_raw": cost}
    bills = [spend(source, str(day), [line], f"{day + timedelta(days=1)} 08:00") for day in days]
    return merged(journeys(people), *bills)


STORY = merged(world("baidu_brand", "baidu_sem", "300"), world("yiqifa", "own_cost", "3000"))
"""600 yuan come back over 155 days for 300 yuan spent: a true ROAS of 2.0."""


def returned(company: Company, channel: str, age: int) -> Decimal:
    revenue, spent = company.row(
        "select revenue_amount, spend_amount from fct_payback where cohort_month = '2026-02-01'"
        f" and channel = '{channel}' and age_days = {age}"
    )
    assert isinstance(revenue, Decimal)
    assert isinstance(spent, Decimal)
    return revenue / spent


def test_a_true_roas_of_two_spread_over_half_a_year_reads_two(company: Company) -> None:
    assert returned(company, "baidu_brand", 180) == 2


def test_at_thirty_days_the_same_cohort_has_brought_a_third_of_its_spend(company: Company) -> None:
    assert round(returned(company, "baidu_brand", 30), 4) == Decimal("0.3333")


def test_ten_times_the_spend_is_a_tenth_of_the_return(company: Company) -> None:
    for age in (30, 90, 180):
        tenth = returned(company, "baidu_brand", age) / 10
        assert returned(company, "yiqifa", age) == pytest.approx(tenth)
