"""Delivered rows through the contract: good ones to Parquet for the lake, bad ones to reasons."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from ingest.contracts import DATASETS, META_COLUMNS, Dataset
from ingest.intake.engine import set_zone
from ingest.intake import reasons
from ingest.intake.deliveries import Delivery
from ingest.intake.lake import Landed
from ingest.intake.reasons import Failure
from ingest.intake.normalise import Clock, staged_sql
from ingest.words import RefusalError

MAX_LINE = 16 * 1024 * 1024


@dataclass(frozen=True)
class Load:
    """What every row of one load carries."""

    load_id: str
    loaded_at: datetime
    scratch: Path
    clock: Clock


@dataclass(frozen=True)
class Batch:
    """Text rows of one dataset and time zone, from one source: a relation and its columns."""

    source: str
    dataset: str
    timezone: str
    relation: str
    columns: frozenset[str]
    without: tuple[Path, ...] = ()
    """Lake files whose rows are left out when they come again unchanged."""


@dataclass(frozen=True)
class Staged:
    """Where a batch's good rows are, and its bad ones with their reasons."""

    batch: Batch
    good: list[Path]
    bad: pd.DataFrame
    failures: list[Failure]


def event_batch(delivery: Delivery) -> Batch:
    """A file of JSON lines as DuckDB reads it; a line that is no such object has only NULLs."""
    table = delivery.source.tables[0]
    headers = sorted(set(table.columns.values()))
    spec = ", ".join(f"{_quoted(header)}: 'VARCHAR'" for header in headers)
    named = ", ".join(f'"{header}" as "{name}"' for name, header in table.columns.items())
    constants = "".join(f", {_quoted(value)} as {name}" for name, value in table.constants.items())
    relation = (
        f"(select {delivery.number} as _file_no, row_number() over () as _row_number, "
        f"{named}{constants} from read_json({_quoted(str(delivery.path))}, columns = {{{spec}}}, "
        f"format = 'newline_delimited', ignore_errors = true, maximum_object_size = {MAX_LINE}))"
    )
    given = frozenset([*table.columns, *table.constants])
    return Batch(delivery.source.name, table.dataset, delivery.source.timezone, relation, given)


def table_batch(
    connection: duckdb.DuckDBPyConnection,
    source: tuple[str, str, str],
    tables: Iterable[tuple[int, pa.Table]],
) -> Batch:
    """Rows of several files of one source (name, dataset, time zone) as one relation."""
    numbered = [
        table.append_column("_file_no", pa.array([number] * len(table), pa.int64()))
        for number, table in tables
    ]
    whole = pa.concat_tables(numbered, promote_options="permissive")
    name = f"delivered_{source[0]}_{source[1]}"
    connection.register(name, whole)
    columns = frozenset(set(whole.column_names) - {"_file_no", "_row_number"})
    return Batch(*source, name, columns)


def stage(
    connection: duckdb.DuckDBPyConnection, batch: Batch, load: Load, files: dict[int, Delivery]
) -> Staged:
    """Check and convert one batch in one pass; raises RefusalError when the file breaks off."""
    set_zone(connection, batch.timezone)
    dataset = DATASETS[batch.dataset]
    connection.register("batch_files", _files(files))
    target = load.scratch / f"{batch.source}-{batch.dataset}-{min(files)}"
    columns = ", ".join(f'"{name}"' for name in dataset.lake_columns)
    sql = (
        f"copy (select {_quoted(batch.source)} as source, f._delivery_id, "
        f"{_quoted(load.load_id)} as _load_id, "
        f"cast({_quoted(str(load.loaded_at))} as timestamp) as _loaded_at, "
        f"f._source_file, s._row_number, {columns}, coalesce(s._is_ok, false) as _is_ok "
        f"from ({staged_sql(dataset, batch.relation, batch.columns, load.clock)}) as s "
        f"join batch_files as f on s._file_no = f._file_no {_left_out(dataset, batch)}) "
        f"to {_quoted(str(target))} (format parquet, compression zstd, partition_by (_is_ok))"
    )
    try:
        connection.execute(sql)
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        raise _unreadable(error) from error
    good = sorted(target.glob("_is_ok=true/*.parquet"))
    bad = _bad_rows(connection, sorted(target.glob("_is_ok=false/*.parquet")))
    return Staged(batch, good, bad, reasons.failures(batch.dataset, bad, load.clock))


