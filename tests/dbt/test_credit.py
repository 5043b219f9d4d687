"""What data-driven models learn, and the credit that follows of it: November 2026.

Nobody else comes by Sogou or Shenma in the training window, so sets and paths of these two are
told here in full.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.dbt import test_attribution
from tests.dbt.harness import Cell, Company
from tests.dbt.stories import invest, journeys, register, visit

SOGOU = {"url": "https://www.example.cn/?utm_source=sogou"}
SHENMA = {"url": "https://www.example.cn/?utm_source=shenma"}
pytestmark = pytest.mark.xdist_group("stories")

STORY = journeys(
    {
        # By Sogou alone one of two registers, by Shenma alone one of four, by both one of two.
        "credit_mia": [visit("2026-11-02 09:00", **SOGOU), register("2026-11-02 09:10")],
        "credit_max": [visit("2026-11-02 09:00", **SOGOU)],
        "credit_dan": [visit("2026-11-02 09:00", **SHENMA), register("2026-11-02 09:10")],
        "credit_dot": [visit("2026-11-02 09:00", **SHENMA)],
        "credit_dee2": [visit("2026-11-02 09:00", **SHENMA)],
        "credit_don": [visit("2026-11-02 09:00", **SHENMA)],
        "credit_bea": [
            visit("2026-11-02 09:00", **SOGOU),
            visit("2026-11-03 09:00", **SHENMA),
            register("2026-11-03 09:10"),
            invest("2026-11-04 10:00", "0.01", order_id="bea_1"),
        ],
        "credit_bob2": [visit("2026-11-02 09:00", **SOGOU), visit("2026-11-03 09:00", **SHENMA)],
    }
)
READS_ALSO = (test_attribution,)
DATA_DRIVEN = ("markov", "shapley", "leave_one_out")
ONE_TOUCH = ("first", "last", "last_non_direct", "last_paid")
MODELS = (*ONE_TOUCH, "linear", "position", "time_decay", *DATA_DRIVEN)
UNLEARNED = (
    "delete from measured.path_weights where path in ('sogou', 'sogou > shenma')",
    "delete from measured.path_weights where model = 'shapley'"
    " and conversion_kind = 'registration'",
)
"""Paths that no model knows, and a model that knows none of a kind."""
KEYS = {
    "fct_campaign_credit_daily": (
        "conversion_date, conversion_kind, channel, campaign_id, keyword_id"
    ),
    "fct_city_credit_daily": "conversion_date, conversion_kind, channel, city",
}


def weights(company: Company, conversion_id: str, model: str) -> list[tuple[Cell, ...]]:
    return company.rows(
        "select channel, round(credit, 6) from fct_attribution_credits"
        f" where conversion_id = '{conversion_id}' and model = '{model}' order by touch_number"
    )


def test_shapley_weighs_channels_by_the_conversion_rates_of_their_sets(company: Company) -> None:
    # Sogou adds .5 alone and .25 to Shenma, Shenma .25 alone and 0 to Sogou: .375 and .125 of .5.
    assert weights(company, "u_credit_bea", "shapley") == [("sogou", 0.75), ("shenma", 0.25)]


def test_leave_one_out_weighs_touches_by_what_falls_without_them(company: Company) -> None:
    # Without Sogou .25 are left of .5, without Shenma .5.
    assert weights(company, "u_credit_bea", "leave_one_out") == [("sogou", 1.0), ("shenma", 0.0)]


def test_one_fen_is_not_divided_by_any_model(company: Company) -> None:
    rows = company.rows(
        "select model, count(*) filter (where amount = 0.01), sum(amount)"
        " from fct_attribution_credits where conversion_id = 'bea_1' group by 1"
    )
    assert len(rows) == 10
    assert {(count, amount) for _, count, amount in rows} == {(1, Decimal("0.01"))}


def test_a_journey_that_did_not_convert_counts_where_it_could_still_convert(
    company: Company,
) -> None:
    nulls = company.rows(
        "select conversion_kind, conversions, nulls from int_journey_paths"
        " where path = 'shenma' order by 1"
    )
    # Dan registered and may still invest.
    assert nulls == [("first_investment", 0, 4), ("registration", 1, 3)]


def test_older_conversions_share_by_what_was_learned_later(company: Company) -> None:
    # Nobody went ann's way in the training window, so all falls are 0: the last touch gets it.
    rows = weights(company, "ann_1", "leave_one_out")
    assert rows == [("baidu_generic", 0.0), ("seo", 0.0), ("wechat", 1.0)]


def test_every_model_has_a_row_for_a_conversion_without_touch(company: Company) -> None:
    for model in DATA_DRIVEN:
        assert weights(company, "cid_1", model) == [("unattributed", 1.0)]


def test_markovs_total_of_a_channel_is_what_its_touches_get_but_for_the_gap(
    company: Company,
) -> None:
    off = company.rows("""
        select certain.conversion_kind, certain.channel
        from fct_credit_certainty as certain
        left join (
            select conversion_kind, channel, sum(conversions) as conversions
            from fct_channel_credit_daily
            where model = 'markov' and conversion_date >= date '2026-07-05' group by 1, 2
        ) as daily using (conversion_kind, channel)
        where certain.model = 'markov'
            and abs(certain.conversions + certain.gap - coalesce(daily.conversions, 0)) > 1e-5
    """)
    assert off == []


def test_data_driven_credit_has_an_interval_and_rules_have_none(company: Company) -> None:
    rows = company.rows(
        "select model, count(low), count(*) from fct_credit_certainty"
        " where conversion_kind = 'registration' group by 1"
    )
    assert {model: low == every for model, low, every in rows} == {
        **dict.fromkeys(DATA_DRIVEN, True),
        **dict.fromkeys(
            ("first", "last", "last_non_direct", "last_paid", "linear", "position", "time_decay"),
            False,
        ),
    }


def summed(model: str) -> str:
    """Conversions and amount that the touches of a group give one model, null where none does."""
    count = (
        f"nullif(count({model}_credit), 0)"
        if model in ONE_TOUCH
        else f"sum(cast({model}_credit as decimal(18, 15)))"
    )
    return f"cast({count} as double), cast(sum({model}_fen) as decimal(18, 2)) / 100"


def copied(company: Company, home: Path, unlearned: tuple[str, ...]) -> Company:
    """The company, with some of what was learned lost."""
    other = Company(home, company.lake, company.manifest)
    shutil.copy(company.warehouse, other.warehouse)
    with duckdb.connect(str(other.warehouse)) as connection:
        lost = [connection.execute(statement).fetchall()[0][0] for statement in unlearned]
    assert all(lost)
    return other


def unlike_touches(company: Company, mart: str) -> list[tuple[Cell, ...]]:
    """Rows of a mart that are not the sums of all touches, and those that would be."""
    keys = KEYS[mart]
    touched = f"select {keys}, {', '.join(map(summed, MODELS))} from int_touch_credits group by all"
    credited = ", ".join(f"{m}_conversions, cast({m}_amount as double)" for m in MODELS)
    listed = f"select {keys}, {credited} from {mart}"
    return [
        *company.rows(f"({touched}) except all ({listed})"),
        *company.rows(f"({listed}) except all ({touched})"),
    ]


@pytest.mark.parametrize("unlearned", [(), UNLEARNED])
def test_sums_of_credit_are_those_of_all_touches_also_without_some_weights(
    company: Company, tmp_path: Path, unlearned: tuple[str, ...]
) -> None:
    other = copied(company, tmp_path, unlearned)
    other.build(select=["int_path_weights", "int_shared_credits", *KEYS])
    for mart in KEYS:
        assert unlike_touches(other, mart) == []


def test_a_day_writes_credit_anew_where_it_is_shared_or_learned_otherwise(
    company: Company, tmp_path: Path
) -> None:
    other = copied(company, tmp_path, UNLEARNED)
    # No touch of it comes or goes, is shared, or has weights
    kept = "channel = 'unattributed'"
    with duckdb.connect(str(other.warehouse)) as connection:
        connection.execute(
            f"update fct_campaign_credit_daily set first_conversions = -7 where {kept}"
        )
    spoiled = other.rows(f"select * from fct_campaign_credit_daily where {kept}")
    assert spoiled
    newest = other.value("select max(_load_id) from stg_platform__users")
    other.build(str(newest), ["int_path_weights+", "+fct_campaign_credit_daily"])
    assert other.rows(f"select * from fct_campaign_credit_daily where {kept}") == spoiled
    unlike = unlike_touches(other, "fct_campaign_credit_daily")
    assert {row[2] for row in unlike} == {"unattributed"}
