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
from orchestration.builds import Build, Status
from orchestration.checks import forget_checks, read_checks
from orchestration.days import Days
from orchestration.dbt_build import AFTER, BEFORE, BuildFailedError, Event, Half, build_events
from orchestration.history import DAYS_TAG
from orchestration.planning import plan_build
from orchestration.spark.tables import begin
from orchestration.stages import Stages, Tell
from orchestration.workspace import Workspace

POOL = "warehouse"
ENDED_HALVES = ("half_built", "partial")


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
    """One op that builds the first half, and nothing when the warehouse is up to date."""

    @dbt_assets(
        manifest=dbt_project.read_manifest(workspace),
        exclude=dbt_project.MEASURED,
        name="warehouse",
        pool=POOL,
        dagster_dbt_translator=FolderTranslator(),
        required_resource_keys={"one_run"},
    )
    def warehouse(
        context: dg.AssetExecutionContext, config: RunConfig
    ) -> Iterator[DbtDagsterEventType]:
        days = Days.parse(context.run.tags.get(DAYS_TAG, ""))
        build = plan_build(workspace, days, config.full, config.force)
        if build is None:
            stages.note("Nothing new to build. 没有新数据需要处理。")
            return
        if workspace.engine == "spark":
            begin(workspace, build)
        record(workspace, build, stages)
        forget_checks(workspace)
        begun = under_way(workspace, "building")
        assert begun is not None
        yield from _build(context, workspace, stages, begun, BEFORE)
        status: Status = "partial" if context.is_subset else "half_built"
        record(workspace, replace(build, status=status), stages)

    return warehouse


def credited_assets(workspace: Workspace, stages: Stages) -> dg.AssetsDefinition:
    """One op that builds the second half of a build that is under way."""

    @dbt_assets(
        manifest=dbt_project.read_manifest(workspace),
        select=dbt_project.MEASURED,
        name="credited",
        pool=POOL,
        dagster_dbt_translator=FolderTranslator(),
        required_resource_keys={"one_run"},
    )
    def credited(context: dg.AssetExecutionContext) -> Iterator[DbtDagsterEventType]:
        build = under_way(workspace)
        if build is not None:
            yield from _build(context, workspace, stages, build, AFTER)
            record(workspace, both_halves(build, context.is_subset), stages)

    return credited


def under_way(workspace: Workspace, *statuses: Status) -> Build | None:
    """The newest build, when its first half has ended or it has one of `statuses`.

    None when there was nothing to build, or when the first half was cut short.
    """
    if not workspace.paths.warehouse.exists():
        return None
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        newest, good = builds.newest(connection), builds.newest(connection, "published")
        if newest is None or newest.status not in (statuses or ENDED_HALVES):
            return None
        last = builds.newest(connection, before=newest.build_id)
    if good is None:
        return newest
    return replace(newest, published_build=good.build_id, is_after_published=last == good)


def both_halves(build: Build, is_subset: bool) -> Build:
    """The build after its second half, of which a subset was chosen or all: whole if both were."""
    is_whole = build.status == "half_built" and not is_subset
    return replace(build, status="built" if is_whole else "partial")


def record(workspace: Workspace, build: Build, stages: Stages) -> None:
    """Write the state of the build, with the seconds of its stages so far."""
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        builds.record(connection, replace(build, timings=stages.timings))


def _build(
    context: dg.AssetExecutionContext,
    workspace: Workspace,
    stages: Stages,
    build: Build,
    half: Half,
) -> Iterator[DbtDagsterEventType]:
    manifest, translator = dbt_project.read_manifest(workspace), FolderTranslator()
    before = stages.timings.get("dbt start", 0.0)
    try:
        with stages.stage("build") as tell:
            events = build_events(workspace, build, _names(context), half)
            for event in _timed(events, stages, tell):
                message = DbtCoreCliEventMessage(event.raw, event_history_metadata={})
                yield from message.to_default_asset_events(manifest, translator, context)
    except BuildFailedError as error:
        record(workspace, replace(build, status="failed"), stages)
        raise _failure(workspace, error) from error
    started = stages.timings["dbt start"] - before
    stages.add("build", stages.timings["build"] - started)


def _timed(events: Iterator[Event], stages: Stages, tell: Tell) -> Iterator[Event]:
    started, before = time.monotonic(), stages.timings.get("dbt start", 0.0)
    for number, event in enumerate(events):
        if not number:
            stages.add("dbt start", before + time.monotonic() - started)
        if event.share is not None:
            tell(event.node, event.share)
        yield event


def _names(context: dg.AssetExecutionContext) -> list[str]:
    return [key.path[-1] for key in context.selected_asset_keys] if context.is_subset else []


def _failure(workspace: Workspace, error: BuildFailedError) -> dg.Failure:
    checks = read_checks(workspace)
    failed = [check for check in checks if check.status == "fail"]
    lines = [f"  {check.check_name}: {check.message}" for check in failed] or [str(error)]
    return dg.Failure(
        "\n".join(["The build did not pass, so yesterday's numbers stay up:", *lines]),
        metadata={FAILED_CHECKS: ", ".join(check.check_name for check in failed)},
        allow_retries=False,
    )
