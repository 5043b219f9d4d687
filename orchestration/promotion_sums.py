"""The warehouse's sums about promotions, as the measurement takes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd

from measurement.promotions import Evidence, Places, Promotion
from measurement.promotions.parts import ArmSums

PROMOTIONS = """
    select
        promotions.*, windows.as_of_date, windows.window_ends_on, windows.share_at_once,
        shared.other_promotion_name, shared.common_share
    from dim_promotions as promotions
    inner join int_promotion_windows as windows on promotions.promotion_id = windows.promotion_id
    left join (
        select
            pairs.promotion_id, max(pairs.common_share) as common_share,
            arg_max(others.promotion_name, (pairs.common_share, others.promotion_id))
                as other_promotion_name
        from fct_promotion_overlaps as pairs
        inner join dim_promotions as others on pairs.other_promotion_id = others.promotion_id
        group by pairs.promotion_id
    ) as shared on promotions.promotion_id = shared.promotion_id
    order by promotions.promotion_id
"""
ARMS = """
    select
        arms.*, ledger.is_control, cast(ledger.cost_amount as double) as cost,
        ledger.coupons_unrecorded, ledger.coupons_redeemed + ledger.redemptions_reversed
            as coupons_recorded
    from int_promotion_arms as arms
    inner join fct_promotion_ledger as ledger
        on arms.promotion_id = ledger.promotion_id and arms.arm = ledger.arm
    order by arms.promotion_id, arms.arm
"""
CELLS = """
    select
        promotion_id, cell, is_treated, people, during_mean, during_variance, later_mean,
        later_variance, earlier_mean, earlier_variance, firsts_mean, firsts_variance
    from int_promotion_cells order by promotion_id, cell, is_treated
"""
PLACES = """
    with days as (
        select cast(unnest(generate_series(min(stat_date), (
            select max(as_of_date) from int_promotion_windows), interval 1 day)) as date) as date
        from fct_city_daily
    )
    select
        cities.city as location, days.date, coalesce(found.revenue, 0) as revenue,
        coalesce(cast(found.firsts as double), 0) as firsts
    from days
    cross join (select distinct city from fct_city_daily) as cities
    left join fct_city_daily as found on found.city = cities.city and found.stat_date = days.date
    order by 1, 2
"""
ARM_DAYS = "select * from int_promotion_arm_days order by promotion_id, arm, stat_date"
COUNTED = ("people", "people_in_two_arms", "people_early", "people_unknown")
COUNTED += ("coupons_unrecorded", "coupons_recorded")


def promotions(connection: duckdb.DuckDBPyConnection) -> tuple[list[Promotion], pd.DataFrame]:
    """Every promotion with its arms, and the rows of `dim_promotions` they came from."""
    arms: dict[str, list[ArmSums]] = {}
    for row in connection.execute(ARMS).df().to_dict("records"):
        arms.setdefault(str(row["promotion_id"]), []).append(_arm(row))
    described = connection.execute(PROMOTIONS).df()
    rows = described.astype(object).where(described.notna(), None).to_dict("records")
    known = [_promotion(row, arms.get(str(row["promotion_id"]), [])) for row in rows]
    return known, described


def evidence(connection: duckdb.DuckDBPyConnection, known: list[Promotion]) -> Evidence:
    """What the methods need beside the arms."""
    cells: dict[str, list[tuple]] = {}
    for promotion_id, *row in connection.execute(CELLS).fetchall():
        cells.setdefault(promotion_id, []).append(tuple(row))
    panel = connection.execute(PLACES).df()
    busy = {one.promotion_id: frozenset(one.cities) for one in known if one.cities}
    return Evidence(cells, Places(panel, busy))


def arm_days(connection: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """Sums by arm and day of each promotion with a control."""
    days = connection.execute(ARM_DAYS).df()
    return {str(name): part for name, part in days.groupby("promotion_id")}


def _arm(row: Mapping[str, Any]) -> ArmSums:
    other = {"promotion_id", "arm", "arm_number", "is_control", "cost", *COUNTED}
    return ArmSums(
        arm=str(row["arm"]),
        is_control=bool(row["is_control"]),
        **{name: int(row[name]) for name in COUNTED},
        cost=float(row["cost"]),
        sums={name: float(value) for name, value in row.items() if name not in other},
    )


def _promotion(row: Mapping[str, Any], arms: list[ArmSums]) -> Promotion:
    return Promotion(
        promotion_id=row["promotion_id"],
        starts_on=_day(row["starts_on"]),
        ends_on=_day(row["ends_on"]),
        as_of=_day(row["as_of_date"]) or date.min,
        window_ends_on=_day(row["window_ends_on"]),
        share_at_once=row["share_at_once"],
        holdout_share=row["holdout_share"],
        activity_cost=_number(row["activity_cost_amount"]),
        has_recorded_subsidy=bool(row["is_recorded"]),
        cities=_cities(row["cities"]),
        arms=arms,
        overlap=row["common_share"] or 0.0,
        overlaps_with=row["other_promotion_name"] or "",
    )


def _cities(told: str | None) -> tuple[str, ...]:
    names = (told or "").replace("，", ",").replace("、", ",").replace(";", ",").split(",")
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def _day(value: object) -> date | None:
    return None if value is None else datetime.fromisoformat(str(value)).date()


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
