"""Whether the cluster can be used: it answers, and both sides see the same files."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import fsspec

from ingest.words import Words
from orchestration.spark.session import ClusterError, connect
from orchestration.workspace import Workspace

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def examine_cluster(workspace: Workspace) -> str:
    """What was found, when all is well.

    Raises:
        ClusterError: when the cluster does not answer, or a folder is seen by one side only.
    """
    spark = workspace.settings.spark
    session = connect(spark)
    lake = spark.lake.rstrip("/") or str(workspace.paths.lake)
    _require_lake(session, workspace, lake)
    _require_marts(session, workspace.spark_marts)
    return f"Spark {session.version} answers at {spark.remote} and sees {lake}"


def _require_lake(session: SparkSession, workspace: Workspace, lake: str) -> None:
    """A company that has no lake yet has nothing to be seen."""
    contracts = sorted(workspace.paths.lake.glob("*/0000_contract.parquet"))
    if not contracts:
        return
    name = f"{contracts[0].parent.name}/{contracts[0].name}"
    try:
        session.sql(f"select count(*) from parquet.`{lake}/{name}`").collect()
    except Exception as error:
        raise ClusterError(
            Words(
                f"The cluster does not see the lake at {lake}: mount the company's folder there on "
                "every worker, or set [spark] lake to the address under which the cluster has it.",
                f"集群无法访问数据湖 {lake}：请在每个 worker 上挂载公司目录，或将 [spark] lake 设为"
                "集群可访问的地址。",
            )
        ) from error


def _require_marts(session: SparkSession, marts: str) -> None:
    """The cluster writes a row where the marts go, and this machine looks for it."""
    probe = f"{marts}/probe-{uuid.uuid4().hex}"
    try:
        session.sql(f"insert overwrite directory '{probe}' using parquet select 1 as row").collect()
        files, folder = fsspec.core.url_to_fs(probe)
        is_seen = bool(files.glob(f"{folder}/*.parquet"))
    except Exception as error:
        raise _unseen(marts) from error
    if not is_seen:
        raise _unseen(marts)
    files.rm(folder, recursive=True)


def _unseen(marts: str) -> ClusterError:
    return ClusterError(
        Words(
            f"What the cluster writes to {marts} is not seen here, or it may not write there: "
            "set [spark] marts to a folder or object store that both sides reach.",
            f"集群写入 {marts} 的文件本机无法读取，或集群无写入权限：请将 [spark] marts "
            "设为双方都能访问的目录或对象存储。",
        )
    )
