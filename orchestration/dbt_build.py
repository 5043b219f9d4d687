"""Runs `dbt build` inside this process and hands on what it reports, event by event.

A dbt of its own would take four seconds to import and as long to parse, at every run: the
manifest cannot be reused across processes once a variable differs. Here it is read back as parsed.
"""

from __future__ import annotations

import atexit
import json
import queue
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.adapters.factory import get_adapter_by_type
from dbt.artifacts.schemas.results import NodeStatus
from dbt.artifacts.schemas.run import RunExecutionResult
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest
from dbt_common.events.base_types import BaseEvent, EventLevel, EventMsg
from dbt_common.events.event_manager import EventManager
from dbt_common.events.event_manager_client import ctx_set_event_manager, get_event_manager
from dbt_common.events.functions import msg_to_dict

from orchestration import dbt_project
from orchestration.builds import Build
from orchestration.parsed import ensure_manifest, options
from orchestration.spark.session import connect, interrupt
from orchestration.spark.tables import show
from orchestration.workspace import Workspace

START = "LogStartLine"
TOLD = {START, "LogModelResult", "LogSeedResult", "LogSnapshotResult", "LogTestResult"}
THREAD = "dbt"
CANCEL_SECONDS = 0.2
RESULTS = "run_results.json"
LARGE_LAKE = 2_000_000_000
"""Bytes of Parquet, some twenty million events, from which a full build runs a model at a time."""


class Event(NamedTuple):
    """What dbt says about a node: its name, how far the build has come (0 to 1), all it says."""

    node: str
    share: float | None
    raw: dict[str, object]


class BuildFailedError(Exception):
    """dbt did not finish, or a test with severity error failed."""


class Half(NamedTuple):
    """One of the two dbt builds of a run: what it selects, and where it leaves its results."""

    selection: tuple[str, ...]
    target: str


BEFORE = Half(("--exclude", dbt_project.MEASURED), "")
"""All that measurement reads, and all that needs nothing of it."""
AFTER = Half(("--select", dbt_project.MEASURED), "measured")
"""What is made of the tables that measurement writes."""


def build_events(
    workspace: Workspace, build: Build, names: list[str], half: Half
) -> Iterator[Event]:
    """Build and test one half, or only the models in `names`; yields dbt's node events.

    Raises:
        BuildFailedError: after the last event, when anything failed.
    """
    told: queue.SimpleQueue[Event | dbtRunnerResult] = queue.SimpleQueue()
    worker = threading.Thread(
        target=lambda: told.put(_invoke(workspace, arguments(workspace, build, names, half), told)),
        name=THREAD,
        daemon=True,
    )
    atexit.register(end_unfinished)
    worker.start()
    while isinstance(item := told.get(), Event):
        yield item
    worker.join()
    if isinstance(item.result, RunExecutionResult):
        item.result.write(str(results_of(workspace, half)))
    if not item.success:
        raise BuildFailedError(_why(item)) from item.exception


def _why(told: dbtRunnerResult) -> str:
    """What dbt says of each node that failed, or of itself."""
    if not isinstance(told.result, RunExecutionResult):
        return str(told.exception or "")
    return "\n".join(
        f"  {one.node.name}: {one.message}"
        for one in told.result.results
        if one.status in (NodeStatus.Error, NodeStatus.Fail, NodeStatus.RuntimeErr)
    )


def results_of(workspace: Workspace, half: Half) -> Path:
    """The outcome of each node of the half; dbt's own way would write the manifest with it."""
    return workspace.dbt_target / half.target / RESULTS


