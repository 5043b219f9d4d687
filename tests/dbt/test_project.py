"""The project as a whole: its own tests over the stories, and a company with no data."""

from __future__ import annotations

from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.harness import Company
from tests.dbt.lake import Lake

pytestmark = pytest.mark.xdist_group("stories")


def test_all_data_tests_hold_over_the_stories(company: Company) -> None:
    company.test()


def test_all_dbt_unit_tests_pass(company: Company) -> None:
    company.unit_test()


def test_a_company_with_no_data_builds_empty_marts(tmp_path: Path, manifest: Manifest) -> None:
    empty = Company(tmp_path, Lake(tmp_path / "lake").path, manifest)
    empty.build()
    assert empty.value("select count(*) from fct_growth_daily") == 0
    assert empty.value("select count(*) from fct_cohort_activity") == 0
    empty.test()


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
