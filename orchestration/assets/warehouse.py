"""The dbt models as assets, their tests as checks; built when there is something new to build."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliInvocation, DbtCliResource, dbt_assets
from dagster_dbt.core.dbt_event_iterator import DbtDagsterEventType
from dagster_dbt.errors import DagsterDbtCliRuntimeError

from orchestration import builds, dbt_project, lock
from orchestration.automation import FAILED_CHECKS
from orchestration.builds import Build
from orchestration.checks import read_checks
from orchestration.days import Days
from orchestration.history import DAYS_TAG
from orchestration.planning import plan_build
from orchestration.stages import Stages, Tell
from orchestration.workspace import Workspace

POOL = "warehouse"


class RunConfig(dg.Config):
    """How much to build: everything again, or at least once more."""

    full: bool = False
    force: bool = False


class FolderTranslator(DagsterDbtTranslator):
    """Groups models by their folder: staging, intermediate, one group per kind of mart."""

    def get_group_name(self, dbt_resource_props: Mapping[str, object]) -> str | None:
        """The folder below `models`, below `marts`, or `seeds`."""
        parts = Path(str(dbt_resource_props["original_file_path"])).parts
        inside = parts[1:-1] if parts[0] == "models" else parts[:1]
        return inside[1] if inside[0] == "marts" and len(inside) > 1 else inside[0]


def warehouse_assets(workspace: Workspace, stages: Stages) -> dg.AssetsDefinition:
    """One op that runs `dbt build` once, and not at all when the warehouse is up to date."""
    manifest = dbt_project.manifest_path(workspace)

    @dbt_assets(
        manifest=manifest,
        name="warehouse",
        pool=POOL,
        dagster_dbt_translator=FolderTranslator(),
        required_resource_keys={"one_run"},
    )
    def warehouse(
        context: dg.AssetExecutionContext, config: RunConfig, dbt: DbtCliResource
    ) -> Iterator[DbtDagsterEventType]:
        days = Days.parse(context.run.tags.get(DAYS_TAG, ""))
        build = plan_build(workspace, days, config.full, config.force)
        if build is None:
            stages.note("Nothing new to build. 没有新数据需要处理。")
            return
        yield from _build(context, dbt, workspace, stages, build)

    return warehouse


def _build(
    context: dg.AssetExecutionContext,
    dbt: DbtCliResource,
    workspace: Workspace,
    stages: Stages,
    build: Build,
) -> Iterator[DbtDagsterEventType]:
    _record(workspace, build, stages)
    try:
        with stages.stage("build") as tell:
            invocation = dbt.cli(
                _arguments(workspace, build), context=context, target_path=workspace.dbt_target
            )
            lock.note_child(workspace.run_lock, invocation.process.pid)
            yield from _events(context, invocation, stages, tell)
    except DagsterDbtCliRuntimeError as error:
        _record(workspace, replace(build, status="failed"), stages)
        raise _failure(workspace, error) from error
    status = "partial" if context.is_subset else "built"
    _record(workspace, replace(build, status=status), stages)


def _record(workspace: Workspace, build: Build, stages: Stages) -> None:
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        builds.record(connection, replace(build, timings=stages.timings))


def _arguments(workspace: Workspace, build: Build) -> list[str]:
    variables = dbt_project.company_vars(workspace)
    variables["changed_after_load"] = build.changed_after_load
    arguments = ["build", "--exclude-resource-type", "unit_test", "--vars", json.dumps(variables)]
    return [*arguments, "--full-refresh"] if build.is_full else arguments


def _events(
    context: dg.AssetExecutionContext, invocation: DbtCliInvocation, stages: Stages, tell: Tell
) -> Iterator[DbtDagsterEventType]:
    started, is_waiting = time.monotonic(), True
    for event in invocation.stream_raw_events():
        data = event.raw_event["data"]
        if is_waiting and "node_info" in data:
            stages.add("dbt start", time.monotonic() - started)
            is_waiting = False
        if data.get("total") and data.get("index"):
            tell(str(data["node_info"]["node_name"]), data["index"] / data["total"])
        yield from event.to_default_asset_events(
            manifest=invocation.manifest,
            dagster_dbt_translator=invocation.dagster_dbt_translator,
            context=context,
            target_path=invocation.target_path,
        )


def _failure(workspace: Workspace, error: DagsterDbtCliRuntimeError) -> dg.Failure:
    checks = read_checks(workspace.dbt_target, workspace.dbt_state / "manifest.json")
    failed = [check for check in checks if check.status == "fail"]
    lines = [f"  {check.check_name}: {check.message}" for check in failed] or [str(error)]
    return dg.Failure(
        "\n".join(["The build did not pass, so yesterday's numbers stay up:", *lines]),
        metadata={FAILED_CHECKS: ", ".join(check.check_name for check in failed)},
        allow_retries=False,
    )