def landed(connection: duckdb.DuckDBPyConnection, staged: Staged) -> list[Landed]:
    """The good files with their row counts."""
    counted = "select count(*) from read_parquet(?)"
    return [
        Landed(
            staged.batch.dataset, path, connection.execute(counted, [str(path)]).fetchall()[0][0]
        )
        for path in staged.good
    ]


def rows_by_delivery(
    connection: duckdb.DuckDBPyConnection, good: list[Path]
) -> list[tuple[str, int]]:
    """Good rows of each delivery."""
    if not good:
        return []
    sql = "select _delivery_id, count(*) from read_parquet(?) group by _delivery_id"
    return connection.execute(sql, [[str(path) for path in good]]).fetchall()


def reject_rows(
    connection: duckdb.DuckDBPyConnection, staged: Staged, load: Load
) -> list[dict[str, object]]:
    """Rows of the `rejects` dataset: one per broken rule, personal data masked."""
    raw = _scrubbed(connection, [_raw(staged, row) for _, row in staged.bad.iterrows()])
    shown = dict(zip(staged.bad.index, raw, strict=True))
    values = _scrubbed(connection, [failure.value or "" for failure in staged.failures])
    return [
        {
            "source": staged.batch.source,
            "dataset": staged.batch.dataset,
            "delivery_id": staged.bad.at[failure.index, "_delivery_id"],
            "_source_file": staged.bad.at[failure.index, "_source_file"],
            "_row_number": int(staged.bad.at[failure.index, "_row_number"]),
            "column_name": failure.column,
            "reason_code": failure.code,
            "reason_en": failure.words.en,
            "reason_zh": failure.words.zh,
            "value": value or None,
            "raw_row": shown[failure.index],
            "_load_id": load.load_id,
            "_loaded_at": load.loaded_at,
        }
        for failure, value in zip(staged.failures, values, strict=True)
    ]


def _raw(staged: Staged, row: pd.Series) -> str:
    fields = {name: row[name] for name in row.index if name not in META_COLUMNS}
    return json.dumps({k: v for k, v in fields.items() if pd.notna(v)}, ensure_ascii=False)


def _scrubbed(connection: duckdb.DuckDBPyConnection, texts: list[str]) -> list[str]:
    if not texts:
        return []
    rows = connection.execute("select hw_scrubbed(t) from (select unnest(?) as t)", [texts])
    return [text for (text,) in rows.fetchall()]


def _left_out(dataset: Dataset, batch: Batch) -> str:
    if not batch.without:
        return ""
    columns = [*(f's."{name}" is not distinct from k."{name}"' for name in dataset.lake_columns)]
    files = ", ".join(_quoted(str(path)) for path in batch.without)
    return f"anti join read_parquet([{files}]) as k on {' and '.join(columns)}"


def _files(files: dict[int, Delivery]) -> pa.Table:
    return pa.table(
        {
            "_file_no": pa.array(list(files), pa.int64()),
            "_delivery_id": [delivery.delivery_id for delivery in files.values()],
            "_source_file": [delivery.path.name for delivery in files.values()],
        }
    )


def _bad_rows(connection: duckdb.DuckDBPyConnection, files: list[Path]) -> pd.DataFrame:
    if not files:
        return pd.DataFrame()
    sql = (
        "select * from read_parquet(?, hive_partitioning = false) "
        "order by _source_file, _row_number"
    )
    return connection.execute(sql, [[str(file) for file in files]]).df()


def _unreadable(error: duckdb.Error) -> RefusalError:
    if "GZIP" in str(error).upper():
        return RefusalError(
            "broken_gzip",
            "The gzip file breaks off or is damaged; deliver it again whole.",
            "gzip 文件不完整或已损坏，请重新交付完整文件。",
        )
    first = str(error).splitlines()[0]
    return RefusalError("unreadable", f"The file cannot be read: {first}", f"文件无法读取：{first}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
