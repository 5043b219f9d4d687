"""What the tests ask of dbt on Spark beside whole runs."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from dbt.artifacts.resources.types import NodeType
from dbt.artifacts.schemas.run import RunExecutionResult
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest

from ingest.config import Paths
from orchestration import dbt_build, dbt_project
from orchestration.parsed import ensure_manifest, options
from orchestration.spark.session import connect
from orchestration.spark.tables import show
from orchestration.workspace import Workspace, open_workspace, prepare
from tests.conftest import environment_kept

Change = tuple[str, str]
"""A piece of SQL, and what stands there instead."""


def be_ready_to_ask(company: Paths) -> None:
    """Import what a question to Spark needs, and greet it, before there is one to ask."""
    with environment_kept():
        connect(open_workspace(company.home).settings.spark)


def unit_tests_on_spark(company: Paths) -> dict[str, str]:
    """The status of each unit test of the models."""
    with environment_kept():
        told = _asked(company, ["test", "--select", "test_type:unit"], folder="unit_tests").result
    assert isinstance(told, RunExecutionResult)
    tests = [found for found in told.results if found.node.resource_type == NodeType.Unit]
    return {found.node.name: str(found.status) for found in tests}


@contextmanager
def built_on_spark(company: Paths, model: str, change: Change) -> Generator[None]:
    """One model built with other SQL, and again with its own afterwards."""
    with environment_kept():
        _build(company, model, {model: change})
        yield
        _build(company, model, {})


def refused_on_spark(company: Paths, changes: dict[str, Change]) -> dict[str, str]:
    """What is said of each model that is refused once its SQL is changed; then all are built."""
    command = ["run", "--select", *changes]
    with environment_kept():
        told = _asked(company, command, changes).result
        assert _asked(company, command).success
    assert isinstance(told, RunExecutionResult)
    return {one.node.name: str(one.message) for one in told.results if one.status == "error"}


def _build(company: Paths, model: str, changes: dict[str, Change]) -> None:
    assert _asked(company, ["run", "--select", model], changes).success
    show(open_workspace(company.home))


def _asked(
    company: Paths,
    command: Sequence[str],
    changes: dict[str, Change] | None = None,
    folder: str = "asked",
) -> dbtRunnerResult:
    workspace = open_workspace(company.home)
    prepare(workspace)
    connect(workspace.settings.spark)
    manifest = _manifest(workspace, changes or {})
    variables = json.dumps(dbt_project.company_vars(workspace))
    target = ["--target-path", str(workspace.dbt_state / folder)]
    told = [*command, *options(workspace), *target, "--vars", variables]
    with dbt_build.without_debugging():
        return dbtRunner(manifest=manifest).invoke(told)


def _manifest(workspace: Workspace, changes: dict[str, Change]) -> Manifest:
    manifest = dbt_build.manifest_in(ensure_manifest(workspace).parent)
    for model, (known, other) in changes.items():
        node = manifest.nodes[f"model.headwater.{model}"]
        assert known in node.raw_code
        node.raw_code = node.raw_code.replace(known, other)
    return manifest
