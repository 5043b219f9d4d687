"""Forecasts by investors' own rhythm as an asset: learned from the marts, before publishing."""

import dagster as dg
from dagster_dbt import get_asset_key_for_model

from orchestration import repeat_forecasts
from orchestration.assets.warehouse import POOL
from orchestration.stages import Stages
from orchestration.workspace import Workspace

INPUTS = ("fct_investments", "fct_funnel", "int_as_of")
KEY = dg.AssetKey(["measured", "repeat_forecasts"])


def repeats_asset(
    workspace: Workspace, stages: Stages, warehouse: dg.AssetsDefinition
) -> dg.AssetsDefinition:
    """What investors will yet bring, with its error on a hold-out; empty unless asked for."""

    @dg.asset(
        key=KEY,
        group_name="measured",
        deps=[get_asset_key_for_model([warehouse], name) for name in INPUTS],
        pool=POOL,
        required_resource_keys={"one_run"},
        kinds={"python", "duckdb"},
        description="How often investors will come back and for how much, by their own rhythm.",
    )
    def repeats(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        with stages.stage("repeats"):
            refusals = repeat_forecasts.measure(workspace)
        for refusal in refusals:
            stages.note(refusal)
        return dg.MaterializeResult(metadata={"refusals": dg.MetadataValue.json(refusals)})

    return repeats
