"""Dagster's own records of a company's runs: the instance, run tags, and runs that were killed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import dagster as dg

from orchestration.days import Days
from orchestration.workspace import UserError, Workspace

DAYS_TAG = "headwater/days"
"""The days that somebody asked for by name."""
LOADED_TAG = "headwater/loaded_days"
"""The first and last day of spend that came."""
RANGE_START_TAG = "dagster/asset_partition_range_start"
RANGE_END_TAG = "dagster/asset_partition_range_end"
STOPPED = "DagsterExecutionInterruptedError"
GRACE = timedelta(seconds=60)
"""A run of the server may have started and not yet hold the lock."""


def open_instance(workspace: Workspace) -> dg.DagsterInstance:
    """The company's Dagster instance, below its state folder."""
    return dg.DagsterInstance.from_config(str(workspace.dagster_home))


def tags_for(window: Days, asked: Days | None) -> dict[str, str]:
    """Run tags: the window of the windowed sources, and the days somebody asked for by name."""
    tags = {RANGE_START_TAG: str(window.first), RANGE_END_TAG: str(window.last)}
    return {**tags, DAYS_TAG: str(asked)} if asked else tags


def forget_killed_runs(instance: dg.DagsterInstance, grace: timedelta = timedelta()) -> int:
    """Mark runs that never ended as failed; call it only while no run is in progress."""
    started = dg.RunsFilter(
        statuses=[dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.STARTING],
        updated_before=datetime.now(UTC) - grace,
    )
    killed = instance.get_runs(started)
    for run in killed:
        instance.report_run_failed(run, "The run was killed; the next run takes its work up again.")
    return len(killed)


def why_it_failed(result: dg.ExecuteInProcessResult) -> str:
    """What the first failed step said: the words meant for the user, or the error by name."""
    failed = [event for event in result.all_events if event.is_step_failure]
    if not failed:
        return "The run failed before its first step."
    data = failed[0].step_failure_data
    if data.user_failure_data and data.user_failure_data.description:
        return data.user_failure_data.description
    error = data.error and (data.error.cause or data.error)
    if error and error.cls_name == STOPPED:
        return "The run was stopped; the next one takes its work up again. 运行已中止，下次将继续。"
    words = error.message.strip() if error else ""
    if error and error.cls_name in {kind.__name__ for kind in UserError.__subclasses__()}:
        return words.partition(": ")[2]
    return f"{failed[0].step_key} failed unexpectedly. {words}".strip()
