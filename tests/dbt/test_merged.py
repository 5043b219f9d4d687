"""Channels and codes that go by another name now: their whole history counts there."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest
from pydantic import ValidationError

from ingest.config import Paths, Settings
from orchestration.dbt_project import company_vars
from orchestration.workspace import Workspace
from tests.dbt.harness import Company
from tests.dbt.lake import Lake, merged
from tests.dbt.stories import invest, journeys, products, register, spend, visit

pytestmark = pytest.mark.xdist_group("merged")

SETTINGS = """
[merged_codes]
MET001 = "CAM001"

[[channel]]
name = "metro"
merged_into = "outdoor"

[[channel]]
name = "dsp_ipinyou"
merged_into = "ocean_engine"
"""


def settings(text: str) -> Settings:
    return Settings.model_validate(tomllib.loads(text))


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory, manifest: Manifest) -> Company:
    home = tmp_path_factory.mktemp("merged")
    lake = Lake(home / "lake")
    people = journeys(
        {
            "ann": [visit("2026-05-01 09:00", "dsp_ipinyou"), register("2026-05-01 09:05")],
            "bob": [
                visit("2026-05-01 10:00", "metro"),
                register("2026-05-01 10:05", channel_code="MET001"),
                invest("2026-05-02 10:00", "100.00"),
            ],
        }
    )
    line = {"campaign_id": "d1", "campaign_name": "d1", "cost_raw": "8.00", "clicks": "1"}
    cost = spend("dsp_ipinyou", "2026-05-01", [line], "2026-05-02 08:00")
    lake.load(merged(products(), people, cost), "2026-05-03 04:00:00")
    built = Company(home, lake.path, manifest)
    workspace = Workspace(Paths(home), settings(SETTINGS))
    marts = ["+fct_channel_daily", "+fct_funnel", "+dim_channels"]
    built.build("", marts, **company_vars(workspace))
    return built


def test_spend_and_visits_of_a_merged_channel_count_for_the_other(company):
    asked = "select channel, sum(spend_amount), sum(visitors) from fct_channel_daily group by 1"
    found = {channel: (amount, people) for channel, amount, people in company.rows(asked)}
    assert found["ocean_engine"] == (Decimal("8.00"), 1)
    assert {"dsp_ipinyou", "metro", "outdoor"}.isdisjoint(found)


def test_a_merged_code_belongs_to_the_channel_of_the_other(company):
    asked = "select acquisition_channel from fct_funnel where user_id = 'u_bob'"
    assert company.value(asked) == "campus"


def test_a_merged_channel_is_no_longer_listed(company):
    listed = {name for (name,) in company.rows("select channel from dim_channels")}
    assert "dsp_ipinyou" not in listed
    assert {"ocean_engine", "outdoor"} <= listed


def test_merges_that_lead_in_a_circle_are_refused_and_chains_are_followed(tmp_path: Path):
    with pytest.raises(ValidationError, match="merged in a circle: A, B"):
        settings('[merged_codes]\nA = "B"\nB = "A"')
    chain = settings('[merged_codes]\nA = "B"\nB = "C"')
    workspace = Workspace(Paths(tmp_path), chain)
    assert company_vars(workspace)["merged_codes"] == {"A": "C", "B": "C"}
