"""A company delivered day by day, in builds that touch what is new, equals one full build."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.crowd import crowd
from tests.dbt.five_days import DAYS, FIFTH_DAY
from tests.dbt.harness import Company
from tests.dbt.lake import Lake, merged


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, manifest: Manifest) -> tuple[Company, Company]:
    """The same lake built as its loads came, and built once."""
    home: Path = tmp_path_factory.mktemp("days")
    lake = Lake(home / "lake")
    daily = Company(home / "daily", lake.path, manifest)
    crowds = crowd(seed=7, size=40)
    before = ""
    for number, (day, others) in enumerate(zip(DAYS, crowds, strict=True), start=1):
        load_id = lake.load(merged(day, others), f"2026-05-0{number + 1} 04:00:00")
        if number == 3:
            lake.load(FIFTH_DAY, "2026-05-04 04:30:00", is_finished=False)
        if number == 4:
            daily.build(before, select=["int_touchpoints+1", "fct_investments"])
        daily.build(before)
        if number == 2:
            daily.build(before)
        before = load_id
    once = Company(home / "once", lake.path, manifest)
    once.build()
    return daily, once


def test_every_mart_is_the_same_day_by_day_as_in_one_full_build(
    built: tuple[Company, Company], manifest: Manifest
) -> None:
    daily, once = built
    models = [node for node in manifest.nodes.values() if node.resource_type == "model"]
    marts = [model.name for model in models if "marts" in model.fqn]
    with duckdb.connect() as connection:
        connection.execute(f"attach '{daily.warehouse}' as daily (read_only)")
        connection.execute(f"attach '{once.warehouse}' as once (read_only)")
        different = {}
        for mart in sorted(marts):
            one, other = f"from daily.main.{mart}", f"from once.main.{mart}"
            sides = [f"({one} except all {other})", f"({other} except all {one})"]
            rows = [connection.execute(f"select * from {side}").fetchall() for side in sides]
            if any(rows):
                different[mart] = rows
    assert not different


def test_the_conservation_tests_hold_after_the_last_day(built: tuple[Company, Company]) -> None:
    daily, _ = built
    daily.test()
