"""A simulated company's promotions as staging would leave them, without the rest of a run."""

from __future__ import annotations

import csv
import hashlib
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

import ingest.simulator
from ingest.contracts import DATASETS
from ingest.simulator.deliveries import platform_db
from ingest.simulator.lives.life import live
from ingest.simulator.lives.people import chunks
from ingest.simulator.lives.society import Gathering, Society
from ingest.simulator.truth.promotions_file import write_promotions
from ingest.simulator.world.company import found_company
from ingest.simulator.world.promotions import all_promotions
from ingest.simulator.world.story import Story

SIMULATOR = Path(ingest.simulator.__file__).parent
TABLES = ("users", "products", "investments", "promotions", "coupon_grants")
TABLES += ("coupon_redemptions", "cash_packets")
YEARS = "term_value / if(term_unit = 'months', 12, 365)"
UTC = "cast({0} as timestamp) - interval 8 hour"
DAY = "cast(cast({0} as timestamp) as date)"

STAGED = f"""
create table int_as_of as
    select {DAY.format("max(invested_at)")} as as_of_date, '9' as newest_load_id from investments;
create table dim_users as
    select user_id, city, {DAY.format("registered_at")} as registered_date from users;
create table fct_investments as
    select
        order_id, user_id, product_id, cast(amount as decimal(18, 2)) as amount,
        cast(round(if(term_unit = 'months', term_value * 365.0 / 12, term_value)) as integer)
            as term_days,
        cast(cast(amount as double) * {YEARS} as decimal(18, 4)) as annualised_amount,
        cast(cast(amount as double) * {YEARS} * cast(fee_rate as double)
            as decimal(18, 4)) as revenue_amount,
        {UTC.format("invested_at")} as invested_at, {DAY.format("invested_at")} as invested_date,
        cast(row_number() over (partition by user_id order by invested_at, order_id) as integer)
            as investment_number
    from investments inner join products using (product_id)
    where investments.status = 'confirmed';
create table stg_platform__products as
    select product_id, cast(min_amount as decimal(18, 2)) as min_amount from products;
create table stg_platform__promotions as
    select promotion_id, promotion_name, kind, cast(budget as decimal(18, 2)) as budget_amount,
        {UTC.format("starts_at")} as starts_at, {UTC.format("ends_at")} as ends_at
    from promotions;
create table stg_platform__coupon_grants as
    select grant_id, promotion_id, user_id, status, arm, cast(face as decimal(18, 2))
        as face_amount, {UTC.format("granted_at")} as granted_at,
        {UTC.format("expires_at")} as expires_at, false as has_changed_arm from coupon_grants;
create table stg_platform__coupon_redemptions as
    select grant_id, order_id, promotion_id, user_id, cast(discount as decimal(18, 2))
        as discount_amount, {UTC.format("redeemed_at")} as redeemed_at,
        {DAY.format("redeemed_at")} as redeemed_date, {UTC.format("reversed_at")} as reversed_at
    from coupon_redemptions;
create table stg_platform__cash_packets as
    select packet_id, promotion_id, user_id, cast(amount as decimal(18, 2)) as amount,
        {UTC.format("sent_at")} as sent_at, {UTC.format("received_at")} as received_at,
        {UTC.format("refunded_at")} as refunded_at from cash_packets;
create table stg_sheets__promotion_plans as
    select 'promotion_plans' as source,
        plans.* replace (cast(budget_amount as decimal(18, 2)) as budget_amount),
        cast(null as varchar) as cities,
        cast(null as varchar) as audience, cast(null as varchar) as hypothesis,
        cast(null as varchar) as metric, cast(null as varchar) as stop_rule,
        cast(null as varchar) as owner, cast(0 as decimal(18, 2)) as activity_cost_amount,
        '1' as _load_id
    from plans;
"""


def simulated(home: Path, visitors: int, days: int, seed: int, end: date) -> list[dict[str, str]]:
    """Fill `home/warehouse.duckdb` with one story; returns the rows of its promotions' truth.

    A story that is there already is kept, so that a scoreboard goes on where it stopped.
    """
    if not home.exists():
        unfinished = home.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        _simulate(unfinished, Story(visitors, days, seed, end, None, None))
        unfinished.rename(home)
    with (home / "promotions.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def version() -> str:
    """A name for what the simulator does: stories of another version are other stories."""
    sources = [*sorted(SIMULATOR.rglob("*.py")), Path(__file__)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:8]


def _simulate(home: Path, story: Story) -> None:
    home.mkdir(parents=True)
    society = _society(story)
    write_promotions(story, home, society)
    _stage(home, story, society)


def _society(story: Story) -> Society:
    """Everyone with an account; what they did on web and app is not kept."""
    catalog, gathering = found_company(story).catalog, Gathering()
    for chunk in chunks(story):
        gathering.add(live(story, catalog, chunk))
    return gathering.whole()


def _stage(home: Path, story: Story, society: Society) -> None:
    with duckdb.connect(str(home / "warehouse.duckdb")) as connection:
        for name in TABLES:
            connection.register(name, _table(name, story, society))
        connection.register("plans", _plans(story))
        connection.execute(STAGED)


def _table(name: str, story: Story, society: Society) -> pd.DataFrame:
    """A table of the platform's database as it stands at the end."""
    columns = [platform_db.column_name(one) for one in platform_db.kept(DATASETS[name])]
    rows = platform_db.TABLES[name](story, society)
    return pd.DataFrame(list(rows), columns=columns)


def _plans(story: Story) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "promotion_id": one.promotion_id,
                "promotion_name": one.name,
                "kind": one.kind,
                "budget_amount": float(one.budget_yuan),
                "holdout_share": one.holdout_share or None,
                "starts_on": story.day(one.first),
                "ends_on": story.day(one.last),
            }
            for one in all_promotions(story)
        ]
    )
