"""The two books that ingest keeps beside the data: `deliveries` and `rejects`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

import duckdb
import pyarrow as pa

from ingest.contracts import DATASETS
from ingest.contracts.columns import META_COLUMNS
from ingest.rejects import Reject
from ingest.words import Words

Status = Literal["loaded", "refused", "duplicate"]
TIMESTAMP = pa.timestamp("us")
META_TYPES = {"_loaded_at": TIMESTAMP, "_row_number": pa.int64()}
DELIVERIES = pa.schema(
    {
        "source": pa.string(),
        "dataset": pa.string(),
        "delivery_id": pa.string(),
        "file_name": pa.string(),
        "file_sha256": pa.string(),
        "account_id": pa.string(),
        "level": pa.string(),
        "stat_date": pa.string(),
        "row_count": pa.int64(),
        "rejected_count": pa.int64(),
        "platform_total_raw": pa.string(),
        "cost_unit": pa.string(),
        "is_complete": pa.bool_(),
        "status": pa.string(),
        "reason_en": pa.string(),
        "reason_zh": pa.string(),
        "delivered_at": TIMESTAMP,
        "_load_id": pa.string(),
        "_loaded_at": TIMESTAMP,
    }
)
REJECTS = pa.schema(
    {
        "source": pa.string(),
        "dataset": pa.string(),
        "delivery_id": pa.string(),
        "_source_file": pa.string(),
        "_row_number": pa.int64(),
        "column_name": pa.string(),
        "reason_code": pa.string(),
        "reason_en": pa.string(),
        "reason_zh": pa.string(),
        "value": pa.string(),
        "raw_row": pa.string(),
        "_load_id": pa.string(),
        "_loaded_at": TIMESTAMP,
    }
)
LEDGER = {"deliveries": DELIVERIES, "rejects": REJECTS}


def lake_schemas() -> dict[str, pa.Schema]:
    """Name and exact Parquet schema of every dataset of the lake, the two books included."""
    data = {
        name: pa.schema(
            [(column, META_TYPES.get(column, pa.string())) for column in META_COLUMNS]
            + [(column, pa.string()) for column in dataset.lake_columns]
        )
        for name, dataset in DATASETS.items()
    }
    return data | LEDGER


@dataclass(frozen=True)
class Entry:
    """One row of `deliveries`: what one file covers, or that it was refused or known already."""

    source: str
    dataset: str | None
    delivery_id: str
    file_name: str
    file_sha256: str | None
    delivered_at: datetime
    account_id: str | None = None
    level: str | None = None
    stat_date: str | None = None
    row_count: int = 0
    rejected_count: int = 0
    platform_total_raw: str | None = None
    cost_unit: str | None = None
    is_complete: bool = True
    status: Status = "loaded"
    reason: Words | None = None


@dataclass(frozen=True)
class RejectedRow:
    """A reject and the delivery it came with."""

    source: str
    dataset: str
    delivery_id: str
    file_name: str
    reject: Reject


def deliveries_table(entries: Iterable[Entry], load_id: str, loaded_at: datetime) -> pa.Table:
    """`entries` as rows of the lake; moments are UTC without a zone."""
    rows = []
    for entry in entries:
        row = asdict(entry)
        words = row.pop("reason") or {"en": None, "zh": None}
        row |= {"reason_en": words["en"], "reason_zh": words["zh"]}
        rows.append(row | {"_load_id": load_id, "_loaded_at": loaded_at})
    return pa.Table.from_pylist(rows, schema=DELIVERIES)


def rejects_table(
    connection: duckdb.DuckDBPyConnection,
    rows: Iterable[RejectedRow],
    load_id: str = "",
    loaded_at: datetime | None = None,
) -> pa.Table:
    """`rows` as the lake holds them: phone, ID and card numbers masked wherever they stand."""
    plain = pa.Table.from_pylist(
        [
            {
                "source": row.source,
                "dataset": row.dataset,
                "delivery_id": row.delivery_id,
                "_source_file": row.file_name,
                "_row_number": row.reject.row_number,
                "column_name": row.reject.column or None,
                "reason_code": row.reject.code,
                "reason_en": row.reject.words.en,
                "reason_zh": row.reject.words.zh,
                "value": row.reject.value,
                "raw_row": row.reject.raw_row,
                "_load_id": load_id,
                "_loaded_at": loaded_at,
            }
            for row in rows
        ],
        schema=REJECTS,
    )
    masked = ("reason_en", "reason_zh", "value", "raw_row")
    connection.register("rejected", plain)
    columns = ", ".join(
        f'hw_scrubbed("{name}") as "{name}"' if name in masked else f'"{name}"'
        for name in REJECTS.names
    )
    return connection.sql(f"select {columns} from rejected").to_arrow_table().cast(REJECTS)
