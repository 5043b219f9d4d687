"""The clock of the folder's upkeep; with an empty `weekly_at` there is none."""

from collections.abc import Sequence

import dagster as dg

from orchestration.maintain import maintain
from orchestration.workspace import Workspace

JOB = "upkeep"


def weekly_upkeep(
    workspace: Workspace,
) -> tuple[Sequence[dg.JobDefinition], Sequence[dg.ScheduleDefinition]]:
    """The job that does what `headwater maintain` does, and its schedule."""
    settings = workspace.settings
    if not settings.maintain.weekly_at:
        return [], []

    @dg.op(name="maintain")
    def keep_up(context: dg.OpExecutionContext) -> None:
        maintain(workspace, context.log.info)

    @dg.job(name=JOB, executor_def=dg.in_process_executor)
    def job() -> None:
        keep_up()

    day, time = settings.maintain.weekly_at.split(" ")
    hour, minute = time.split(":")

    @dg.schedule(
        name="every_week_upkeep",
        job=job,
        cron_schedule=f"{int(minute)} {int(hour)} * * {day}",
        execution_timezone=settings.company.timezone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    def schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        local = context.scheduled_execution_time.astimezone(settings.zone)
        return dg.RunRequest(run_key=f"upkeep-{local.date().isoformat()}")

    return [job], [schedule]
