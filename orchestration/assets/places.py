"""Lifts of the places of activities as an asset: measured from the marts, before publishing."""

import dagster as dg
from dagster_dbt import get_asset_key_for_model

from orchestration import place_lifts
from orchestration.assets.warehouse import POOL
from orchestration.stages import Stages
from orchestration.workspace import Workspace

INPUTS = ("int_placements", "int_places_daily", "int_investor_worth", "int_venues_daily")
KEY = dg.AssetKey(["measured", "place_lifts"])


def places_asset(
    workspace: Workspace, stages: Stages, warehouse: dg.AssetsDefinition
) -> dg.AssetsDefinition:
    """Each activity's and offline contract's city; only what changed is measured again."""

    @dg.asset(
        key=KEY,
        group_name="measured",
        deps=[get_asset_key_for_model([warehouse], name) for name in INPUTS],
        pool=POOL,
        required_resource_keys={"one_run"},
        kinds={"python", "duckdb"},
        description="What happened in a city during an activity, against cities without one.",
    )
    def lifts(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        with stages.stage("lifts"):
            rows = place_lifts.measure(workspace)
        return dg.MaterializeResult(metadata={"dagster/row_count": rows})

    return lifts
