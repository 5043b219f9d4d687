"""Which data tests a daily run on Spark asks: those that read otherwise than in a full build.

All others would send Spark the SQL that it answered in the full build, over rows that the
comparison of the tables holds equal to DuckDB's, where every test ran again.
"""

from __future__ import annotations

import json
from pathlib import Path

from ingest.config import Paths
from orchestration.checks import read_checks
from orchestration.dbt_build import manifest_in
from orchestration.workspace import open_workspace, prepare
from tests.conftest import environment_kept

Outcome = tuple[str, str, int]
"""A data test, whether it passed, and the rows that broke it."""


def asked_otherwise(full: Paths, daily: Paths) -> set[str]:
    """Files of the data tests whose SQL differs between two builds of the same project."""
    before, after = _compiled(full), _compiled(daily)
    assert before.keys() == after.keys()
    return {name for name, sql in after.items() if sql != before[name]}


def ask_only(company: Paths, files: set[str]) -> None:
    """Take all other data tests out of the company's parsed project."""
    parsed = open_workspace(company.home).dbt_manifest.parent
    manifest = manifest_in(parsed)
    gone = {
        name
        for name, node in manifest.nodes.items()
        if node.resource_type == "test" and Path(node.path).name not in files
    }
    for name in gone:
        del manifest.nodes[name]
    (parsed / "partial_parse.msgpack").write_bytes(manifest.to_msgpack())
    told = json.loads((parsed / "manifest.json").read_text(encoding="utf-8"))
    told["nodes"] = {name: node for name, node in told["nodes"].items() if name not in gone}
    for related in ("child_map", "parent_map"):
        told[related] = {
            name: [other for other in others if other not in gone]
            for name, others in told[related].items()
            if name not in gone
        }
    (parsed / "manifest.json").write_text(json.dumps(told), encoding="utf-8")


def outcomes(company: Paths) -> set[Outcome]:
    """What each data test of the newest build found."""
    with environment_kept():
        workspace = open_workspace(company.home)
        prepare(workspace)
        found = read_checks(workspace)
    return {(check.check_name, check.status, check.failures) for check in found}


def _compiled(company: Paths) -> dict[str, str]:
    """The SQL of each data test as the newest build asked it, by the name of its file."""
    target = open_workspace(company.home).dbt_target
    files = [
        *target.glob("**/compiled/**/*.yml/*.sql"),
        *target.glob("**/compiled/**/assert_*.sql"),
    ]
    return {file.name: file.read_text(encoding="utf-8") for file in files}