def arguments(workspace: Workspace, build: Build, names: list[str], half: Half) -> list[str]:
    """The command line of a build; unit tests belong to development, not to a run."""
    variables = dbt_project.company_vars(workspace)
    variables["changed_after_load"] = build.changed_after_load
    variables["published_build"] = build.published_build
    # Chosen models may sum people whose own tables nobody builds.
    variables["is_after_published"] = build.is_after_published and not names
    command = ["build", "--exclude-resource-type", "unit_test", *options(workspace)]
    # dbt words and scrubs every event for each of its logs, whatever their level.
    command += [
        "--log-level",
        "none",
        "--log-level-file",
        "none",
        "--no-write-json",
        "--target-path",
        str(workspace.dbt_target / half.target),
        "--vars",
        json.dumps(variables),
    ]
    command += ["--full-refresh"] if build.is_full else []
    command += ["--threads", "1"] if build.is_full and _is_large(workspace) else []
    if names:
        return [*command, "--select", *names]
    # Seeds are files of the project, and another project is built in full.
    command += [] if build.is_full else ["--exclude-resource-type", "seed"]
    return [*command, *half.selection]


def _is_large(workspace: Workspace) -> bool:
    """Whether models are better built one at a time.

    Side by side they share DuckDB's memory limit, and two that hold people by the ten million
    spill without end or have too little; alone each has enough, and uses all cores.
    """
    if workspace.engine != "duckdb":
        return False
    sizes = (path.stat().st_size for path in workspace.paths.lake.rglob("*.parquet"))
    return sum(sizes) > LARGE_LAKE


def end_unfinished() -> None:
    """Cancel the queries of a build whose run was stopped, until dbt gives up."""
    for worker in threading.enumerate():
        while worker.name == THREAD and worker.is_alive():
            _interrupt()
            worker.join(CANCEL_SECONDS)


def _interrupt() -> None:
    interrupt()
    with suppress(KeyError):
        get_adapter_by_type("duckdb").cancel_open_connections()


def _invoke(
    workspace: Workspace, command: list[str], told: queue.SimpleQueue[Event | dbtRunnerResult]
) -> dbtRunnerResult:
    def tell(message: EventMsg) -> None:
        if message.info.name in TOLD:
            told.put(_event(message))
        if message.info.level == EventLevel.ERROR:
            sys.stdout.write(f"{msg_to_dict(message)['info']['msg']}\n")

    try:
        manifest = manifest_in(ensure_manifest(workspace).parent)
        runner = dbtRunner(manifest=manifest, callbacks=[tell])
        with without_debugging():
            if workspace.engine == "spark":
                return _on_the_cluster(workspace, runner, command)
            return runner.invoke(command)
    except Exception as error:
        return dbtRunnerResult(success=False, exception=error)
    finally:
        DuckDBConnectionManager.close_all_connections()


def _on_the_cluster(workspace: Workspace, runner: dbtRunner, command: list[str]) -> dbtRunnerResult:
    connect(workspace.settings.spark)
    result = runner.invoke(command)
    if result.success:
        show(workspace)
    return result


@contextmanager
def without_debugging() -> Generator[None]:
    """Have dbt make no messages of what is for debugging, most of its twenty events per node."""
    others = get_event_manager()
    ctx_set_event_manager(_WithoutDebugging())
    try:
        yield
    finally:
        ctx_set_event_manager(others)


class _WithoutDebugging(EventManager):
    def fire_event(
        self,
        e: BaseEvent,
        level: EventLevel | None = None,
        node: object = None,
        force_warn_or_error_handling: bool = False,
    ) -> None:
        if (level or e.level_tag()) != EventLevel.DEBUG:
            super().fire_event(e, level, node, force_warn_or_error_handling)


def _event(message: EventMsg) -> Event:
    raw = msg_to_dict(message)
    data = raw["data"]
    share = data["index"] / data["total"] if message.info.name == START else None
    return Event(data["node_info"]["node_name"], share, raw)


def manifest_in(parsed: Path) -> Manifest:
    """The project as dbt left it parsed in a folder."""
    manifest = Manifest.from_msgpack((parsed / "partial_parse.msgpack").read_bytes())
    manifest.build_flat_graph()
    return manifest
