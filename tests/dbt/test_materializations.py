"""How models are written on DuckDB: whole or not at all, and as their contracts promise."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.harness import Cell, Company
from tests.dbt.lake import Lake
from tests.dbt.stories import journeys, visit

CITIES, CHANNELS = "dim_cities", "int_channels"
KINDS = {"view": "VIEW", "table": "BASE TABLE"}
DAILY = "1.0"
"""A load that is known already: what a daily run is told."""
pytestmark = pytest.mark.xdist_group("materializations")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory, manifest: Manifest) -> Company:
    home: Path = tmp_path_factory.mktemp("materializations")
    company = Company(home, Lake(home / "lake").path, manifest)
    company.build(select=[f"+{CITIES}", f"+{CHANNELS}"])
    return company


@contextmanager
def changed(company: Company, model: str, sql: str = "", kind: str = "") -> Generator[None]:
    """Give a model other SQL, or another kind of relation, as long as this lasts."""
    assert company.manifest is not None
    node = company.manifest.nodes[f"model.headwater.{model}"]
    with pytest.MonkeyPatch.context() as patch:
        if sql:
            patch.setattr(node, "raw_code", sql)
        if kind:
            patch.setattr(node.config, "materialized", kind)
        yield


def cities(company: Company) -> list[tuple[Cell, ...]]:
    return company.rows(f"select * from {CITIES} order by city")


def channels(company: Company) -> list[tuple[Cell, ...]]:
    return company.rows(f"select * from {CHANNELS} order by all")


def kind_of(company: Company, model: str) -> Cell:
    return company.value(
        f"select table_type from information_schema.tables where table_name = '{model}'"
    )


@pytest.mark.parametrize("select", ["*, 1 as one", "* replace (1 as city)"])
def test_what_a_contract_does_not_promise_is_refused_when_all_is_built(
    company: Company, select: str
):
    before = cities(company)
    other = changed(company, CITIES, f"select {select} from {{{{ ref('cities') }}}}")
    with other, pytest.raises(AssertionError, match="enforced contract that failed"):
        company.build(select=[CITIES, "--full-refresh"])
    assert cities(company) == before


def test_what_a_contract_does_not_promise_is_refused_where_nothing_stands(
    tmp_path: Path, manifest: Manifest
):
    company = Company(tmp_path, Lake(tmp_path / "lake").path, manifest)
    other = changed(company, CITIES, "select *, 1 as one from {{ ref('cities') }}")
    with other, pytest.raises(AssertionError, match="enforced contract that failed"):
        company.build(select=[f"+{CITIES}"])


def test_a_row_that_breaks_its_contract_leaves_the_table_as_it_was(company: Company):
    before = cities(company)
    nobody = "select * replace (nullif(city, '北京') as city) from {{ ref('cities') }}"
    with changed(company, CITIES, nobody), pytest.raises(AssertionError, match="NOT NULL"):
        company.build(DAILY, select=[CITIES])
    assert cities(company) == before
    assert "北京" in [city for city, *_ in before]


@pytest.mark.parametrize(("old", "new"), [("view", "table"), ("table", "view")])
def test_a_model_of_another_kind_takes_the_place_of_the_old_one_or_leaves_it(
    company: Company, old: str, new: str
):
    with changed(company, CHANNELS, kind=old):
        company.build(select=[CHANNELS])
    known = channels(company)
    broken = changed(company, CHANNELS, "select no_such from {{ ref('channels') }}", new)
    with broken, pytest.raises(AssertionError, match="no_such"):
        company.build(select=[CHANNELS])
    assert kind_of(company, CHANNELS) == KINDS[old]
    assert channels(company) == known
    with changed(company, CHANNELS, kind=new):
        company.build(select=[CHANNELS])
    assert kind_of(company, CHANNELS) == KINDS[new]
    assert channels(company) == known


@pytest.mark.parametrize("kind", ["table", "view"])
def test_a_model_that_asks_for_columns_and_ends_in_a_remark_is_built(company: Company, kind: str):
    asks = "{% do adapter.get_columns_in_relation(ref('channels')) if execute %}"
    sql = f"{asks} select channel, '{kind}' as kind from {{{{ ref('channels') }}}} -- a remark"
    with changed(company, CHANNELS, sql, kind):
        company.build(select=[CHANNELS])
    assert company.rows(f"select distinct kind from {CHANNELS}") == [(kind,)]


def test_newest_rows_of_people_lie_behind_all_others(tmp_path: Path, manifest: Manifest):
    # Visitors by turns of last year and of last week, so that no order of theirs is one of time
    came = {
        f"visitor{number:02d}": [visit("2025-03-01 10:00" if number % 2 else "2026-05-01 10:00")]
        for number in range(40)
    }
    lake = Lake(tmp_path / "lake")
    lake.load(journeys(came), "2026-05-02 04:00:00")
    company = Company(tmp_path, lake.path, manifest)
    company.build(select=["+fct_funnel", "+fct_touchpoints"])
    for table, period in (
        ("int_sessions", "started_at"),
        ("fct_touchpoints", "touched_at"),
        ("fct_funnel", "visited_at"),
    ):
        is_new = f"{period} > '2026-04-30'"
        places = company.row(
            "select max(rowid) filter (where not is_new) < min(rowid) filter (where is_new),"
            f" count(*) from (select rowid, {is_new} as is_new from {table})"
        )
        assert places == (True, 40), table
