"""What a run has to build: nothing, what is new, the days asked for, or everything."""

from __future__ import annotations

from orchestration import builds, dbt_project, lake
from orchestration.builds import Build
from orchestration.days import Days
from orchestration.spark.tables import knows_the_last_build
from orchestration.workspace import Workspace


def plan_build(
    workspace: Workspace, days: Days | None = None, full: bool = False, force: bool = False
) -> Build | None:
    """The build that would bring the warehouse up to date; None when it already is.

    Naming days rebuilds from the first load that covered one of them. Everything is rebuilt on
    `full`, on a first run, when the dbt project or a window of the settings has changed, and when
    the last build was to do that and did not end.
    """
    newest_load = lake.newest_load(workspace.paths.lake)
    if not newest_load:
        return None
    current = dbt_project.fingerprint(workspace)
    last, good = _history(workspace)
    was_cut_short = last is not None and last != good and _leaves_nothing(workspace, last)
    is_lost = good is not None and not _is_kept(workspace)
    is_first = good is None or full or was_cut_short or is_lost or good.fingerprint != current
    is_new = is_first or good.newest_load_id < newest_load or last != good
    if not (is_new or force or days or not _is_served(workspace, good)):
        return None
    return Build(
        build_id=builds.new_build_id(),
        newest_load_id=newest_load,
        changed_after_load="" if is_first else _changed_after(workspace, good, days),
        fingerprint=current,
        days=str(days or ""),
    )


def _leaves_nothing(workspace: Workspace, last: Build) -> bool:
    """Whether a build that was not published has to be begun again from nothing.

    Parquet tables of a cluster know no transaction: a build that stopped may have left a period
    half written. In DuckDB each model is whole or untouched.
    """
    return last.is_full or (workspace.engine == "spark" and last.status != "built")


def _is_kept(workspace: Workspace) -> bool:
    return workspace.engine != "spark" or knows_the_last_build(workspace)


def _history(workspace: Workspace) -> tuple[Build | None, Build | None]:
    if not workspace.paths.warehouse.exists():
        return None, None
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        return builds.newest(connection), builds.newest(connection, "published")


def _is_served(workspace: Workspace, build: Build) -> bool:
    serving = workspace.paths.serving
    return serving.exists() and serving.resolve().stem.endswith(build.build_id)


def _changed_after(workspace: Workspace, good: Build, days: Days | None) -> str:
    before = lake.load_before_days(workspace.paths.lake, days) if days else None
    return good.newest_load_id if before is None else min(before, good.newest_load_id)
