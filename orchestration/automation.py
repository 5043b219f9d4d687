"""What starts a run without anybody asking: the clock and the inbox; and what follows a failure."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import dagster as dg

from ingest.config import Settings
from orchestration import lock
from orchestration.history import GRACE, forget_killed_runs
from orchestration.publish import report_failure
from orchestration.workspace import Workspace

DAILY_JOB = "daily"
FAILED_CHECKS = "failed_checks"
"""Metadata of a failed step: the names of the checks, a comma between them."""
SENSOR_SECONDS = 60
SETTLED_SECONDS = 5
"""A file that changed less than this ago may still be on its way in."""


def daily_schedule(
    settings: Settings, job: dg.UnresolvedAssetJobDefinition
) -> dg.ScheduleDefinition:
    """A run every day at the company's hour, for the day before."""
    hour, minute = settings.schedule.daily_at.split(":")

    @dg.schedule(
        name="every_day",
        job=job,
        cron_schedule=f"{int(minute)} {int(hour)} * * *",
        execution_timezone=settings.company.timezone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    def every_day(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        local = context.scheduled_execution_time.astimezone(settings.zone)
        day = str(local.date() - timedelta(days=1))
        return dg.RunRequest(run_key=day, partition_key=day)

    return every_day


def inbox_sensor(workspace: Workspace, job: dg.UnresolvedAssetJobDefinition) -> dg.SensorDefinition:
    """A run as soon as files wait in the inbox and none is still being written."""

    @dg.sensor(
        name="inbox",
        job=job,
        minimum_interval_seconds=SENSOR_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def inbox(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        if lock.holder(workspace.run_lock) is not None:
            return dg.SkipReason("A run is in progress.")
        forget_killed_runs(context.instance, GRACE)
        files = waiting_files(workspace.paths.inbox)
        if not files:
            return dg.SkipReason("The inbox is empty.")
        if _is_still_changing(files):
            return dg.SkipReason("A file in the inbox is still being written.")
        day = datetime.now(workspace.settings.zone).date() - timedelta(days=1)
        return dg.RunRequest(run_key=_names(files), partition_key=str(day))

    return inbox


def tell_readers(workspace: Workspace) -> dg.HookDefinition:
    """After a failed step, leave a note that the pages show above yesterday's numbers."""

    @dg.failure_hook(name="tell_readers")
    def hook(context: dg.HookContext) -> None:
        error = context.op_exception
        metadata = error.metadata if isinstance(error, dg.Failure) else {}
        failed = metadata.get(FAILED_CHECKS)
        names = str(failed.value).split(", ") if failed else []
        words = str(error).splitlines() or [type(error).__name__]
        report_failure(workspace, names, reason=words[0])

    return hook


def waiting_files(inbox: Path) -> list[Path]:
    """Files that a run would pick up, hidden ones left out, in order of name."""
    found = (path for path in inbox.rglob("*") if path.is_file())
    return sorted(path for path in found if not path.name.startswith("."))


def _is_still_changing(files: list[Path]) -> bool:
    newest = max(path.stat().st_mtime for path in files)
    return datetime.now().timestamp() - newest < SETTLED_SECONDS


def _names(files: list[Path]) -> str:
    text = "\n".join(f"{path}:{path.stat().st_mtime_ns}" for path in files)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
