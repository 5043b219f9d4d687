"""Rules asked of what is about to be published, answers kept, and the log published with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import duckdb

from orchestration import builds
from orchestration.alerts.found import Evaluation
from orchestration.alerts.log import open_log, path_of
from orchestration.alerts.rules import told
from orchestration.alerts.tables import publish_log
from orchestration.workspace import Workspace


def ask_and_publish(
    workspace: Workspace,
    connection: duckdb.DuckDBPyConnection,
    build_id: str,
    last: date | None,
) -> None:
    """Ask every rule of the file that is about to be published, and write the log into it.

    Numbers of the past are asked nothing, and their log is empty.
    """
    is_of_now = workspace.as_of is None
    found: list[Evaluation] = []
    if is_of_now and last is not None and workspace.settings.alert:
        from orchestration.alerts.evaluation import evaluate

        found = evaluate(connection, workspace.settings.alert, last)
        keep(workspace, found, build_id)
    if not is_of_now or not path_of(workspace).exists():
        publish_log(connection, [])
        return
    with open_log(workspace) as log:
        publish_log(connection, log.entries(), {one.key for one in found})


def keep(workspace: Workspace, found: Sequence[Evaluation], build_id: str) -> None:
    """Write down what was found, and to whom it has to be told."""
    settings = workspace.settings
    rules = {rule.name: rule for rule in settings.alert}
    recipients = {
        one.key: told(rules[one.alert], settings.report.recipient, one.channel, one.city)
        for one in found
    }
    with open_log(workspace) as log:
        log.write(found, recipients, build_id, builds.now())
