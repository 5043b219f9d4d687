"""The clock of alerts: what waited in quiet hours is sent when they end."""

from collections.abc import Sequence

import dagster as dg

from orchestration.alerts.delivery import deliver, quiet_hours
from orchestration.workspace import Workspace

JOB = "waiting_alerts"


def after_quiet_hours(
    workspace: Workspace,
) -> tuple[Sequence[dg.JobDefinition], Sequence[dg.ScheduleDefinition]]:
    """The job that sends what waits, and its schedule; nothing without rules or quiet hours."""
    hours = quiet_hours(workspace)
    if hours is None or not workspace.settings.alert:
        return [], []

    @dg.op(name="send_waiting_alerts")
    def send(context: dg.OpExecutionContext) -> None:
        for line in deliver(workspace):
            context.log.info(line)

    @dg.job(name=JOB, executor_def=dg.in_process_executor)
    def job() -> None:
        send()

    @dg.schedule(
        name="after_quiet_hours",
        job=job,
        cron_schedule=f"{hours[1].minute} {hours[1].hour} * * *",
        execution_timezone=workspace.settings.company.timezone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    def schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        local = context.scheduled_execution_time.astimezone(workspace.settings.zone)
        return dg.RunRequest(run_key=local.date().isoformat())

    return [job], [schedule]
