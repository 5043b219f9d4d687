"""Rows that the platform deleted: known to the lake, no longer in the table.

Each lands once more as its last version with `is_deleted`, so the lake only ever grows. Reading all
keys costs more the longer the history, so it is done only where counting rows says that it must be.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.contracts.columns import Dataset
from ingest.descriptions import PLATFORM
from ingest.lake import Lake
from ingest.mapping import FILE_NO, ROW_NUMBER
from ingest.words import Words

_ALWAYS_BELIEVED = 100
"""So few rows may go at once however small their table is."""


@dataclass(frozen=True)
class Sweep:
    """Last versions of the rows that vanished, of how many; and how many deleted ones are back."""

    vanished: pa.Table | None = None
    known: int = 0
    returned: int = 0

    @property
    def gone(self) -> int:
        """How many rows vanished."""
        return self.vanished.num_rows if self.vanished is not None else 0

    def doubts(self, name: str, most_deleted: float) -> Words | None:
        """Why so many deletions are not believed; None when they are."""
        gone = self.gone
        if gone <= max(_ALWAYS_BELIEVED, self.known * most_deleted):
            return None
        return Words(
            f"{gone} of the {self.known} rows known of the platform table {name} are no longer "
            f"there, which looks like a broken copy; they were kept. If they were deleted, set "
            f"[platform] most_deleted = 1 for one run.",
            f"平台表 {name} 已知的 {self.known} 行中有 {gone} 行不复存在，疑似副本不完整，"
            f"已予保留。若确已删除，请将 [platform] most_deleted 设为 1 后运行一次。",
        )

    def beside(
        self, connection: duckdb.DuckDBPyConnection, rows: pa.Table, dataset: Dataset, number: int
    ) -> pa.Table:
        """`rows` and, numbered after them, what vanished; a key among `rows` did not vanish."""
        if self.vanished is None or not self.gone:
            return rows
        connection.register("fresh", rows)
        connection.register("vanished", self.vanished)
        sql = (
            f"select cast({number} as bigint) as {FILE_NO}, "
            f"row_number() over () + (select coalesce(max({ROW_NUMBER}), 0) from fresh) "
            f"as {ROW_NUMBER}, v.* from vanished v anti join fresh f on {_same(dataset, 'f', 'v')}"
        )
        marks = connection.sql(sql).to_arrow_table()
        return pa.concat_tables([rows, marks.select(rows.column_names).cast(rows.schema)])


NOTHING_VANISHED = Sweep()


class Surplus:
    """How many more rows each platform table holds than the lake knows: rejected ones, mostly.

    As long as that number stays, nothing was deleted and nothing deleted has come back: a row that
    comes adds one to both counts. Learned whenever keys are compared; without its file they are.
    """

    def __init__(self, memory: Path) -> None:
        self._memory = memory
        self._known: dict[str, int] = {}
        if memory.exists():
            self._known = json.loads(memory.read_text(encoding="utf-8"))

    def is_as_before(self, dataset: str, surplus: int) -> bool:
        """Whether the keys of `dataset` need no comparing."""
        return self._known.get(dataset) == surplus

    def learn(self, dataset: str, surplus: int) -> None:
        """Remember what a comparison of all keys has explained."""
        self._known[dataset] = surplus
        self._memory.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._memory.with_suffix(".part")
        unfinished.write_text(json.dumps(self._known), encoding="utf-8")
        unfinished.replace(self._memory)


def count_alive(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Path], fresh: pa.Table, dataset: Dataset
) -> int:
    """Keys of the lake's `files` whose latest version is not deleted, and `fresh` keys new to it.

    A fresh version of a deleted row does not count: that it came back must be noticed.
    """
    connection.register("fresh", fresh)
    keys = ", ".join(f'"{name}"' for name in dataset.key)
    if not files:
        sql = f"select count(*) from (select distinct {keys} from fresh)"
        return connection.execute(sql).fetchall()[0][0]
    sql = (
        f"with told as (select {keys}, arg_max(is_deleted is not distinct from 'true', "
        f"row(coalesce(updated_at, ''), _load_id, _row_number)) as is_gone "
        f"from read_parquet($1, union_by_name = true) where source = $2 group by {keys}), "
        f"new as (select distinct {keys} from fresh anti join told using ({keys})) "
        f"select (select count(*) from told where not is_gone) + (select count(*) from new)"
    )
    return connection.execute(sql, [Lake.with_contract(files), PLATFORM]).fetchall()[0][0]


def compare(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[Path],
    present: Sequence[pa.RecordBatch],
    dataset: Dataset,
    marks_itself: bool,
) -> Sweep:
    """The lake's `files` against the keys that are `present` in the platform's table.

    `marks_itself`: the table has an `is_deleted` of its own, so a deleted row may well be there.
    """
    keys = pa.schema([(name, pa.string()) for name in dataset.key])
    texts = [batch.select(dataset.key).cast(keys) for batch in present]
    connection.register("present", pa.Table.from_batches(texts, keys))
    latest = (
        f"select {', '.join(dataset.lake_columns)} "
        f"from read_parquet($1, union_by_name = true) where source = $2 "
        f"qualify row_number() over (partition by {', '.join(dataset.key)} "
        f"order by coalesce(updated_at, '') desc, _load_id desc, _row_number desc) = 1"
    )
    bound = [Lake.with_contract(files), PLATFORM]
    connection.execute(f"create or replace temp table latest as {latest}", bound)
    is_there = f"exists (from present p where {_same(dataset, 'p', 'latest')})"
    shown = "* replace ('true' as is_deleted)"
    alive = "is_deleted is distinct from 'true'"
    vanished = f"select {shown} from latest where {alive} and not {is_there} order by all"
    ((known, returned),) = connection.execute(
        f"select count(*) filter ({alive}), count(*) filter (not ({alive}) and {is_there}) "
        f"from latest"
    ).fetchall()
    return Sweep(connection.sql(vanished).to_arrow_table(), known, 0 if marks_itself else returned)


def _same(dataset: Dataset, one: str, other: str) -> str:
    return " and ".join(f'{one}."{name}" = {other}."{name}"' for name in dataset.key)
