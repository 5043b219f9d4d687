"""One run without a server: the same Dagster assets, in this process, told to the terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console

from orchestration import builds, lock
from orchestration.days import Days
from orchestration.garbage import seldom_searched
from orchestration.stages import Stages
from orchestration.workspace import UserError, Workspace, prepare

KEPT_LOGS = 30


class RunFailedError(UserError):
    """The run stopped; the message says at what, and where the log is."""


@dataclass(frozen=True)
class Request:
    """What a run is asked for: days to ask again, everything again, or at least one build."""

    days: Days | None = None
    full: bool = False
    force: bool = False


def run(workspace: Workspace, request: Request, console: Console | None = None) -> Stages:
    """Ingest, build, check and publish; returns what was said and the seconds per stage.

    Raises:
        RunInProgressError: when another run of this company has not ended.
        RunFailedError: when a stage failed; what was published before stays up.
    """
    prepare(workspace)
    log = new_log(workspace.logs)
    with seldom_searched(), lock.run_lock(workspace.run_lock), output_to(log, console) as quiet:
        stages = Stages(quiet)
        _execute(workspace, request, stages, log)
    return stages


def _execute(workspace: Workspace, request: Request, stages: Stages, log: Path) -> None:
    started = time.monotonic()
    from orchestration.automation import DAILY_JOB
    from orchestration.dbt_build import end_unfinished
    from orchestration.definitions import build
    from orchestration.history import forget_killed_runs, open_instance, tags_for, why_it_failed

    job = build(workspace, stages).resolve_job_def(DAILY_JOB)
    with open_instance(workspace) as instance:
        forget_killed_runs(instance)
        stages.add("dagster start", time.monotonic() - started)
        options = {"full": request.full, "force": request.force}
        try:
            result = job.execute_in_process(
                instance=instance,
                tags=tags_for(request.days or _yesterday(workspace), request.days),
                run_config={"ops": {"warehouse": {"config": options}}},
                raise_on_error=False,
            )
        finally:
            end_unfinished()
    if not result.success:
        raise RunFailedError(f"{why_it_failed(result)}\nThe log of this run: {log}")


def new_log(logs: Path) -> Path:
    """A file for what the tools of one run say; the oldest ones go."""
    for old in sorted(logs.glob("run-*.log"))[:-KEPT_LOGS]:
        old.unlink()
    return logs / f"run-{builds.new_build_id()}.log"


def _yesterday(workspace: Workspace) -> Days:
    day = datetime.now(workspace.settings.zone).date() - timedelta(days=1)
    return Days(day, day)


@contextmanager
def output_to(log: Path, console: Console | None) -> Generator[Console | None]:
    """Send what the tools say to `log`, and keep the terminal for the stages."""
    sys.stdout.flush()
    sys.stderr.flush()
    saved = os.dup(1), os.dup(2)
    with log.open("ab") as file, os.fdopen(os.dup(2), "w") as terminal:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        try:
            yield console and Console(file=terminal)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for number, copy in zip((1, 2), saved, strict=True):
                os.dup2(copy, number)
                os.close(copy)
