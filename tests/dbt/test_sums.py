"""Sums over people, carried on: what those of a run brought goes, what they bring now comes."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest
from dbt.contracts.graph.manifest import Manifest
from dbt.contracts.graph.nodes import ModelNode

from tests.dbt.harness import Cell, Company
from tests.dbt.lake import Lake, merged
from tests.dbt.stories import invest, journeys, products, register, visit

pytestmark = pytest.mark.xdist_group("sums")
SUMS = "intermediate.sums"
READ_ANEW = ("fct_funnel", "fct_investments", "int_journeys")
"""Models of which others read what a run built anew."""
OF_PEOPLE = "select step_date, channel, step, people from int_people_daily order by all"
ORDERED = {"bob": [invest("2026-05-02 09:00", "1000.00")]}
"""What is counted of bob, whom the daily run builds anew; nobody touches ann."""


@dataclass(frozen=True)
class Told:
    """A company after its first load, the second in its lake, and what one build of both counts."""

    company: Company
    first: str
    right: list[tuple[Cell, ...]]

    def copied(self, home: Path) -> Company:
        """The company as it was after its first load."""
        other = Company(home, self.company.lake, self.company.manifest)
        shutil.copy(self.company.warehouse, other.warehouse)
        return other


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, manifest: Manifest) -> Told:
    home: Path = tmp_path_factory.mktemp("sums")
    lake = Lake(home / "lake")
    came = {
        "ann": [visit("2026-05-01 10:00", "baidu_generic"), register("2026-05-01 10:05")],
        "bob": [visit("2026-05-01 11:00", "seo"), register("2026-05-01 11:05")],
        "cat": [visit("2026-05-02 08:00", "seo")],
    }
    first = lake.load(merged(products(), journeys(came)), "2026-05-02 04:00:00")
    company = Company(home, lake.path, manifest)
    company.build(select=[f"+{SUMS}"])
    # cat turns out to have come before, through another channel: two groups lose their last row
    earlier = journeys({**ORDERED, "cat": [visit("2026-05-01 07:00", "baidu_generic")]})
    lake.load(earlier, "2026-05-03 04:00:00")
    whole = Company(home / "whole", lake.path, manifest)
    whole.build(select=["+int_people_daily"])
    return Told(company, first, whole.rows(OF_PEOPLE))


def spoil(company: Company) -> None:
    """Make a row of somebody whom no daily run builds anew wrong, and what is counted of it."""
    with duckdb.connect(str(company.warehouse)) as connection:
        connection.execute("update int_people_daily set people = 7 where channel = 'baidu_generic'")


def test_only_what_people_of_the_run_bring_is_counted_anew(told: Told, tmp_path: Path) -> None:
    company = told.copied(tmp_path)
    spoil(company)
    company.build(told.first, [f"+{SUMS}"])
    found = company.rows(OF_PEOPLE)
    # 7 of the day before, by hand, and cat
    assert [row for row in found if row not in told.right] == [
        (row[0], "baidu_generic", row[2], 8 if row[2] == "visit" else 7)
        for row in told.right
        if row[1] == "baidu_generic"
    ]
    assert (date(2026, 5, 2), "seo", "visit") not in [row[:3] for row in found]
    # What was kept of them as they were is gone
    kept = (
        "select table_name from duckdb_tables() where table_name similar to '.*__(before|rebuilt)'"
    )
    assert company.rows(f"{kept} order by 1") == [(f"{name}__rebuilt",) for name in READ_ANEW]


def test_after_a_try_that_was_not_published_all_is_counted(told: Told, tmp_path: Path) -> None:
    company = told.copied(tmp_path)
    spoil(company)
    company.build(told.first, ["+int_people_daily"])
    assert company.rows(OF_PEOPLE) != told.right
    company.build(told.first, ["+int_people_daily"])
    assert company.rows(OF_PEOPLE) == told.right


def sums_of(company: Company) -> list[ModelNode]:
    assert company.manifest is not None
    nodes = company.manifest.nodes.values()
    return [node for node in nodes if isinstance(node, ModelNode) and "sums" in node.fqn]


def test_what_is_not_kept_by_person_cannot_be_summed(told: Told) -> None:
    (model,) = (one for one in sums_of(told.company) if one.name == "int_people_daily")
    sources = [*model.depends_on.nodes, "model.headwater.dim_dates"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model.depends_on, "nodes", sources)
        with pytest.raises(AssertionError, match="dim_dates, which is not kept by person"):
            told.company.build(told.first, ["int_people_daily"])


def test_sums_are_exact_and_of_every_row(told: Told) -> None:
    models = sums_of(told.company)
    assert len(models) > 10
    for model in models:
        columns = told.company.rows(
            "select column_name, data_type from information_schema.columns"
            f" where table_name = '{model.name}'"
        )
        keys = model.config.unique_key
        assert isinstance(keys, list)
        types = {str(name): kind for name, kind in columns if name not in keys}
        assert model.config.meta["counted"] in types
        assert not [name for name, kind in types.items() if kind in ("DOUBLE", "FLOAT")]
        missing = " or ".join(f"{name} is null" for name in types)
        assert told.company.value(f"select count(*) from {model.name} where {missing}") == 0
