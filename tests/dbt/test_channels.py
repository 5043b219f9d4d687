"""What a channel cost and what its people brought: July to September 2026."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.dbt.harness import Company
from tests.dbt.lake import merged
from tests.dbt.stories import (
    bind_card,
    invest,
    journeys,
    recharge,
    register,
    repaid,
    spend,
    verify,
    visit,
)

pytestmark = pytest.mark.xdist_group("stories")

DAY_ONE = "2026-07-01"
STORY = merged(
    journeys(
        {
            "hue": [
                visit("2026-07-01 00:10", "dsp_ipinyou"),
                visit("2026-07-03 00:10", "seo"),
                register("2026-07-03 00:15"),
                verify("2026-07-03 00:16"),
                bind_card("2026-07-03 00:17"),
                recharge("2026-07-03 00:18"),
                invest("2026-07-08 23:50", "1000.00", order_id="hue_1", product_id="p180"),
                invest("2026-07-09 00:10", "365.00", order_id="hue_2"),
                repaid("2026-11-28 10:00", "hue_1", "400.00"),
                repaid("2026-11-29 10:00", "hue_1", "600.00", term_no="2"),
            ],
            "ida": [visit("2026-07-01 23:50", "dsp_ipinyou")],
            "jan": [
                visit("2026-07-01 12:00", "dsp_ipinyou"),
                register("2026-07-01 12:05"),
                invest("2026-07-31 12:00", "200.00", order_id="jan_1"),
            ],
        }
    ),
    spend(
        "dsp_ipinyou",
        DAY_ONE,
        [
            {"campaign_id": "d1", "cost_raw": "120.10", "impressions": "1000", "clicks": "40"},
            {"campaign_id": "d2", "cost_raw": "29.95"},
        ],
        "2026-07-02 03:00",
    ),
    spend("dsp_ipinyou", "2026-07-02", [{"campaign_id": "d1", "cost_raw": "7.00"}], "2026-07-03"),
    {
        "targets": [
            {
                "month": "2026-07-01",
                "channel": "dsp_ipinyou",
                "metric": metric,
                "target_value": plan,
            }
            for metric, plan in (("spend_amount", "200.00"), ("registrations", "5"))
        ]
        + [
            {
                "month": "2027-01-01",
                "channel": "company",
                "metric": "visitors",
                "target_value": "9",
            }
        ]
    },
)


def test_people_are_dated_by_what_they_did_and_belong_to_the_channel_that_brought_them(
    company: Company,
) -> None:
    found = company.rows(
        "select stat_date, spend_amount, clicks, sessions, visitors, registrations,"
        " verifications, first_investments, invested_amount from fct_channel_daily"
        " where channel = 'dsp_ipinyou' and stat_date between '2026-07-01' and '2026-07-09'"
        " order by stat_date"
    )
    nothing = Decimal("0.00")
    assert found == [
        (date(2026, 7, 1), Decimal("150.05"), 40, 3, 3, 1, 0, 0, nothing),
        (date(2026, 7, 2), Decimal("7.00"), None, 0, 0, 0, 0, 0, nothing),
        (date(2026, 7, 3), nothing, None, 1, 0, 1, 1, 0, nothing),
        (date(2026, 7, 8), nothing, None, 0, 0, 0, 0, 1, Decimal("1000.00")),
        (date(2026, 7, 9), nothing, None, 0, 0, 0, 0, 0, Decimal("365.00")),
    ]


def test_annualised_amount_and_revenue_follow_the_products_term_and_fee(company: Company) -> None:
    # 1,000 x 180 / 365 = 493.1507 and 365 x 365 / 365 = 365; fee 1 %
    found = company.rows(
        "select annualised_amount, revenue_amount from fct_growth_daily"
        " where stat_date between '2026-07-08' and '2026-07-09' order by stat_date"
    )
    assert found == [
        (Decimal("493.1507"), Decimal("4.9315")),
        (Decimal("365.0000"), Decimal("3.6500")),
    ]


def test_a_cohort_is_charged_its_entry_day_and_credited_all_it_brought_by_each_age(
    company: Company,
) -> None:
    found = company.rows(
        "select age_days, spend_amount, visitors, registrations, first_investments,"
        " invested_amount, is_mature from fct_channel_cohorts"
        " where channel = 'dsp_ipinyou' and entry_date = '2026-07-01' order by age_days"
    )
    cost = Decimal("150.05")
    # hue invests on days 7 and 8, jan on day 30; the last day, 31 December, is day 183
    assert found == [
        (7, cost, 3, 2, 1, Decimal("1000.00"), True),
        (30, cost, 3, 2, 2, Decimal("1565.00"), True),
        (90, cost, 3, 2, 2, Decimal("1565.00"), True),
        (180, cost, 3, 2, 2, Decimal("1565.00"), True),
    ]


def test_a_day_with_spend_and_no_people_stays_as_a_cohort(company: Company) -> None:
    found = company.row(
        "select spend_amount, visitors, first_investments, is_mature from fct_channel_cohorts"
        " where channel = 'dsp_ipinyou' and entry_date = '2026-07-02' and age_days = 180"
    )
    assert found == (Decimal("7.00"), 0, 0, True)


def test_a_day_of_entry_is_judged_only_when_its_window_has_passed(company: Company) -> None:
    # 31 December 2026 less 90 days is 2 October
    found = company.rows(
        "select distinct is_mature, entry_date <= '2026-10-02' from fct_funnel_daily order by 1"
    )
    assert found == [(False, False), (True, True)]


def test_a_day_of_entry_counts_who_got_how_far(company: Company) -> None:
    found = company.row(
        "select visitors, registrations, verifications, card_bounds, fundings,"
        " first_investments, repeat_investments from fct_funnel_daily"
        " where channel = 'dsp_ipinyou' and entry_date = '2026-07-01'"
    )
    # jan registered and invested without the steps between: she reached registration only
    assert found == (3, 2, 1, 1, 1, 1, 1)


def test_outstanding_grows_with_investments_and_falls_with_repaid_principal(
    company: Company,
) -> None:
    found = company.rows(
        "select stat_date, outstanding_amount - lag(outstanding_amount) over (order by stat_date)"
        " from fct_growth_daily where stat_date between '2026-11-27' and '2026-11-29'"
        " order by stat_date"
    )
    assert found[1:] == [
        (date(2026, 11, 28), Decimal("-400.00")),
        (date(2026, 11, 29), Decimal("-600.00")),
    ]


def test_growth_has_a_row_for_every_day_up_to_the_last(company: Company) -> None:
    days, first, last = company.row(
        "select count(*), min(stat_date), max(stat_date) from fct_growth_daily"
    )
    assert (first, last) == (date(2026, 1, 1), date(2026, 12, 31))
    assert days == 365


def test_plan_stands_beside_what_happened_and_a_month_to_come_has_no_actual(
    company: Company,
) -> None:
    found = company.rows(
        "select month, channel, metric, target_value, actual_value from fct_plan_vs_actual"
        " order by month, metric"
    )
    assert found == [
        (date(2026, 7, 1), "dsp_ipinyou", "registrations", Decimal("5.00"), Decimal("2.0000")),
        (date(2026, 7, 1), "dsp_ipinyou", "spend_amount", Decimal("200.00"), Decimal("157.0500")),
        (date(2027, 1, 1), "company", "visitors", Decimal("9.00"), None),
    ]
