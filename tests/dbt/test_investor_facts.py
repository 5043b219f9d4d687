"""How investors invest and leave, day by day: money that comes back is no step of a funnel."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.harness import Company
from tests.dbt.lake import Lake, Rows, merged
from tests.dbt.stories import invest, journeys, products, register, repaid, visit
from tests.dbt.test_hunters import withdrawn

FACTS = "select * from int_investor_facts order by user_id"
LEFT = "select user_id from int_investor_facts where has_withdrawn"
MODELS = ["+int_investor_behaviour"]
LEAVERS = ("ann", "moved")
"""Who withdraws right after the money has come back."""
NAMES = (*LEAVERS, "cat", "bob", "put_off", "undue", "buyer", "seen", "same")
PEOPLE = journeys(
    {
        name: [
            register("2026-03-01 09:00"),
            invest("2026-03-01 10:00", "500.00", order_id=f"{name}_1"),
            repaid("2026-03-02 10:00", f"{name}_1", "500"),
            *([withdrawn("2026-03-03 10:00")] if name in LEAVERS else []),
        ]
        for name in NAMES
    }
)
LEAVES = journeys({"bob": [withdrawn("2026-03-04 10:00")]})
LATER = "2026-04-01 00:00:00"


def later(dataset: str, name: str, **fields: str) -> Rows:
    """The row of a dataset that names a person, as the platform tells it later."""
    (row,) = (row for row in PEOPLE[dataset] if name in str(row))
    return {dataset: [{**row, **fields, "updated_at": LATER}]}


NEW = merged(
    LEAVES,
    later("withdrawals", "ann", is_deleted="true"),
    later("withdrawals", "moved", user_id="u_cat"),
    later("repayments", "put_off", due_at=LATER),
    later("repayments", "undue", is_deleted="true"),
    journeys(
        {
            "buyer": [invest("2026-03-05 10:00", "9.00")],
            "seen": [visit("2026-02-28 10:00", "baidu_generic")],
        }
    ),
)
"""Brings everybody but `same` other facts."""


def test_a_day_finds_what_a_full_build_finds(tmp_path: Path, manifest: Manifest) -> None:
    lake = Lake(tmp_path / "lake")
    first = lake.load(merged(products(), PEOPLE), "2026-03-04 04:00:00")
    daily = Company(tmp_path / "daily", lake.path, manifest)
    daily.build(select=MODELS)
    before = daily.rows(FACTS)
    lake.load(NEW, "2026-04-02 04:00:00")
    daily.build(first, MODELS)
    whole = Company(tmp_path / "whole", lake.path, manifest)
    whole.build(select=MODELS)
    assert daily.rows(FACTS) == whole.rows(FACTS)
    changed = {row[0] for row in set(before) ^ set(daily.rows(FACTS))}
    assert changed == {f"u_{name}" for name in NAMES} - {"u_same"}


@pytest.mark.parametrize("is_tried", [False, True])
def test_a_withdrawal_booked_to_another_account_and_deleted_leaves_the_first(
    tmp_path: Path, manifest: Manifest, is_tried: bool
) -> None:
    lake = Lake(tmp_path / "lake")
    first = lake.load(merged(products(), PEOPLE), "2026-03-04 04:00:00")
    daily = Company(tmp_path / "daily", lake.path, manifest)
    daily.build(select=MODELS)
    assert sorted(daily.rows(LEFT)) == [("u_ann",), ("u_moved",)]
    booked = later("withdrawals", "moved", user_id="u_cat")
    second = lake.load(booked, "2026-04-02 04:00:00")
    if is_tried:
        daily.build(first, MODELS)
    (row,) = booked["withdrawals"]
    gone = {**row, "is_deleted": "true", "updated_at": "2026-04-02 00:00:00"}
    third = lake.load({"withdrawals": [gone]}, "2026-04-03 04:00:00")
    daily.build(first, MODELS)
    assert second < third
    assert daily.rows(LEFT) == [("u_ann",)]
    # What was kept of it until then is gone with the next run
    lake.load(LEAVES, "2026-04-04 04:00:00")
    daily.build(third, MODELS)
    kept = daily.rows("select user_id from stg_platform__withdrawals order by 1")
    assert kept == sorted(daily.rows(LEFT)) == [("u_ann",), ("u_bob",)]


def test_facts_of_others_are_not_read_anew(tmp_path: Path, manifest: Manifest) -> None:
    lake = Lake(tmp_path / "lake")
    first = lake.load(merged(products(), PEOPLE), "2026-03-04 04:00:00")
    company = Company(tmp_path, lake.path, manifest)
    company.build(select=MODELS)
    with duckdb.connect(str(company.warehouse)) as connection:
        connection.execute("update int_investor_facts set investments = 7")
    lake.load(LEAVES, "2026-04-02 04:00:00")
    company.build(first, MODELS)
    anew = company.rows("select user_id from int_investor_behaviour where investments = 1")
    assert anew == [("u_bob",)]
