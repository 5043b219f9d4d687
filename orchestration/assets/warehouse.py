"""The dbt models as assets, their tests as checks; built when there is something new to build."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, dbt_assets
from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage
from dagster_dbt.core.dbt_event_iterator import DbtDagsterEventType

from orchestration import builds, dbt_project
from orchestration.automation import FAILED_CHECKS
from orchestration.builds import Build
from orchestration.checks import read_checks
from orchestration.days import Days
from orchestration.dbt_build import BuildFailedError, Event, build_events
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
        folders = parts[1:-1] if parts[0] == "models" else parts[:1]
        return folders[min(1, len(folders) - 1)] if "marts" in folders[:1] else (*folders, None)[0]


def warehouse_assets(workspace: Workspace, stages: Stages) -> dg.AssetsDefinition:
    """One op that runs `dbt build` once, and not at all when the warehouse is up to date."""
    translator = FolderTranslator()

    @dbt_assets(
        manifest=dbt_project.read_manifest(workspace),
        name="warehouse",
        pool=POOL,
        dagster_dbt_translator=translator,
        required_resource_keys={"one_run"},
    )
    def warehouse(
        context: dg.AssetExecutionContext, config: RunConfig
    ) -> Iterator[DbtDagsterEventType]:
        days = Days.parse(context.run.tags.get(DAYS_TAG, ""))
        build = plan_build(workspace, days, config.full, config.force)
        if build is None:
            stages.note("Nothing new to build. 没有新数据需要处理。")
        else:
            yield from _build(context, workspace, translator, stages, build)

    return warehouse


def _build(
    context: dg.AssetExecutionContext,
    workspace: Workspace,
    translator: DagsterDbtTranslator,
    stages: Stages,
    build: Build,
) -> Iterator[DbtDagsterEventType]:
    _record(workspace, build, stages)
    manifest = dbt_project.read_manifest(workspace)
    try:
        with stages.stage("build") as tell:
            for event in _timed(build_events(workspace, build, _names(context)), stages, tell):
                message = DbtCoreCliEventMessage(event.raw, event_history_metadata={})
                yield from message.to_default_asset_events(manifest, translator, context)
    except BuildFailedError as error:
        _record(workspace, replace(build, status="failed"), stages)
        raise _failure(workspace, error) from error
    stages.add("build", stages.timings["build"] - stages.timings["dbt start"])
    status = "partial" if context.is_subset else "built"
    _record(workspace, replace(build, status=status), stages)


def _timed(events: Iterator[Event], stages: Stages, tell: Tell) -> Iterator[Event]:
    started = time.monotonic()
    for number, event in enumerate(events):
        if not number:
            stages.add("dbt start", time.monotonic() - started)
        if event.share is not None:
            tell(event.node, event.share)
        yield event


def _names(context: dg.AssetExecutionContext) -> list[str]:
    return [key.path[-1] for key in context.selected_asset_keys] if context.is_subset else []


def _record(workspace: Workspace, build: Build, stages: Stages) -> None:
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        builds.record(connection, replace(build, timings=stages.timings))


def _failure(workspace: Workspace, error: BuildFailedError) -> dg.Failure:
    checks = read_checks(workspace)
    failed = [check for check in checks if check.status == "fail"]
    lines = [f"  {check.check_name}: {check.message}" for check in failed] or [str(error)]
    return dg.Failure(
        "\n".join(["The build did not pass, so yesterday's numbers stay up:", *lines]),
        metadata={FAILED_CHECKS: ", ".join(check.check_name for check in failed)},
        allow_retries=False,
    )
