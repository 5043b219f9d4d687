"""A cluster of separate processes on loopback, and runs that lose a part of it on the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.config import Paths
from orchestration.workspace import open_workspace
from tests.spark.server import SMALL_DATA, Process, connect_server, free_port, start, wait_for

MASTER, WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
ON_CLUSTER = SMALL_DATA | {
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
    "spark.executor.memory": "1g",
    "spark.executor.cores": "1",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
PATIENCE = 900
Moment = Callable[[Paths, str], bool]
"""Whether a run has come so far, from the company and what the run has said."""
Run = subprocess.Popen[bytes]
Loss = tuple[Moment, Callable[[Run], None]]
"""When something is lost, and what."""


@dataclass(frozen=True)
class Cluster:
    """Master and two workers, each a process; `driver` starts a Connect server for them."""

    folder: Path
    address: str
    workers: list[Process]

    @contextmanager
    def driver(self, name: str) -> Generator[tuple[str, Process]]:
        """A Connect server with a folder of its own, its address first."""
        with connect_server(self.folder / name, self.address, ON_CLUSTER) as server:
            yield server


@contextmanager
def cluster_in(folder: Path, memory: str = "1500m") -> Generator[Cluster]:
    """A cluster that nobody drives yet, `memory` for each worker; `folder` holds all it writes."""
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    listen = ["--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port())]
    running = [start(folder, "master", ["spark-class", MASTER, *listen])]
    try:
        wait_for(running[0], port)
        for number in (1, 2):
            own, page = free_port(), str(free_port())
            given = ["--host", "127.0.0.1", "--port", str(own), "--webui-port", page]
            limits = ["--cores", "1", "--memory", memory, "--work-dir", str(folder / f"w{number}")]
            command = ["spark-class", WORKER, *given, *limits, address]
            running.append(start(folder, f"worker-{number}", command))
            wait_for(running[-1], own)
        yield Cluster(folder, address, running[1:])
    finally:
        for process in running:
            if process.running.poll() is None:
                process.kill()


def run_losing(home: Path, *losses: Loss) -> int:
    """`headwater run` in a process that finds no Java, and each loss once its moment has come.

    Returns what the run ended with.
    """
    logs = open_workspace(home).logs
    known, pause = set(logs.glob("run-*")), threading.Event()
    headwater = str(Path(sys.executable).with_name("headwater"))
    command = [headwater, "--home", str(home), "run"]
    running = subprocess.Popen(command, env=without_java(), stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + PATIENCE
    for moment, lose in losses:
        while not moment(Paths(home), _said(logs, known)):
            assert running.poll() is None, f"the run ended before {moment}"
            assert time.monotonic() < deadline, f"the run never came to {moment}"
            pause.wait(0.05)
        lose(running)
    return running.wait(timeout=PATIENCE)


def without_java() -> dict[str, str]:
    """The environment of the tests with a path on which no Java is found."""
    folders = os.environ["PATH"].split(os.pathsep)
    kept = [folder for folder in folders if not (Path(folder) / "java").exists()]
    environment = {**os.environ, "PATH": os.pathsep.join(kept), "PYTHONUNBUFFERED": "1"}
    environment.pop("JAVA_HOME", None)
    assert shutil.which("java", path=environment["PATH"]) is None
    return environment


def _said(logs: Path, known: set[Path]) -> str:
    return "".join(log.read_text(errors="replace") for log in set(logs.glob("run-*")) - known)
