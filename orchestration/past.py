"""The company as it was known at a past moment: built from the lake again, beside the present."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console

from ingest.config import Paths
from orchestration import builds, lock, place_lifts, promotion_tables, repeat_forecasts
from orchestration.builds import Build
from orchestration.checks import forget_checks, read_checks
from orchestration.dbt_build import AFTER, BEFORE, BuildFailedError, Event, build_events
from orchestration.dbt_project import fingerprint, published_marts
from orchestration.lake import finished_loads
from orchestration.measured import measure_attribution
from orchestration.promotion_verdicts import judge_promotions
from orchestration.publish import Published, publish
from orchestration.run import new_log, output_to
from orchestration.stages import Stages
from orchestration.workspace import UserError, Workspace, prepare

FOLDER = "as_of"


@dataclass(frozen=True)
class PastPaths(Paths):
    """The company's folder, with a warehouse, serving file and state of a moment's own."""

    moment: datetime

    @property
    def folder(self) -> Path:
        """Everything that this rebuild writes."""
        return self.home / FOLDER / self.moment.strftime("%Y%m%dT%H%M%S")

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that the rebuild fills."""
        return self.folder / "warehouse" / "warehouse.duckdb"

    @property
    def serving(self) -> Path:
        """What pages read of that moment."""
        return self.folder / "serving" / "headwater.duckdb"

    @property
    def state(self) -> Path:
        """Its build folder, locks and logs."""
        return self.folder / "state"


def parse_moment(text: str, zone: ZoneInfo) -> datetime:
    """`2026-05-03` (its end) or `2026-05-03 08:00`, on the company's clock, as UTC without zone.

    Raises:
        UserError: when it is neither, or lies in the future.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UserError(
            f"'{text}' is no moment: write a day such as 2026-05-03, or 2026-05-03T08:00."
        ) from error
    is_day = len(text.strip()) <= len("2026-05-03")
    local = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    utc = (local + timedelta(days=is_day)).astimezone(UTC).replace(tzinfo=None)
    if utc > builds.now():
        raise UserError(f"{text} has not passed yet; what is known now is the newest build.")
    return utc


def past(workspace: Workspace, moment: datetime) -> Workspace:
    """The same company, at `moment` (UTC)."""
    return replace(workspace, paths=PastPaths(workspace.paths.home, moment), as_of=moment)


def rebuild(workspace: Workspace, console: Console | None = None) -> Published:
    """Build, check and publish what the lake held at the workspace's `as_of`.

    Raises:
        UserError: when nothing had been loaded by then, or the build did not pass.
    """
    newest = _newest_load(workspace)
    prepare(workspace)
    log = new_log(workspace.logs)
    with lock.run_lock(workspace.run_lock), output_to(log, console) as quiet:
        stages = Stages(quiet)
        build = Build(builds.new_build_id(), newest, "", fingerprint(workspace))
        _record(workspace, build)
        try:
            with stages.stage("build") as tell:
                for event in _whole_build(workspace, build):
                    if event.share is not None:
                        tell(event.node, event.share)
        except BuildFailedError as error:
            raise UserError(
                f"The build of that moment did not pass:\n{error}\nIts log: {log}"
            ) from error
        _record(workspace, replace(build, status="built", timings=stages.timings))
        place_lifts.measure(workspace)
        repeat_forecasts.measure(workspace)
        judge_promotions(workspace)
        with stages.stage("publish"):
            marts = [*published_marts(workspace), *place_lifts.published()]
            marts += [*promotion_tables.published(), *repeat_forecasts.published()]
            return publish(workspace, marts, read_checks(workspace))


def _whole_build(workspace: Workspace, build: Build) -> Iterator[Event]:
    forget_checks(workspace)
    yield from build_events(workspace, build, [], BEFORE)
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        measure_attribution(connection)
    yield from build_events(workspace, build, [], AFTER)


def _record(workspace: Workspace, build: Build) -> None:
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        builds.record(connection, build)


def _newest_load(workspace: Workspace) -> str:
    """The newest load by the workspace's moment; a load's id is its second since 1970."""
    moment = workspace.as_of
    assert moment is not None
    seconds = moment.replace(tzinfo=UTC).timestamp()
    known = [load for load in finished_loads(workspace.paths.lake) if float(load) <= seconds]
    if not known:
        raise UserError(
            f"Nothing had been loaded by {moment:%Y-%m-%d %H:%M} UTC. What came before the first "
            f"run cannot be told apart from it.\n该时刻之前尚未加载任何数据。"
        )
    return known[-1]
