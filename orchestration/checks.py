"""The outcome of dbt's tests, in words that a reader of the dashboards understands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from orchestration.builds import now
from orchestration.dbt_build import AFTER, BEFORE, results_of
from orchestration.dbt_project import read_manifest
from orchestration.workspace import Workspace

OUTCOMES = {"pass": "pass", "success": "pass", "warn": "warn"}


def forget_checks(workspace: Workspace) -> None:
    """Before a build: what an earlier one found says nothing about this one."""
    for half in (BEFORE, AFTER):
        results_of(workspace, half).unlink(missing_ok=True)


@dataclass(frozen=True)
class Check:
    """One test: its name, pass, warn or fail, rows that broke it, and what it means."""

    check_name: str
    status: str
    failures: int
    message: str
    checked_at: datetime


def read_checks(workspace: Workspace) -> list[Check]:
    """The tests of the newest build, with a failed model counted as a failed check."""
    paths = (results_of(workspace, half) for half in (BEFORE, AFTER))
    results = [
        result
        for path in paths
        if path.exists()
        for result in json.loads(path.read_text(encoding="utf-8"))["results"]
    ]
    nodes, at = read_manifest(workspace)["nodes"], now()
    return [
        _check(result, nodes.get(result["unique_id"], {}), at)
        for result in results
        if _is_test(result) or result["status"] not in {"success", "no-op"}
    ]


def _is_test(result: dict[str, object]) -> bool:
    return str(result["unique_id"]).split(".")[0] == "test"


def _check(result: dict[str, object], node: dict[str, object], at: datetime) -> Check:
    name = str(node.get("name") or result["unique_id"])
    failures = result.get("failures")
    said = result.get("message"), node.get("description")
    # What a test is for says more than how many rows broke it; of an error, only dbt knows why.
    messages = said if result["status"] == "error" else reversed(said)
    return Check(
        check_name=name,
        status=OUTCOMES.get(str(result["status"]), "fail"),
        failures=failures if isinstance(failures, int) else 0,
        message=next((str(message) for message in messages if message), ""),
        checked_at=at,
    )
