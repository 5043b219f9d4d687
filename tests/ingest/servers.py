"""Real database servers for one test session: on loopback, in a folder of their own, not as root.

`setpriv` lets each end with the process that started it, however that ends.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

START_SECONDS = 60


@contextmanager
def postgresql() -> Generator[str]:
    """URL of an empty PostgreSQL database, as its owner."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
    with _folder("postgres") as folder:
        data, port = folder / "data", _free_port()
        make = [programs / "initdb", "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8"]
        _run("postgres", [*make, "--no-sync", "--locale=C"])
        serve = [programs / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port)]
        url = f"postgresql+pg8000://owner@127.0.0.1:{port}/postgres"
        with _served("postgres", [*serve, "-k", folder, "-c", "fsync=off"], url, signal.SIGINT):
            yield url


@contextmanager
def mariadb() -> Generator[str]:
    """URL of an empty MariaDB database, as its owner."""
    with _folder("mysql") as folder:
        data, port = folder / "data", _free_port()
        make = ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--skip-test-db"]
        _run("mysql", [*make, "--auth-root-authentication-method=normal"])
        serve = ["/usr/sbin/mariadbd", "--no-defaults", f"--datadir={data}", f"--port={port}"]
        serve += [f"--socket={folder}/socket", f"--pid-file={folder}/pid", "--skip-name-resolve"]
        server = f"mysql+pymysql://root@127.0.0.1:{port}"
        with _served("mysql", [*serve, "--bind-address=127.0.0.1"], server, signal.SIGTERM):
            run(server, "create database platform character set utf8mb4")
            yield f"{server}/platform"


def run(url: str, *orders: str) -> None:
    """Execute SQL as whoever the URL says."""
    engine = sa.create_engine(url)
    try:
        with engine.begin() as connection:
            for order in orders:
                connection.exec_driver_sql(order)
    finally:
        engine.dispose()


@contextmanager
def _folder(user: str) -> Generator[Path]:
    path = Path(tempfile.mkdtemp(prefix="headwater-"))
    if os.geteuid() == 0:
        shutil.chown(path, user, pwd.getpwnam(user).pw_gid)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _as(user: str) -> list[str]:
    command = ["setpriv", "--pdeathsig", "TERM"]
    if os.geteuid() == 0:
        command += [f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups"]
    return command


def _run(user: str, command: list[str | Path]) -> None:
    subprocess.run([*_as(user), *command], check=True, capture_output=True, cwd="/")


@contextmanager
def _served(
    user: str, command: list[str | Path], url: str, stop: signal.Signals
) -> Generator[None]:
    quiet = subprocess.DEVNULL
    server = subprocess.Popen([*_as(user), *command], stdout=quiet, stderr=quiet, cwd="/")
    try:
        _wait(lambda: run(url, "select 1"), server)
        yield
    finally:
        server.send_signal(stop)
        server.wait(START_SECONDS)


def _wait(answers: Callable[[], None], server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            return answers()
        except SQLAlchemyError:
            if server.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
