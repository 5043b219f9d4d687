"""Dashboards and Dagster UI as child processes: started, watched and stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ingest.access import is_loopback
from orchestration.access import (
    AccessWatch,
    page_environment,
    page_options,
    require_provider,
    write_access,
)
from orchestration.alerts.rules import require_usable
from orchestration.workspace import UserError, Workspace, prepare

LOOPBACK = "127.0.0.1"
ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
STOP_SECONDS = 15.0
WATCH_SECONDS = 0.5
ANSWER_SECONDS = 120.0


@dataclass(frozen=True)
class Child:
    """One server: how to start it, what it alone is told, and, if it listens, where it answers."""

    name: str
    arguments: list[str]
    health: str = ""
    address: str = ""
    environment: dict[str, str] = field(default_factory=dict)


class ServerStoppedError(UserError):
    """A server ended by itself; the message names it and its log."""


def serve(
    workspace: Workspace,
    host: str,
    dashboards_port: int,
    dagster_port: int,
    say: Callable[[str], None],
) -> None:
    """Run until Ctrl-C or SIGTERM; say each address once it answers.

    Raises:
        ConfigError: when an alert rule cannot be used.
        UserError: when a port is taken, or people could come in without signing in.
        ServerStoppedError: when a server ends by itself.
    """
    require_usable(workspace.settings)
    require_provider(workspace.settings.access, workspace.paths.home, host)
    for port, option in ((dashboards_port, "--dashboards-port"), (dagster_port, "--dagster-port")):
        require_free(host, port, option)
    prepare(workspace)
    write_access(workspace, host, dashboards_port)
    children = servers(workspace, host, dashboards_port, dagster_port)
    if workspace.as_of:  # The past has pages, but no schedule that would read the inbox.
        children = [child for child in children if child.name == "dashboards"]
    with _stop_event() as stop, ExitStack() as started:
        running = {
            child.name: started.enter_context(_running(child, workspace)) for child in children
        }
        watch = [child for child in children if child.health]
        _watch(workspace, running, watch, stop, say)


def require_free(host: str, port: int, option: str) -> None:
    """UserError when something already listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UserError(
                f"Port {port} on {host} cannot be used ({error.strerror}): another program, or "
                f"another `headwater serve`, may listen there. Stop it, or choose another port "
                f"with {option}.\n端口 {port} 无法使用，请停止占用它的程序，"
                f"或用 {option} 换一个端口。"
            ) from error


def servers(
    workspace: Workspace, host: str, dashboards_port: int, dagster_port: int
) -> list[Child]:
    """The pages, the Dagster UI, and the daemon behind its schedule and sensor.

    The Dagster UI knows no sign-in, so it listens on loopback wherever the pages do.
    """
    code = ["-m", "orchestration.definitions"]
    pages = [str(BIN / "streamlit"), "run", str(ROOT / "dashboards" / "app.py")]
    pages += [f"--server.address={host}", f"--server.port={dashboards_port}"]
    pages += ["--server.headless=true", "--browser.gatherUsageStats=false"]
    pages += ["--server.fileWatcherType=none", *page_options(workspace)]
    inside = host if is_loopback(host) else LOOPBACK
    webserver = [str(BIN / "dagster-webserver"), "-h", inside, "-p", str(dagster_port), *code]
    at = f"http://{host}"
    open_at = workspace.settings.access.address or f"{at}:{dashboards_port}"
    return [
        Child(
            "dashboards",
            pages,
            f"{at}:{dashboards_port}/_stcore/health",
            f"Dashboards  {open_at}",
            page_environment(workspace),
        ),
        Child(
            "dagster",
            webserver,
            f"http://{inside}:{dagster_port}/server_info",
            f"Dagster UI  http://{inside}:{dagster_port}",
        ),
        Child("daemon", [str(BIN / "dagster-daemon"), "run", *code]),
    ]


@contextmanager
def _stop_event() -> Generator[threading.Event]:
    stop = threading.Event()
    asked = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: stop.set()) for number in asked]
    try:
        yield stop
    finally:
        for number, handler in zip(asked, before, strict=True):
            signal.signal(number, handler)


@contextmanager
def _running(child: Child, workspace: Workspace) -> Generator[subprocess.Popen[bytes]]:
    log = workspace.logs / f"{child.name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            child.arguments,
            cwd=ROOT,
            env=os.environ | workspace.environment() | child.environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(STOP_SECONDS)
        except ProcessLookupError:
            process.wait()
            return
        except subprocess.TimeoutExpired:
            continue


def _watch(
    workspace: Workspace,
    running: dict[str, subprocess.Popen[bytes]],
    silent: Sequence[Child],
    stop: threading.Event,
    say: Callable[[str], None],
) -> None:
    rights = AccessWatch(workspace)
    while not stop.wait(WATCH_SECONDS):
        rights.refresh(say)
        for name, process in running.items():
            if process.poll() is not None:
                raise ServerStoppedError(
                    f"{name} stopped by itself (exit code {process.returncode}). "
                    f"Its log: {workspace.logs / f'{name}.log'}"
                )
        answering = [child for child in silent if _answers(child.health)]
        for child in answering:
            say(child.address)
        silent = [child for child in silent if child not in answering]


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False
