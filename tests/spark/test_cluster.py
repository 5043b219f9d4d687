"""Separate processes on loopback lose a worker, and later their driver, while they build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from ingest.config import Paths
from tests.conftest import run_once
from tests.spark.conftest import MADE_BY_ENGINES, set_engine
from tests.spark.parity import LEFT, RIGHT, differences, tables
from tests.spark.server import Process, connect_server, free_port, start, wait_for

pytestmark = [pytest.mark.cluster, pytest.mark.xdist_group("spark")]
MASTER, WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
ON_CLUSTER = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.executor.memory": "1g",
    "spark.executor.cores": "1",
    "spark.sql.catalogImplementation": "in-memory",
}
HALF_WAY = "int_sessions"
RUN_SECONDS = 1200


@contextmanager
def cluster(folder: Path) -> Generator[tuple[str, list[Process], Process]]:
    """Master, two workers and a Connect server: its address, the workers, the server."""
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    listen = ["--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port())]
    master = start(folder, "master", ["spark-class", MASTER, *listen])
    workers: list[Process] = []
    try:
        wait_for(master, port)
        for number in (1, 2):
            own, page = free_port(), str(free_port())
            given = ["--host", "127.0.0.1", "--port", str(own), "--webui-port", page]
            limits = ["--cores", "1", "--memory", "1500m", "--work-dir", str(folder / f"w{number}")]
            command = ["spark-class", WORKER, *given, *limits, address]
            workers.append(start(folder, f"worker-{number}", command))
            wait_for(workers[-1], own)
        with connect_server(folder, address, ON_CLUSTER) as (remote, server):
            yield remote, workers, server
    finally:
        for process in [*workers, master]:
            if process.running.poll() is None:
                process.kill()


def run_apart(home: Path, without_java: Mapping[str, str]) -> subprocess.Popen:
    headwater = str(Path(sys.executable).with_name("headwater"))
    command = [headwater, "--home", str(home), "run"]
    return subprocess.Popen(command, env=dict(without_java), stderr=subprocess.DEVNULL)


def without_java() -> dict[str, str]:
    """The environment of the tests with a path on which no Java is found."""
    folders = os.environ["PATH"].split(os.pathsep)
    kept = [folder for folder in folders if not (Path(folder) / "java").exists()]
    environment = {**os.environ, "PATH": os.pathsep.join(kept)}
    environment.pop("JAVA_HOME", None)
    assert shutil.which("java", path=environment["PATH"]) is None
    return environment


def wait_until_built(home: Path, model: str, running: subprocess.Popen) -> None:
    deadline = time.monotonic() + RUN_SECONDS
    while not any((home / "warehouse" / "spark").glob(f"*/{model}/**/*.parquet")):
        assert time.monotonic() < deadline
        assert running.poll() is None
        try:
            running.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue


def published_differences(one: Path, other: Path) -> list[object]:
    connection = duckdb.connect()
    for side, home in ((LEFT, one), (RIGHT, other)):
        connection.execute(f"attach '{Paths(home).serving.resolve()}' as {side} (read_only)")
    names = [name for name in tables(connection) if name.startswith(("fct_", "dim_"))]
    assert len(names) > 30
    return [found for name in names for found in differences(connection, name)]


def prepared(calm: Paths, home: Path, remote: str) -> Path:
    shutil.copytree(calm.home, home, symlinks=True, ignore=MADE_BY_ENGINES)
    set_engine(home, remote)
    return home


def test_a_worker_killed_in_the_middle_of_a_run_changes_no_published_number(
    calm: Paths, tmp_path: Path
):
    with cluster(tmp_path / "cluster") as (remote, workers, _):
        home = prepared(calm, tmp_path / "home", remote)
        running = run_apart(home, without_java())
        wait_until_built(home, HALF_WAY, running)
        workers[0].kill()
        assert running.wait(timeout=RUN_SECONDS) == 0
    assert published_differences(calm.home, home) == []


def test_a_driver_killed_publishes_nothing_and_the_next_run_everything(calm: Paths, tmp_path: Path):
    with connect_server(tmp_path / "first") as (remote, server):
        home = prepared(calm, tmp_path / "home", remote)
        running = run_apart(home, without_java())
        wait_until_built(home, HALF_WAY, running)
        server.kill()
        assert running.wait(timeout=RUN_SECONDS) != 0
        assert not Paths(home).serving.exists()
    with connect_server(tmp_path / "second") as (remote, _):
        set_engine(home, remote)
        run_once(home)
    assert published_differences(calm.home, home) == []
