"""Verdicts on promotions as an asset: measured from the marts' sums, before they are published."""

import dagster as dg
from dagster_dbt import get_asset_key_for_model

from orchestration.assets.warehouse import POOL
from orchestration.stages import Stages
from orchestration.workspace import Workspace

SUMS = (
    "dim_promotions",
    "fct_promotion_ledger",
    "fct_promotion_overlaps",
    "int_promotion_windows",
    "int_promotion_arms",
    "int_promotion_arm_days",
    "int_promotion_cells",
    "fct_city_daily",
)
LAST_HALF = "fct_channel_credit_daily"
"""A mart of the build's second half: sums are judged once the whole build has passed."""
KEY = dg.AssetKey(["measured", "promotion_verdicts"])


def promotions_asset(
    workspace: Workspace, stages: Stages, warehouse: dg.AssetsDefinition
) -> dg.AssetsDefinition:
    """Every promotion judged again, as what was published changes with its days."""

    @dg.asset(
        key=KEY,
        group_name="measured",
        deps=[get_asset_key_for_model([warehouse], name) for name in (*SUMS, LAST_HALF)],
        pool=POOL,
        required_resource_keys={"one_run"},
        kinds={"python", "duckdb"},
        description="Scale, fix, stop or cannot tell for every promotion, with its evidence.",
    )
    def promotion_verdicts(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        with stages.stage("verdicts"):
            from orchestration.promotion_verdicts import judge_promotions

            rows = judge_promotions(workspace)
        told = [str(row["verdict"]) for row in rows.get("fct_promotion_verdicts", [])]
        counts = {verdict: told.count(verdict) for verdict in sorted(set(told))}
        return dg.MaterializeResult(metadata={"verdicts": dg.MetadataValue.json(counts)})

    return promotion_verdicts
