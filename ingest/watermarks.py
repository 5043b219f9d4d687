"""How far each platform table has been loaded, learned from the lake itself.

The file beside it is only a memory of what was read there: without it, all is read once more.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.contracts.columns import Dataset
from ingest.descriptions import PLATFORM
from ingest.lake import Lake
from ingest.mapping import ROW_NUMBER

Newest = dict[str, dict[str, str]]
"""Dataset, load id, and the newest `updated_at` of that load (UTC text)."""


class Watermarks:
    """The newest `updated_at` per table, and which loads hold rows that may be read again."""

    def __init__(self, lake: Lake, memory: Path, lag_hours: int) -> None:
        self._lake = lake
        self._memory = memory
        self._lag = timedelta(hours=lag_hours)
        self._newest: Newest = {}

    def learn(self, datasets: list[str]) -> None:
        """Look at the loads that came since the memory was written, and remember them."""
        finished = self._lake.finished_loads()
        upto = self._remembered(set(finished))
        fresh = {load for load in finished if load > upto}
        for dataset in datasets:
            files = self._lake.files(dataset, fresh) if fresh else []
            if files:
                self._newest.setdefault(dataset, {}).update(_newest(files, fresh))
        self._prune()
        self._memory.parent.mkdir(parents=True, exist_ok=True)
        note = {"upto": max(finished, default=""), "lag_seconds": self._lag.total_seconds()}
        text = json.dumps(note | {"newest": self._newest})
        unfinished = self._memory.with_suffix(".part")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(self._memory)

    def since(self, dataset: str) -> datetime | None:
        """From which instant (UTC, no zone) rows are asked for; None asks for all."""
        newest = max(self._newest.get(dataset, {}).values(), default="")
        return datetime.fromisoformat(newest) - self._lag if newest else None

    def changed(
        self, connection: duckdb.DuckDBPyConnection, rows: pa.Table, dataset: Dataset
    ) -> pa.Table:
        """`rows` without those that the lake holds already, letter for letter."""
        loads = set(self._newest.get(dataset.name, {}))
        files = self._lake.files(dataset.name, loads)
        if not files or rows.num_rows == 0:
            return rows
        connection.register("fresh", rows)
        same = " and ".join(f'f."{c}" is not distinct from k."{c}"' for c in dataset.lake_columns)
        since = self.since(dataset.name)
        sql = (
            f"select f.* from fresh f anti join ("
            f"select * from read_parquet($1, union_by_name = true) where source = $2 "
            f"and list_contains($4, _load_id) and (updated_at is null or updated_at >= $3)) k "
            f"on {same} order by f.{ROW_NUMBER}"
        )
        bound = [Lake.with_contract(files), PLATFORM, str(since or ""), sorted(loads)]
        kept = connection.sql(sql, params=bound).to_arrow_table()
        return kept.cast(rows.schema)

    def _remembered(self, finished: set[str]) -> str:
        """The last load that the memory knows, '' when it cannot be used."""
        if not self._memory.exists():
            return ""
        note = json.loads(self._memory.read_text(encoding="utf-8"))
        known = {load for loads in note["newest"].values() for load in loads}
        if note["lag_seconds"] < self._lag.total_seconds() or not known <= finished:
            return ""
        self._newest = note["newest"]
        return note["upto"]

    def _prune(self) -> None:
        """Forget loads whose rows all lie before the time that is asked for again."""
        for dataset, loads in self._newest.items():
            since = str(self.since(dataset) or "")
            self._newest[dataset] = {n: newest for n, newest in loads.items() if newest >= since}


def _newest(files: list[Path], loads: set[str]) -> dict[str, str]:
    sql = (
        "select _load_id, coalesce(max(updated_at), '') from read_parquet($1) "
        "where source = $2 and list_contains($3, _load_id) group by 1"
    )
    bound = [[str(file) for file in files], PLATFORM, sorted(loads)]
    return dict(duckdb.execute(sql, bound).fetchall())
