"""The project as a whole: its own tests over the stories, and a company with no data."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.harness import Company
from tests.dbt.lake import Lake

pytestmark = pytest.mark.xdist_group("stories")
LISTED = "assert_every_channel_of_every_mart_is_listed"
SPOILED = {
    "a key that is twice there": (
        "insert into int_partner_people by name select 'a:1' as visitor_id from range(2)",
        "unique_key_int_partner_people_visitor_id",
    ),
    "a row without its key": (
        "insert into int_partner_people by name select 'nobody' as registration_channel",
        "unique_key_int_partner_people_visitor_id",
    ),
    "a key of several columns, one of them empty, that is twice there": (
        "insert into int_funnel_entries select entries.* replace (null as breakdown_value)"
        " from (from int_funnel_entries limit 1) as entries, range(2)",
        "unique_together_int_funnel_entries_funnel__entry_month__breakdown__breakdown_value",
    ),
    "a touch that a model credits twice": (
        "insert into int_credited_touches by name select 'ann' as conversion_id,"
        " 'registration' as conversion_kind, 1 as touch_number, true as is_last from range(2)",
        "unique_together_fct_attribution_credits_conversion_kind__conversion_id__model__touch_number",
    ),
    "a channel that no list has": ("update fct_payback set channel = 'nobody'", LISTED),
    "credit to nothing": ("update fct_payback set channel = 'unattributed'", LISTED),
}
"""What is done to a built company, and the test that finds it."""
UNLISTED = {
    "dim_campaigns",
    "dim_channels",
    "fct_attribution_credits",  # of the same touches as fct_channel_credit_daily
    "fct_campaign_credit_daily",  # held to its sums, as the next one is
    "fct_city_credit_daily",
    "fct_journey_samples",
    "fct_plan_vs_actual",  # `company` stands for all of them
    "fct_spend_reconciliation",
    "fct_touchpoints",
}
"""Marts with a channel that are not asked whether it is one of the listed."""


def test_all_data_tests_hold_over_the_stories(company: Company) -> None:
    company.test()


@pytest.mark.parametrize("what", SPOILED)
def test_what_is_spoiled_is_found(company: Company, what: str, tmp_path: Path) -> None:
    spoiled = Company(tmp_path, company.lake, company.manifest)
    shutil.copy(company.warehouse, spoiled.warehouse)
    statement, test = SPOILED[what]
    with duckdb.connect(str(spoiled.warehouse)) as connection:
        connection.execute(statement)
    with pytest.raises(AssertionError, match=f"^{test}"):
        spoiled.test(test)


def test_every_mart_with_a_channel_is_asked_for_it(manifest: Manifest) -> None:
    asked = {
        name.rsplit(".", 1)[-1]
        for node in manifest.nodes.values()
        if node.name == LISTED
        for name in manifest.parent_map[node.unique_id]
    }
    marts = {
        node.name
        for node in manifest.nodes.values()
        if node.resource_type == "model" and "marts" in node.fqn and "channel" in node.columns
    }
    assert marts - asked == UNLISTED - {"dim_channels"}


def test_all_dbt_unit_tests_pass(company: Company) -> None:
    company.unit_test()


def test_a_company_with_no_data_builds_empty_marts(tmp_path: Path, manifest: Manifest) -> None:
    empty = Company(tmp_path, Lake(tmp_path / "lake").path, manifest)
    empty.build()
    assert empty.value("select count(*) from fct_growth_daily") == 0
    assert empty.value("select count(*) from fct_cohort_activity") == 0
    empty.test()


def test_without_the_list_of_files_nothing_is_read_from_the_lake(
    company: Company, tmp_path: Path
) -> None:
    other = Company(tmp_path, company.lake, company.manifest)
    with pytest.raises(AssertionError, match="Build stg_lake__files too"):
        other.build(select=["stg_web__events"])
    other.build(select=["stg_lake__loads", "stg_lake__files", "stg_web__events"])
    read, there = (one.value("select count(*) from stg_web__events") for one in (other, company))
    assert read == there


def test_every_mart_says_what_one_row_is(manifest: Manifest) -> None:
    models = [node for node in manifest.nodes.values() if node.resource_type == "model"]
    silent = [model.name for model in models if not model.description.startswith("One row")]
    assert not silent


def test_every_mart_has_an_enforced_contract_and_a_described_column(manifest: Manifest) -> None:
    marts = [
        node
        for node in manifest.nodes.values()
        if node.resource_type == "model" and "marts" in node.fqn
    ]
    assert [mart.name for mart in marts if not mart.config.contract.enforced] == []
    bare = [
        f"{mart.name}.{column.name}"
        for mart in marts
        for column in mart.columns.values()
        if not column.description
    ]
    assert bare == []
