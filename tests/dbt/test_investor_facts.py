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
COMES = "2026-03-02 10:00"
"""When their money comes back."""
PEOPLE = journeys(
    {
        name: [
            register("2026-03-01 09:00"),
            invest("2026-03-01 10:00", "500.00", order_id=f"{name}_1"),
            repaid(COMES, f"{name}_1", "500"),
            *([withdrawn("2026-03-03 10:00")] if name == "ann" else []),
        ]
        for name in ("ann", "bob", "cat")
    }
)
LEAVES = journeys({"bob": [withdrawn("2026-03-04 10:00")]})
PAID = {name: [row] for name in ("ann", "bob") for row in PEOPLE["repayments"] if name in str(row)}
(TAKEN,) = PEOPLE["withdrawals"]
LATER = "2026-04-01 00:00:00"


@pytest.mark.parametrize(
    ("new", "changed"),
    [
        pytest.param(LEAVES, {"u_bob"}, id="somebody-leaves"),
        pytest.param(
            {"withdrawals": [{**TAKEN, "is_deleted": "true", "updated_at": LATER}]},
            {"u_ann"},
            id="a-withdrawal-is-deleted",
        ),
        pytest.param(
            {"withdrawals": [{**TAKEN, "user_id": "u_cat", "updated_at": LATER}]},
            {"u_ann", "u_cat"},
            id="a-withdrawal-is-booked-to-another-account",
        ),
        pytest.param(
            {"repayments": [{**PAID["ann"][0], "due_at": LATER, "updated_at": LATER}]},
            {"u_ann"},
            id="a-term-is-put-off",
        ),
        pytest.param(
            {"repayments": [{**PAID["bob"][0], "is_deleted": "true", "updated_at": LATER}]},
            {"u_bob"},
            id="a-term-is-deleted",
        ),
        pytest.param(
            journeys({"cat": [visit("2026-02-28 10:00", "baidu_generic")]}),
            {"u_cat"},
            id="another-channel-turns-out-to-be-the-first",
        ),
        pytest.param(
            journeys({"cat": [invest("2026-03-05 10:00", "9.00")]}), {"u_cat"}, id="an-order"
        ),
    ],
)
def test_a_day_finds_what_a_full_build_finds(
    tmp_path: Path, manifest: Manifest, new: Rows, changed: set[str]
) -> None:
    lake = Lake(tmp_path / "lake")
    first = lake.load(merged(products(), PEOPLE), "2026-03-04 04:00:00")
    daily = Company(tmp_path / "daily", lake.path, manifest)
    daily.build(select=MODELS)
    before = daily.rows(FACTS)
    lake.load(new, "2026-04-02 04:00:00")
    daily.build(first, MODELS)
    whole = Company(tmp_path / "whole", lake.path, manifest)
    whole.build(select=MODELS)
    assert daily.rows(FACTS) == whole.rows(FACTS)
    assert {row[0] for row in set(before) ^ set(daily.rows(FACTS))} == changed


@pytest.mark.parametrize("is_tried", [False, True])
def test_a_withdrawal_booked_to_another_account_and_deleted_leaves_the_first(
    tmp_path: Path, manifest: Manifest, is_tried: bool
) -> None:
    lake = Lake(tmp_path / "lake")
    first = lake.load(merged(products(), PEOPLE), "2026-03-04 04:00:00")
    daily = Company(tmp_path / "daily", lake.path, manifest)
    daily.build(select=MODELS)
    assert daily.rows(LEFT) == [("u_ann",)]
    moved = {**TAKEN, "user_id": "u_cat", "updated_at": LATER}
    second = lake.load({"withdrawals": [moved]}, "2026-04-02 04:00:00")
    if is_tried:
        daily.build(first, MODELS)
    gone = {**moved, "is_deleted": "true", "updated_at": "2026-04-02 00:00:00"}
    third = lake.load({"withdrawals": [gone]}, "2026-04-03 04:00:00")
    daily.build(first, MODELS)
    assert second < third
    assert daily.rows(LEFT) == []
    # What was kept of it until then is gone with the next run
    lake.load(LEAVES, "2026-04-04 04:00:00")
    daily.build(third, MODELS)
    assert daily.rows("select user_id from stg_platform__withdrawals") == [("u_bob",)]
    assert daily.rows(LEFT) == [("u_bob",)]


def test_facts_of_others_are_not_read_anew(tmp_path: Path, manifest: Manifest) -> None:
    lake = Lake(tmp_path / "lake")
    first = lake.load(merged(products(), PEOPLE), "2026-03-04 04:00:00")
    company = Company(tmp_path, lake.path, manifest)
    company.build(select=MODELS)
    with duckdb.connect(str(company.warehouse)) as connection:
        connection.execute("update int_investor_facts set investments = 7")
    lake.load(LEAVES, "2026-04-02 04:00:00")
    company.build(first, MODELS)
    found = company.rows("select user_id, investments from int_investor_behaviour order by 1")
    assert found == [("u_ann", 7), ("u_bob", 1), ("u_cat", 7)]
