"""Everything Dagster knows about one company: assets, checks, schedule, sensor, resources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import dagster as dg

from ingest.descriptions import load_sources
from orchestration.alerts.clock import after_quiet_hours
from orchestration.alerts.rules import require_usable
from orchestration.assets.attribution import attribution_assets
from orchestration.assets.places import places_asset
from orchestration.assets.promotions import promotions_asset
from orchestration.assets.published import published_asset
from orchestration.assets.repeats import repeats_asset
from orchestration.assets.sources import source_assets
from orchestration.assets.warehouse import credited_assets, warehouse_assets
from orchestration.automation import DAILY_JOB, daily_schedule, inbox_sensor, tell_readers
from orchestration.garbage import seldom_searched
from orchestration.lock import run_lock
from orchestration.stages import Stages
from orchestration.upkeep import weekly_upkeep
from orchestration.weekly import weekly_report
from orchestration.workspace import Workspace, open_workspace, prepare

LOCK_WAIT_SECONDS = 1800


@dg.definitions
def headwater() -> dg.Definitions:
    """What the Dagster UI and daemon load, for the company in `HEADWATER_HOME`."""
    workspace = open_workspace()
    prepare(workspace)

    @dg.resource
    def one_run(_: dg.InitResourceContext) -> Iterator[None]:
        with seldom_searched(), run_lock(workspace.run_lock, LOCK_WAIT_SECONDS):
            yield

    return build(workspace, Stages(), one_run, retries=2)


def build(
    workspace: Workspace,
    stages: Stages,
    one_run: dg.ResourceDefinition | None = None,
    retries: int = 0,
) -> dg.Definitions:
    """The definitions; `one_run` holds the run lock unless the caller already does."""
    window = timedelta(hours=workspace.settings.windows.freshness_hours)
    freshness = dg.FreshnessPolicy.time_window(fail_window=window)
    require_usable(workspace.settings)
    warehouse = warehouse_assets(workspace, stages)
    credited = credited_assets(workspace, stages)
    hooks = {tell_readers(workspace)}
    report_jobs, report_schedules = weekly_report(workspace)
    alert_jobs, alert_schedules = after_quiet_hours(workspace)
    upkeep_jobs, upkeep_schedules = weekly_upkeep(workspace)
    job = dg.define_asset_job(DAILY_JOB, selection=dg.AssetSelection.all(), hooks=hooks)
    return dg.Definitions(
        assets=[
            source_assets(workspace, load_sources(workspace.settings), stages, retries),
            warehouse,
            attribution_assets(workspace, stages, warehouse),
            credited,
            promotions_asset(workspace, stages, warehouse),
            places_asset(workspace, stages, warehouse),
            repeats_asset(workspace, stages, warehouse),
            published_asset(workspace, stages, warehouse, freshness),
        ],
        jobs=[job, *report_jobs, *alert_jobs, *upkeep_jobs],
        schedules=[
            daily_schedule(workspace.settings, job),
            *report_schedules,
            *alert_schedules,
            *upkeep_schedules,
        ],
        sensors=[inbox_sensor(workspace, job)],
        resources={
            "one_run": one_run or dg.ResourceDefinition.none_resource(),
        },
        executor=dg.in_process_executor,
    )
