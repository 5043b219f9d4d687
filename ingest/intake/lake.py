"""The lake: append-only Parquet by load, written through dlt; a load shows when it is complete."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.config import Paths
from ingest.contracts import DATASETS, META_COLUMNS

for _switch in ("RUNTIME__DLTHUB_TELEMETRY", "RUNTIME__DLTHUB_TELEMETRY_ENABLED"):
    os.environ.setdefault(_switch, "false")
os.environ.setdefault("RUNTIME__LOG_LEVEL", "ERROR")

LAYOUT = "{table_name}/{load_id}.{file_id}.{ext}"
DLT_INIT = "init"
"""dlt makes a dataset folder anew unless this file says that it exists."""
CONTRACT_FILE = "0000_contract.parquet"
_TEXT, _COUNT, _FLAG, _INSTANT = pa.string(), pa.int64(), pa.bool_(), pa.timestamp("us")
META_TYPES = {"_loaded_at": _INSTANT, "_row_number": _COUNT}
DELIVERIES = pa.schema(
    [
        *((n, _TEXT) for n in ("source", "dataset", "delivery_id", "file_name", "file_sha256")),
        *((name, _TEXT) for name in ("account_id", "level", "stat_date")),
        *((name, _COUNT) for name in ("row_count", "rejected_count")),
        *((name, _TEXT) for name in ("platform_total_raw", "cost_unit")),
        ("is_complete", _FLAG),
        *((name, _TEXT) for name in ("status", "reason_en", "reason_zh")),
        ("delivered_at", _INSTANT),
        ("_load_id", _TEXT),
        ("_loaded_at", _INSTANT),
    ]
)
REJECTS = pa.schema(
    [
        *((name, _TEXT) for name in ("source", "dataset", "delivery_id", "_source_file")),
        ("_row_number", _COUNT),
        *((name, _TEXT) for name in ("column_name", "reason_code", "reason_en", "reason_zh")),
        *((name, _TEXT) for name in ("value", "raw_row", "_load_id")),
        ("_loaded_at", _INSTANT),
    ]
)
SCHEMAS: dict[str, pa.Schema] = {
    name: pa.schema([(c, META_TYPES.get(c, _TEXT)) for c in (*META_COLUMNS, *dataset.lake_columns)])
    for name, dataset in DATASETS.items()
} | {"deliveries": DELIVERIES, "rejects": REJECTS}
_DLT_TYPES: dict[pa.DataType, dict[str, object]] = {
    _TEXT: {"data_type": "text"},
    _COUNT: {"data_type": "bigint"},
    _FLAG: {"data_type": "bool"},
    _INSTANT: {"data_type": "timestamp", "timezone": False, "precision": 6},
}


@dataclass(frozen=True)
class Landed:
    """One Parquet file ready for the lake: its dataset, where it is, how many rows."""

    dataset: str
    path: Path
    rows: int


def prepare(paths: Paths) -> None:
    """Give every dataset its folder and the empty file that carries its contract."""
    for name, schema in SCHEMAS.items():
        folder = paths.lake / name
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / CONTRACT_FILE).exists():
            pq.write_table(schema.empty_table(), folder / CONTRACT_FILE)
    (paths.lake / "_dlt_loads").mkdir(exist_ok=True)
    if not (paths.lake / DLT_INIT).exists():
        (paths.lake / DLT_INIT).write_text('{"initial_version":2,"current_version":2}', "utf-8")
    _forget_unfinished(paths)


def append(paths: Paths, produce: Callable[[str], Iterator[Landed]]) -> str:
    """One load of everything that `produce(load_id)` yields; returns its id.

    A load that dies on the way leaves no row in `_dlt_loads`, so nobody sees its files.
    """
    import dlt  # noqa: PLC0415  (a second to import)

    @cache
    def prepared() -> dict[str, list[Landed]]:
        groups: dict[str, list[Landed]] = {}
        for item in produce(dlt.current.load_package_state()["load_id"]):
            groups.setdefault(item.dataset, []).append(item)
        return groups

    def rows_of(dataset: str) -> Iterator[object]:
        hints = dlt.mark.make_hints(table_name=dataset, columns=_dlt_columns(dataset))
        for item in prepared().get(dataset, []):
            yield dlt.mark.with_file_import(str(item.path), "parquet", item.rows, hints=hints)

    resources = [
        dlt.resource(rows_of(name), name=name, write_disposition="append") for name in SCHEMAS
    ]
    shutil.rmtree(paths.state / "dlt", ignore_errors=True)
    pipeline = dlt.pipeline(
        "headwater",
        destination=dlt.destinations.filesystem(bucket_url=paths.lake_root.as_uri(), layout=LAYOUT),
        dataset_name=paths.lake.name,
        pipelines_dir=str(paths.state / "dlt"),
    )
    info = pipeline.run(resources, loader_file_format="parquet")
    info.raise_on_failed_jobs()
    return str(info.loads_ids[0])


def finished_loads(paths: Paths) -> list[str]:
    """Ids of all complete loads, oldest first."""
    files = (paths.lake / "_dlt_loads").glob("*.jsonl")
    rows = (json.loads(file.read_text("utf-8").splitlines()[0]) for file in files)
    return sorted(str(row["load_id"]) for row in rows if row["status"] == 0)


def known_deliveries(paths: Paths) -> dict[str, str]:
    """Delivery id and file name of everything that was loaded before."""
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select delivery_id, min(file_name) from read_parquet(?) "
            "where status = 'loaded' group by delivery_id",
            [str(paths.lake / "deliveries" / "*.parquet")],
        ).fetchall()
    return dict(rows)


def known_accounts(paths: Paths) -> dict[tuple[str, str], list[str]]:
    """Accounts of each spend source and level seen so far."""
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select source, level, list(distinct account_id order by account_id) "
            "from read_parquet(?) where stat_date is not null and account_id is not null "
            "group by source, level",
            [str(paths.lake / "deliveries" / "*.parquet")],
        ).fetchall()
    return {(source, level): accounts for source, level, accounts in rows}


def _dlt_columns(dataset: str) -> dict[str, dict[str, object]]:
    return {
        field.name: {"name": field.name, "nullable": True, **_DLT_TYPES[field.type]}
        for field in SCHEMAS[dataset]
    }


def _forget_unfinished(paths: Paths) -> None:
    """Remove files of loads that died: nothing reads them, and their rows come again."""
    finished = set(finished_loads(paths))
    for name in SCHEMAS:
        for file in (paths.lake / name).glob("*.parquet"):
            load_id = file.name.rsplit(".", 2)[0]
            if file.name != CONTRACT_FILE and load_id not in finished:
                file.unlink()
