"""Lots drawn again and again among the people of one company, who then only win and lose nothing.

The arms differ by chance alone, and some of the treated get an order more during the promotion that
nobody misses after: whatever is called borrowed here is a false alarm.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration import promotion_verdicts
from tests.benchmarks.bench_verdicts import MODELS
from tests.benchmarks.promotion_scores import BORROWS, DAYS, END
from tests.benchmarks.simulated_promotions import simulated
from tests.dbt.harness import Company, Manifest

WON = 0.03
"""Share of the treated with an order more: as many as the coupon week of the story moves."""
LOTS = f"""
create table drawn as
    select distinct 'R' || k as promotion_id, user_id, granted_at, k
    from stg_platform__coupon_grants cross join range($times) as t (k)
    where promotion_id = '{BORROWS}';
create or replace table stg_sheets__promotion_plans as
    select plans.* replace (drawn.promotion_id as promotion_id)
    from stg_sheets__promotion_plans as plans
    cross join (select distinct promotion_id from drawn) as drawn
    where plans.promotion_id = '{BORROWS}';
create or replace table stg_platform__coupon_grants as
    select
        promotion_id || user_id as grant_id, promotion_id, user_id,
        if(control, 'void', 'unused') as status, if(control, 'control', 'treatment') as arm,
        cast(60 as decimal(18, 2)) as face_amount, granted_at,
        granted_at + interval 10 day as expires_at, false as has_changed_arm
    from (select *, hash(user_id, k) % 5 = 0 as control from drawn);
delete from stg_platform__coupon_redemptions;
delete from stg_platform__cash_packets;
delete from stg_platform__promotions;
drop table drawn;
"""
GAINS = f"""
insert into int_promotion_orders
    select
        people.arm_number, people.user_id, people.exposed_date + 1,
        (select avg(revenue) from int_promotion_orders), false, false, false, true, false,
        false, false, 0, 0
    from int_promotion_people as people
    where not people.is_control
        and hash(people.user_id, people.arm_number, 1) % 1000 < {1000 * WON};
"""
AFTER_ORDERS = ("int_promotion_arms", "int_promotion_arm_days")


@dataclass(frozen=True)
class Redrawn:
    """Of so many lots: how often something was surely won, and how often called borrowed."""

    lots: int
    won: int
    borrowed: int


def redrawn(folder: Path, seed: int, visitors: int, times: int, manifest: Manifest) -> Redrawn:
    """The coupon week of one company with its lots drawn again `times` times."""
    kept = folder / f"{visitors}-{seed}"
    simulated(kept, visitors, DAYS, seed, END)
    home = folder / f"redrawn-{visitors}-{seed}"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    shutil.copy(kept / "warehouse.duckdb", home)
    company = Company(home, home, manifest)
    with duckdb.connect(str(company.warehouse)) as connection:
        connection.execute(LOTS.replace("$times", str(times)))
    company.build(select=[model for model in MODELS if model not in AFTER_ORDERS])
    with duckdb.connect(str(company.warehouse)) as connection:
        connection.execute(GAINS)
    company.build(select=AFTER_ORDERS)
    with duckdb.connect(str(company.warehouse), read_only=True) as connection:
        rows = promotion_verdicts.measured(connection, {})["fct_promotion_verdicts"]
    shutil.rmtree(home)
    borrowed = sum(bool(row["is_borrowed"]) for row in rows)
    unsure = sum(row["people_to_tell"] is not None for row in rows)
    kept = sum("not pulled forward" in str(row["why_en"]) for row in rows)
    return Redrawn(len(rows), borrowed + unsure + kept, borrowed)
