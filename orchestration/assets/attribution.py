"""The data-driven attribution models as assets, between the two halves of the warehouse."""

from collections.abc import Iterator

import dagster as dg
from dagster_dbt import get_asset_key_for_model

from orchestration import builds
from orchestration.assets.warehouse import POOL, under_way
from orchestration.spark.tables import hand_over
from orchestration.stages import Stages
from orchestration.workspace import Workspace

READ = ("int_journey_paths", "int_training_credits")
WRITTEN = {
    "path_weights": "What each touch of each path earns under Markov, Shapley and leave-one-out.",
    "channel_credits": "Each model's credit of each channel, its interval, and what follows of it.",
}


def attribution_assets(
    workspace: Workspace, stages: Stages, warehouse: dg.AssetsDefinition
) -> dg.AssetsDefinition:
    """One op that learns the models from counted journeys and writes them to the warehouse."""
    read = [get_asset_key_for_model([warehouse], name) for name in READ]

    @dg.multi_asset(
        name="attribution",
        specs=[
            dg.AssetSpec(["measured", name], deps=read, description=told, group_name="measured")
            for name, told in WRITTEN.items()
        ],
        pool=POOL,
        required_resource_keys={"one_run"},
    )
    def attribution() -> Iterator[dg.MaterializeResult]:
        from orchestration.measured import SCHEMA, measure_attribution

        rows: dict[str, int] = {}
        if under_way(workspace) is not None:
            warehouse_file = workspace.paths.warehouse
            with stages.stage("measure"), builds.open_warehouse(warehouse_file) as connection:
                rows = measure_attribution(connection)
                if workspace.engine == "spark":
                    hand_over(workspace, connection, SCHEMA, WRITTEN)
        for name in WRITTEN:
            metadata = {"dagster/row_count": rows[name]} if rows else {}
            yield dg.MaterializeResult(asset_key=["measured", name], metadata=metadata)

    return attribution
