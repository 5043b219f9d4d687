"""The clock of the folder's upkeep; with an empty `weekly_at` there is none."""

from collections.abc import Sequence

import dagster as dg

from orchestration.maintain import maintain
from orchestration.weekly import every_week_at
from orchestration.workspace import Workspace

JOB = "upkeep"


def weekly_upkeep(
    workspace: Workspace,
) -> tuple[Sequence[dg.JobDefinition], Sequence[dg.ScheduleDefinition]]:
    """The job that does what `headwater maintain` does, and its schedule."""
    settings = workspace.settings.maintain
    if not settings.weekly_at:
        return [], []

    @dg.op(name="maintain")
    def keep_up(context: dg.OpExecutionContext) -> None:
        maintain(workspace, context.log.info)

    @dg.job(name=JOB, executor_def=dg.in_process_executor)
    def job() -> None:
        keep_up()

    return [job], [every_week_at(workspace, "upkeep_every_week", settings.weekly_at, job)]
