"""A company delivered day by day, in builds that touch what is new, equals one full build."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.crowd import crowd
from tests.dbt.five_days import DAYS, FIFTH_DAY
from tests.dbt.harness import KEPT, Company
from tests.dbt.lake import Lake, merged

pytestmark = pytest.mark.xdist_group("five_days")


NUMBERED = {
    "fct_funnel": "visitor_id",
    "fct_investments": "visitor_id",
    "fct_touchpoints": "visitor_id",
    "int_account_ties": "'u:' || user_id",
    "int_credited_touches": "visitor_id",
    "int_funnel_steps": "visitor_id",
    "int_journeys": "visitor_id",
    "int_partner_people": "visitor_id",
    "int_sessions": "'a:' || anonymous_id",
    "int_unmatched_sessions": "visitor_id",
    "int_visitor_days": "visitor_id",
}
"""Tables whose rows of a person are found by a number, and the id that it is made of."""
LISTED = 1
"""Few enough for another value to become the largest on a later day."""
SOME_FACTS = ["fct_touchpoints", "fct_investments"]
_TABLES = "select table_name from information_schema.tables where table_catalog = 'one'"


@dataclass(frozen=True)
class Delivered:
    """One lake, built as its loads came, and the warehouse as it was after the third."""

    lake: Lake
    daily: Company
    on_third_day: Path
    day_before: str


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory, manifest: Manifest) -> Delivered:
    home: Path = tmp_path_factory.mktemp("days")
    lake = Lake(home / "lake")
    daily = Company(home / "daily", lake.path, manifest)
    before = day_before = ""
    for number, (day, others) in enumerate(zip(DAYS, crowd(seed=7, size=40), strict=True), 1):
        load_id = lake.load(merged(day, others), f"2026-05-0{number + 1} 04:00:00")
        if number == 3:
            lake.load(FIFTH_DAY, "2026-05-04 04:30:00", is_finished=False)
        if number == 4:
            shutil.copy(daily.warehouse, home / "third.duckdb")
            for some in (["+int_visitors_touched", "int_funnel_steps"], SOME_FACTS):
                daily.build(before, some, funnel_listed_values=LISTED)
        if number == 2:
            daily.build(before, KEPT, funnel_listed_values=LISTED)
        daily.build(before, KEPT if number in (2, 4) else (), funnel_listed_values=LISTED)
        day_before, before = before, load_id
    return Delivered(lake, daily, home / "third.duckdb", day_before)


def differences(
    manifest: Manifest, one: Path, other: Path
) -> dict[str, list[list[tuple[object, ...]]]]:
    """Rows of either warehouse that the other has not, of all marts and sums of the first."""
    models = [node for node in manifest.nodes.values() if node.resource_type == "model"]
    found: dict[str, list[list[tuple[object, ...]]]] = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one}' as one (read_only)")
        connection.execute(f"attach '{other}' as other (read_only)")
        made = {name for (name,) in connection.execute(_TABLES).fetchall()}
        held = {model.name for model in models if {"marts", "sums"} & set(model.fqn)}
        for mart in sorted(held & made):
            here, there = f"from one.main.{mart}", f"from other.main.{mart}"
            sides = [f"({here} except all {there})", f"({there} except all {here})"]
            rows = [connection.execute(f"select * from {side}").fetchall() for side in sides]
            if any(rows):
                found[mart] = rows
    return found


def test_every_mart_is_the_same_day_by_day_as_in_one_full_build(
    delivered: Delivered, manifest: Manifest, tmp_path: Path
) -> None:
    once = Company(tmp_path, delivered.lake.path, manifest)
    # Told by rules of the zone up to the third day, and by its distance from UTC from then on
    offset = {"seconds": 8 * 3600, "since": "2026-05-03"}
    once.build(funnel_listed_values=LISTED, company_offset=offset)
    assert not differences(manifest, delivered.daily.warehouse, once.warehouse)


def test_a_build_as_of_a_past_moment_shows_what_was_known_then(
    delivered: Delivered, manifest: Manifest, tmp_path: Path
) -> None:
    then = Company(tmp_path, delivered.lake.path, manifest)
    then.build(as_of="2026-05-04 04:00:00", funnel_listed_values=LISTED)
    assert not differences(manifest, delivered.on_third_day, then.warehouse)


def test_all_data_tests_hold_after_the_last_day(delivered: Delivered) -> None:
    delivered.daily.test()
    delivered.daily.test(changed_after=delivered.day_before)


def test_no_table_but_those_of_people_has_numbers_and_each_row_has_its_own(
    delivered: Delivered,
) -> None:
    rows = delivered.daily.rows(
        "select table_name from duckdb_columns() where column_name = '_person' order by 1"
    )
    assert [name for (name,) in rows] == sorted(NUMBERED)
    for table, person in NUMBERED.items():
        (count, wrong) = delivered.daily.row(
            f"select count(*), count_if(_person is distinct from hash({person})) from {table}"
        )
        assert count, table
        assert wrong == 0, table


OF_THIS_RUN = "_person in (select hash(visitor_id) from int_visitors_touched)"
OF_DAYS_CHANGED = "stat_date in (select stat_date from int_campaign_rows_changed)"


@pytest.mark.parametrize(
    ("table", "touched"),
    [
        ("fct_touchpoints", OF_THIS_RUN),
        ("int_visitor_days", OF_THIS_RUN),
        ("int_account_ties", OF_THIS_RUN),
        ("fct_campaign_daily", OF_DAYS_CHANGED),
    ],
)
def test_a_daily_run_finds_what_is_twice_among_those_it_built_anew_alone(
    delivered: Delivered, tmp_path: Path, table: str, touched: str
) -> None:
    spoiled = Company(tmp_path, delivered.lake.path, delivered.daily.manifest)
    shutil.copy(delivered.daily.warehouse, spoiled.warehouse)
    others = f"not ({touched})"
    with duckdb.connect(str(spoiled.warehouse)) as connection:
        connection.execute(f"insert into {table} select * from {table} where {others} limit 1")
    spoiled.test(table, changed_after=delivered.day_before)
    with duckdb.connect(str(spoiled.warehouse)) as connection:
        connection.execute(f"insert into {table} select * from {table} where {touched} limit 1")
    with pytest.raises(AssertionError, match=r"^unique_"):
        spoiled.test(table, changed_after=delivered.day_before)


def test_what_a_wider_try_put_right_is_counted_again_by_the_try_that_ends(
    delivered: Delivered, tmp_path: Path
) -> None:
    mended = Company(tmp_path, delivered.lake.path, delivered.daily.manifest)
    shutil.copy(delivered.daily.warehouse, mended.warehouse)
    counted = "select * from int_campaign_people order by all"
    right = mended.rows(counted)
    someone = (
        "(select min(visitor_id) from fct_investments where revenue_amount is not null"
        " and visitor_id not in (select visitor_id from int_visitors_touched))"
    )
    day = f"(select visited_date from fct_funnel where visitor_id = {someone})"
    with duckdb.connect(str(mended.warehouse)) as connection:
        connection.execute(
            "update int_campaign_people set revenue_180_amount = revenue_180_amount + 1"
            f" where stat_date = {day}"
        )
        connection.execute(
            "update fct_investments set revenue_amount = revenue_amount + 1"
            f" where visitor_id = {someone}"
        )
    assert mended.rows(counted) != right
    mended.build("0", ["+fct_funnel"], published_build="one")
    mended.build(
        delivered.day_before,
        ["+int_campaign_people"],
        published_build="one",
        is_after_published=False,
    )
    assert mended.rows(counted) == right


def test_campaigns_are_written_again_on_the_days_that_changed_alone(delivered: Delivered) -> None:
    written = {day for (day,) in delivered.daily.rows("select * from int_campaign_rows_changed")}
    known = {day for (day,) in delivered.daily.rows("select stat_date from fct_campaign_daily")}
    assert written
    assert known - written
