"""Who gets the credit: January 2026, company time."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from dashboards.queries.contract import MODELS
from tests.dbt.harness import Cell, Company
from tests.dbt.stories import invest, journeys, register, visit

pytestmark = pytest.mark.xdist_group("stories")

STORY = journeys(
    {
        "ann": [
            visit("2026-01-05 09:00", "baidu_generic"),
            visit("2026-01-07 09:00", "seo"),
            visit("2026-01-09 09:00", "wechat"),
            register("2026-01-09 09:05"),
            invest("2026-01-10 10:00", "100.00", order_id="ann_1"),
        ],
        "ben": [
            visit("2026-01-01 08:59", "dsp_ipinyou"),
            visit("2026-01-01 09:00", "ocean_engine"),
            register("2026-01-02 09:00"),
            invest("2026-01-31 09:00", "0.01", order_id="ben_1"),
        ],
        "cid": [
            visit("2026-01-02 09:00", "seo"),
            register("2026-01-02 09:05"),
            invest("2026-02-20 09:00", "50.00", order_id="cid_1"),
        ],
        "dee": [
            visit("2026-01-03 09:00", "seo"),
            register("2026-01-03 09:05"),
            invest("2026-01-04 09:00", "10.00", order_id="dee_1", status="failed_bid"),
            invest("2026-01-05 09:00", "20.00", order_id="dee_2"),
            invest("2026-01-06 09:00", "30.00", order_id="dee_3"),
            visit("2026-01-07 09:00", "campus"),
            invest("2026-01-08 09:00", "40.00", order_id="dee_4"),
        ],
    }
)


def credits_of(company: Company, conversion_id: str, model: str) -> list[tuple[Cell, ...]]:
    return company.rows(
        "select channel, round(credit, 4), amount from fct_attribution_credits"
        f" where conversion_id = '{conversion_id}' and model = '{model}' order by touch_number"
    )


def test_first_credits_the_first_touch_and_last_the_last(company: Company) -> None:
    assert credits_of(company, "ann_1", "first") == [("baidu_generic", 1.0, Decimal("100.00"))]
    assert credits_of(company, "ann_1", "last") == [("wechat", 1.0, Decimal("100.00"))]


def test_linear_shares_an_amount_to_the_fen_and_loses_none(company: Company) -> None:
    # 10,000 fen in three: 3,334 + 3,333 + 3,333
    assert credits_of(company, "ann_1", "linear") == [
        ("baidu_generic", 0.3333, Decimal("33.34")),
        ("seo", 0.3333, Decimal("33.33")),
        ("wechat", 0.3333, Decimal("33.33")),
    ]


def test_registrations_carry_no_amount(company: Company) -> None:
    assert credits_of(company, "u_ann", "linear") == [
        ("baidu_generic", 0.3333, None),
        ("seo", 0.3333, None),
        ("wechat", 0.3333, None),
    ]


def test_a_touch_exactly_30_days_before_counts_and_one_a_minute_older_does_not(
    company: Company,
) -> None:
    assert credits_of(company, "ben_1", "first") == [("ocean_engine", 1.0, Decimal("0.01"))]
    assert credits_of(company, "u_ben", "first") == [("dsp_ipinyou", 1.0, None)]


def test_a_conversion_with_no_touchpoint_in_the_window_is_unattributed(company: Company) -> None:
    for model in ("first", "last", "linear"):
        assert credits_of(company, "cid_1", model) == [("unattributed", 1.0, Decimal("50.00"))]


def test_second_and_later_confirmed_investments_are_repeats_and_failed_bids_are_nothing(
    company: Company,
) -> None:
    kinds = company.rows(
        "select conversion_id, conversion_kind from fct_attribution_credits"
        " where visitor_id = 'u:u_dee'"
        " and model = 'last' and conversion_kind <> 'registration' order by 1"
    )
    assert kinds == [
        ("dee_2", "first_investment"),
        ("dee_3", "repeat_investment"),
        ("dee_4", "repeat_investment"),
    ]
    assert credits_of(company, "dee_4", "last") == [("campus", 1.0, Decimal("40.00"))]


def test_channel_credits_of_a_day_add_up_to_its_conversions(company: Company) -> None:
    # ann's first investment is the only one of 10 January
    found = company.rows(
        "select channel, round(conversions, 9), amount from fct_channel_credit_daily"
        " where conversion_date = '2026-01-10' and model = 'linear'"
        " and conversion_kind = 'first_investment' order by channel"
    )
    assert found == [
        ("baidu_generic", 0.333333333, Decimal("33.34")),
        ("seo", 0.333333333, Decimal("33.33")),
        ("wechat", 0.333333333, Decimal("33.33")),
    ]


def test_position_gives_two_fifths_to_both_ends(company: Company) -> None:
    assert credits_of(company, "ann_1", "position") == [
        ("baidu_generic", 0.4, Decimal("40.00")),
        ("seo", 0.2, Decimal("20.00")),
        ("wechat", 0.4, Decimal("40.00")),
    ]


def test_time_decay_weighs_a_touch_by_its_age_in_half_lives_of_a_week(company: Company) -> None:
    # Two days apart each: 2^(-4/7), 2^(-2/7) and 1 are .6730, .8203 and 1 of 2.4933.
    assert credits_of(company, "ann_1", "time_decay") == [
        ("baidu_generic", 0.2699, Decimal("26.99")),
        ("seo", 0.329, Decimal("32.90")),
        ("wechat", 0.4011, Decimal("40.11")),
    ]


@pytest.mark.parametrize("part", ["campaign", "city"])
def test_credit_below_a_channel_adds_up_to_that_of_the_channel(company: Company, part: str) -> None:
    listed = ", ".join(f"({m}_conversions, {m}_amount) as {m}" for m in MODELS)
    summed = company.rows(
        "select conversion_date, conversion_kind, model, channel,"
        " round(sum(conversions), 6), sum(amount)"
        f" from fct_{part}_credit_daily unpivot include nulls"
        f" ((conversions, amount) for model in ({listed}))"
        " where conversions is not null group by all order by all"
    )
    assert summed == company.rows(
        "select conversion_date, conversion_kind, model, channel, round(conversions, 6), amount"
        " from fct_channel_credit_daily order by all"
    )
    assert len({model for _, _, model, *_ in summed}) == len(MODELS)


def test_a_path_holds_its_channels_in_the_order_of_their_touches(company: Company) -> None:
    assert company.rows(
        "select month::varchar, conversion_kind, conversions, is_rest from fct_conversion_paths "
        "where path = 'baidu_generic > seo > wechat' order by 2"
    ) == [
        ("2026-01-01", "first_investment", 1, False),
        ("2026-01-01", "registration", 1, False),
    ]


def test_touches_of_one_channel_in_a_row_are_one_step_of_a_path(company: Company) -> None:
    paths = {
        str(path) for (path,) in company.rows("select distinct path from fct_conversion_paths")
    }
    steps = [path.split(" > ") for path in paths]
    assert all(one != other for path in steps for one, other in pairwise(path))
    total = "select sum(conversions) from fct_conversion_paths where conversion_kind = '{}'"
    credited = "select round(sum(conversions)) from fct_channel_credit_daily where model = 'first'"
    credited += " and conversion_kind = '{}' and channel <> 'unattributed'"
    for kind in ("registration", "first_investment", "repeat_investment"):
        assert company.rows(total.format(kind)) == company.rows(credited.format(kind))
