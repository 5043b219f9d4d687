"""The one session with a Spark Connect server, and what to do when there is none.

The client is thin: no Java, no Spark of its own, only what asks the server.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import socket
import sys
import warnings
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from ingest.sections import Spark
from ingest.words import Words
from orchestration.workspace import UserError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

REMOTE_VARIABLE = "SPARK_REMOTE"
TOKEN_VARIABLE = "HEADWATER_SPARK_TOKEN"
ANSWER_SECONDS = 10.0
DEFAULT_PORT = 15002
RETRIES = 6
"""A server that is lost is given up after about a minute; the client alone tries for ten."""
SAME_ON_BOTH_ENGINES = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.sources.default": "parquet",
    "spark.sql.sources.partitionOverwriteMode": "dynamic",
}
"""Instants are UTC without a zone, and what cannot be cast is an error, as in DuckDB. Of a table
that is kept by month, only the months that a run writes are replaced."""
_ADDRESSES: WeakKeyDictionary[object, str] = WeakKeyDictionary()
"""With whom each session is."""
TURNED_AWAY = ("UNAUTHENTICATED", "PERMISSION_DENIED", "401", "403")


class ClusterError(UserError):
    """The cluster cannot be used; the message says what to do, in both languages."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(f"{words.en} {words.zh}")


def remote_url(spark: Spark) -> str:
    """The address of the server, with the token of the environment where there is one."""
    token = os.environ.get(TOKEN_VARIABLE, "")
    if not token:
        return spark.remote
    joint = ";" if "/;" in spark.remote else "/;"
    return f"{spark.remote.rstrip('/')}{joint}token={token}"


def connect(spark: Spark) -> SparkSession:
    """The session with the cluster that dbt's threads share, made when there is none.

    Raises:
        ClusterError: when the cluster does not answer, turns us away or is of another version.
    """
    _require_client()
    have_main_module()
    _require_answer(spark.remote)
    os.environ[REMOTE_VARIABLE] = remote_url(spark)
    try:
        session = _session(os.environ[REMOTE_VARIABLE])
        _require_same_version(session.version)
        for name, value in SAME_ON_BOTH_ENGINES.items():
            session.conf.set(name, value)
        _let_dbt_speak_directly()
    except ClusterError:
        raise
    except Exception as error:
        raise ClusterError(_why(spark.remote, str(error))) from error
    return session


def interrupt() -> None:
    """Stop what the cluster does for this process, where it does anything."""
    session = _active()
    if session is not None:
        session.interruptAll()


def end_session() -> None:
    """Tell the server that nobody asks any more, where there is a session."""
    session = _active()
    if session is not None:
        session.stop()


def _active() -> SparkSession | None:
    """The session of this thread, else the one that all threads share."""
    if "pyspark" not in sys.modules:
        return None
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    try:
        return SparkSession.active()
    except PySparkRuntimeError:
        return None


def _session(url: str) -> SparkSession:
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    from pyspark.sql import SparkSession
    from pyspark.sql.connect.client.retries import DefaultPolicy

    known = _active()
    if known is not None and not _is_alive(known, url):
        known.stop()
    session = SparkSession.builder.remote(url).getOrCreate()
    session.client.set_retry_policies([DefaultPolicy(max_retries=RETRIES)])
    # At its end a process would ask the server to forget models that nobody has trained; where the
    # server is lost it would wait minutes for that.
    atexit.unregister(session.client._on_exit)
    _ADDRESSES[session] = url
    return session


def _is_alive(session: SparkSession, url: str) -> bool:
    """A session ends with its server, and one with another server is not ours."""
    try:
        session.conf.get("spark.sql.session.timeZone")
    except Exception:
        return False
    return _ADDRESSES.get(session) == url


def _let_dbt_speak_directly() -> None:
    from dbt.adapters.spark import session

    from orchestration.spark.cursor import Cursor

    vars(session)["Cursor"] = Cursor


def have_main_module() -> None:
    """Name the main module of a process whose program came on the command line.

    Without, pyspark takes the process for its own doctests and ends it.
    """
    main = sys.modules["__main__"]
    if main.__spec__ is None and not hasattr(main, "__file__"):
        main.__spec__ = ModuleSpec("__main__", None)


def _require_client() -> None:
    missing = [name for name in ("pyspark", "dbt.adapters.spark") if not _is_installed(name)]
    if missing:
        raise ClusterError(
            Words(
                "The engine is spark, but its client is not installed: install headwater[spark].",
                "引擎设为 spark，但未安装客户端：请安装 headwater[spark]。",
            )
        )


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _require_answer(remote: str) -> None:
    """The client itself tries for minutes; a closed port can be told at once."""
    parts = urlsplit(remote)
    address = (parts.hostname or "", parts.port or DEFAULT_PORT)
    try:
        socket.create_connection(address, ANSWER_SECONDS).close()
    except OSError as error:
        raise ClusterError(_unreachable(remote, str(error))) from error


def _require_same_version(server: str) -> None:
    from pyspark import __version__ as client

    if server.split(".")[:2] != client.split(".")[:2]:
        raise ClusterError(
            Words(
                f"The Spark server is version {server}, the client {client}: install "
                f"pyspark-client of the server's version, or use a server {client}.",
                f"Spark 服务端版本为 {server}，客户端为 {client}：请安装与服务端相同版本的 "
                f"pyspark-client，或使用 {client} 版服务端。",
            )
        )


def _why(remote: str, message: str) -> Words:
    if any(word in message for word in TURNED_AWAY):
        return Words(
            f"{remote} does not accept the token; it may have expired. Get a new one and set "
            f"{TOKEN_VARIABLE}.",
            f"{remote} 不接受该令牌，可能已过期。请获取新令牌并设置 {TOKEN_VARIABLE}。",
        )
    return _unreachable(remote, message.splitlines()[0] if message else "")


def _unreachable(remote: str, told: str) -> Words:
    return Words(
        f"The Spark cluster {remote} does not answer ({told}). Start its Connect server, or "
        "correct [spark] remote; what is published stays up.",
        f"无法连接 Spark 集群 {remote}（{told}）。请启动其 Connect 服务，或更正 [spark] remote；"
        "已发布的数据不受影响。",
    )
