"""From text to lake rows: one stream of batches, split into rows that pass and rows that do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import duckdb
import pyarrow as pa

from ingest.contracts.columns import Dataset
from ingest.mapping import FILE_NO, ROW_NUMBER
from ingest.normalise import Limits, staged_sql
from ingest.pii import Hasher

BATCH_ROWS = 100_000
IS_OK = "_is_ok"


@dataclass(frozen=True)
class Relation:
    """Something DuckDB can select from: text columns `given`, `_file_no` and `_row_number`."""

    sql: str
    dataset: Dataset
    given: frozenset[str]


@dataclass(frozen=True)
class Split:
    """A batch in the lake's columns: what may be loaded, and what has to be looked at."""

    passed: pa.RecordBatch
    suspects: pa.RecordBatch


class Numbering(Protocol):
    """Gives row numbers to batches that come without."""

    def number(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """`batch` with its row numbers filled in."""


def split(
    connection: duckdb.DuckDBPyConnection,
    relation: Relation,
    hasher: Hasher,
    limits: Limits,
    numbering: Numbering | None = None,
) -> Iterator[Split]:
    """Every row of `relation` in order, normalised, hashed and judged by the compiled contract.

    Raises:
        duckdb.Error: when the relation cannot be read to its end.
    """
    sql = staged_sql(relation.dataset, relation.sql, relation.given, limits)
    for batch in connection.sql(sql).to_arrow_reader(BATCH_ROWS):
        is_ok = batch[IS_OK]
        hashed = hasher.replace(batch, relation.dataset)
        if numbering is not None:
            hashed = numbering.number(hashed)
        if is_ok.false_count == 0:
            yield Split(hashed, hashed.slice(0, 0))
        else:
            yield Split(
                hashed.filter(is_ok), hashed.filter(pa.array(~is_ok.to_numpy(zero_copy_only=False)))
            )


def from_table(
    connection: duckdb.DuckDBPyConnection, rows: pa.Table, dataset: Dataset, days_in: str = ""
) -> Relation:
    """A relation over a table in memory, as `mapping.to_contract` makes it.

    `days_in`: the zone to whose days hours of ad spend belong.
    """
    connection.register("delivered", rows)
    given = frozenset(rows.column_names) - {FILE_NO, ROW_NUMBER}
    if not days_in:
        return Relation("delivered", dataset, given)
    day = f"hw_day_in(stat_date, '{days_in}')"
    return Relation(f"(select * replace ({day} as stat_date) from delivered)", dataset, given)
