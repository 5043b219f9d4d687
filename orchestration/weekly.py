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

    day, time = settings.report.weekly_at.split(" ")
    hour, minute = time.split(":")

    @dg.schedule(
        name="every_week",
        job=job,
        cron_schedule=f"{int(minute)} {int(hour)} * * {day}",
        execution_timezone=settings.company.timezone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    def every_week(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        local = context.scheduled_execution_time.astimezone(settings.zone)
        return dg.RunRequest(run_key=local.date().isoformat())

    return [job], [every_week]
