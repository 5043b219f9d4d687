"""The clock of the weekly report; without `weekly_at` and recipients there is none."""

from collections.abc import Sequence

import dagster as dg

from orchestration.report import EVERYBODY, deliver
from orchestration.workspace import Workspace

REPORT_JOB = "weekly_report"


def weekly_report(
    workspace: Workspace,
) -> tuple[Sequence[dg.JobDefinition], Sequence[dg.ScheduleDefinition]]:
    """The job that sends the last whole week to every recipient, and its schedule."""
    settings = workspace.settings
    if not settings.report.weekly_at or not settings.report.recipient:
        return [], []

    @dg.op(name="send_weekly_report")
    def send(context: dg.OpExecutionContext) -> None:
        for line in deliver(workspace, [EVERYBODY]):
            context.log.info(line)

    @dg.job(name=REPORT_JOB, executor_def=dg.in_process_executor)
    def job() -> None:
        send()

    return [job], [every_week_at(workspace, "every_week", settings.report.weekly_at, job)]


def every_week_at(
    workspace: Workspace, name: str, weekly_at: str, job: dg.JobDefinition
) -> dg.ScheduleDefinition:
    """A schedule on the company's clock; `weekly_at` is a day and a time, such as "MON 09:00"."""
    day, time = weekly_at.split(" ")
    hour, minute = time.split(":")

    @dg.schedule(
        name=name,
        job=job,
        cron_schedule=f"{int(minute)} {int(hour)} * * {day}",
        execution_timezone=workspace.settings.company.timezone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    def schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        local = context.scheduled_execution_time.astimezone(workspace.settings.zone)
        return dg.RunRequest(run_key=local.date().isoformat())

    return schedule
