"""The serving file as an asset: the marts as the pages read them."""

import dagster as dg
from dagster_dbt import get_asset_key_for_model

from orchestration import dbt_project, place_lifts, promotion_tables, repeat_forecasts
from orchestration.alerts.delivery import deliver
from orchestration.assets.places import KEY as LIFTS
from orchestration.assets.promotions import KEY as VERDICTS
from orchestration.assets.repeats import KEY as REPEATS
from orchestration.assets.warehouse import POOL
from orchestration.checks import read_checks
from orchestration.publish import publish
from orchestration.stages import Stages
from orchestration.workspace import Workspace


def published_asset(
    workspace: Workspace,
    stages: Stages,
    warehouse: dg.AssetsDefinition,
    freshness: dg.FreshnessPolicy,
) -> dg.AssetsDefinition:
    """The last step of a run; skipped when nothing was built, refused when a check failed."""
    marts = dbt_project.published_marts(workspace)
    measured = [*place_lifts.published(), *promotion_tables.published()]
    measured += repeat_forecasts.published()

    @dg.asset(
        name="serving",
        key_prefix="publish",
        group_name="publish",
        deps=[
            *(get_asset_key_for_model([warehouse], mart.name) for mart in marts),
            LIFTS,
            VERDICTS,
            REPEATS,
        ],
        pool=POOL,
        required_resource_keys={"one_run"},
        kinds={"duckdb"},
        freshness_policy=freshness,
        description="One DuckDB file with every published mart, swapped in whole.",
    )
    def serving(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        with stages.stage("publish"):
            result = publish(workspace, [*marts, *measured], read_checks(workspace), stages.timings)
        stages.note(f"Published {result.path.name}: data up to {result.as_of_date}.")
        _tell(workspace, stages)
        return dg.MaterializeResult(
            metadata={
                "path": dg.MetadataValue.path(str(result.path)),
                "as_of_date": str(result.as_of_date),
                "dagster/row_count": sum(result.rows.values()),
                "rows": dg.MetadataValue.json(result.rows),
            }
        )

    return serving


def _tell(workspace: Workspace, stages: Stages) -> None:
    """Send the alerts that are due; a service that cannot be reached fails no run."""
    for line in deliver(workspace):
        if line.startswith("!"):
            stages.warn(f"Alert not sent 提醒未发送 {line[2:]}")
        else:
            stages.note(f"Alert sent 提醒已发送 {line}")
