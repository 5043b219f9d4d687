"""Starts Spark's own processes on loopback, from the environment that only the tests have."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONNECT = "org.apache.spark.sql.connect.service.SparkConnectServer"
START_SECONDS = 300
SMALL_DATA = {
    "spark.ui.enabled": "false",
    "spark.ui.liveUpdate.period": "-1",
    "spark.ui.retainedJobs": "10",
    "spark.ui.retainedStages": "10",
    "spark.ui.retainedTasks": "100",
    "spark.sql.ui.retainedExecutions": "10",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.connect.serverStacktrace.enabled": "false",
    "spark.sql.lightweightPlanChangeValidation": "false",
    "spark.sql.ui.explainMode": "simple",
    "spark.sql.maxPlanStringLength": "0",
    "spark.default.parallelism": "1",
    "spark.sql.files.minPartitionNum": "1",
    "spark.sql.leafNodeDefaultParallelism": "1",
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "10000",
    "spark.sql.parquet.columnarReaderBatchSize": "256",
    "spark.sql.parquet.compression.codec": "uncompressed",
    "spark.buffer.pageSize": "1m",
    "spark.shuffle.compress": "false",
    "spark.broadcast.compress": "false",
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "2",
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
}
"""Planning is nearly all that a few hundred rows cost, so what plans ahead for many is off.

Without `spark.buffer.pageSize` each sort, join and group takes a page of 32 MB of this heap.
"""
LOGGED = "-Dlog4j2.configurationFile={log4j}"
QUICK_TO_START = (
    "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms3500m -Xmn2g -XX:MetaspaceSize=512m "
    "-XX:MaxTenuringThreshold=1 -XX:+UseTransparentHugePages "
    "-XX:CompileThresholdScaling=0.3 -XX:ReservedCodeCacheSize=240m "
    "-XX:-UseCodeCacheFlushing -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote "
    "-Djdk.lang.Process.launchMechanism=VFORK " + LOGGED
)
"""The simplest compiler and collector; what outlives a statement is copied once, in large pages of
the machine's memory, and the thousand `chmod` of a build start without a helper of their own.
"""
HADOOP_DEFAULTS = ("core", "hdfs", "mapred", "yarn")
"""Sixty kilobytes of settings that say again what the code takes anyway."""
LOG4J = """\
rootLogger.level = warn
rootLogger.appenderRef.stderr.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %p %c: %m%n
"""


@dataclass
class Process:
    """One of Spark's processes; `log` is what it says."""

    running: subprocess.Popen
    log: Path

    def kill(self) -> None:
        """End it as a lost machine does, with all that it started."""
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()


def spark_home() -> Path:
    """The full Spark of the tests' own environment.

    Raises:
        FileNotFoundError: when it was not installed.
    """
    found = sorted((ROOT / ".venv-spark").glob("lib/python*/site-packages/pyspark"))
    if not found:
        raise FileNotFoundError("No Spark for the tests: run `make test-spark` once.")
    return found[0]


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def connect_server(
    folder: Path,
    master: str = "local[2]",
    settings: Mapping[str, str] = SMALL_DATA,
    meanwhile: Callable[[], None] = lambda: None,
    java_options: str = QUICK_TO_START,
) -> Generator[tuple[str, Process]]:
    """A Connect server on a free port, its address first; `folder` holds all that it writes.

    `meanwhile` is called while the server starts, which takes it seconds; in `java_options` stands
    `{log4j}` for the file that says what is logged.
    """
    port = free_port()
    options = {
        **settings,
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.local.dir": str(folder / "local"),
    }
    if settings is SMALL_DATA:
        options["spark.driver.extraClassPath"] = str(_without_defaults(folder / "conf"))
    given = [word for name, value in options.items() for word in ("--conf", f"{name}={value}")]
    java = java_options.format(log4j=_log4j(folder))
    command = ["spark-submit", "--class", CONNECT, "--master", master, "--driver-memory", "3500m"]
    server = start(folder, "connect", [*command, "--driver-java-options", java, *given])
    try:
        meanwhile()
        wait_for(server, port)
        yield f"sc://127.0.0.1:{port}", server
    finally:
        if server.running.poll() is None:
            server.kill()


def start(folder: Path, name: str, command: list[str]) -> Process:
    """Start one of Spark's programs in a process group of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    home, log = spark_home(), folder / f"{name}.log"
    environment = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "TZ": "UTC"}
    with log.open("wb") as said:
        running = subprocess.Popen(
            [str(home / "bin" / command[0]), *command[1:]],
            cwd=folder,
            env={**os.environ, **environment},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Process(running, log)


def wait_for(process: Process, port: int) -> None:
    """Until the process listens on `port`."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.running.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        with suppress(subprocess.TimeoutExpired):
            process.running.wait(timeout=0.2)
    raise RuntimeError(f"Spark did not start:\n{process.log.read_text()[-2000:]}")


def _without_defaults(folder: Path) -> Path:
    """A folder that stands before Hadoop's own long lists of settings, which every read is sent."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in HADOOP_DEFAULTS:
        (folder / f"{name}-default.xml").write_text("<configuration/>", encoding="utf-8")
    return folder


def _log4j(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    log4j = folder / "log4j2.properties"
    log4j.write_text(LOG4J, encoding="utf-8")
    return log4j
