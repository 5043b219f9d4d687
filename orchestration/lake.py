"""What the lake holds, seen from outside: finished loads and the days they cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from ingest.lake_files import files_of
from orchestration.days import Days

LOADS_FOLDER = "_dlt_loads"


_FINISHED = """
with deliveries as (
    select * from read_parquet($files) where list_contains($loads, _load_id)
)
"""
_ARRIVALS = """
select source, stat_date, coalesce(sum(row_count), 0), coalesce(sum(rejected_count), 0)
from deliveries where _load_id > $after and status = 'loaded' group by 1, 2 order by 1, 2
"""
_LAST = """
select source, max(coalesce(delivered_at, _loaded_at))
from deliveries where status = 'loaded' group by 1
"""
_FIRST_LOAD = "select min(_load_id) from deliveries where stat_date between $first and $last"


@dataclass(frozen=True)
class Arrival:
    """What one source delivered for one day, or without a day: good rows and rejected ones."""

    source: str
    day: str | None
    rows: int
    rejected: int


def finished_loads(lake: Path) -> list[str]:
    """Load ids that finished, oldest first; only these are visible downstream."""
    names = (path.stem for path in (lake / LOADS_FOLDER).glob("*__*.jsonl"))
    return sorted(name.rsplit("__", 1)[1] for name in names)


def newest_load(lake: Path) -> str:
    """The newest finished load, or an empty text when nothing was loaded yet."""
    return max(finished_loads(lake), default="")


def arrivals_after(lake: Path, load_id: str) -> list[Arrival]:
    """What finished loads after `load_id` brought, per source and covered day."""
    return [Arrival(*row) for row in _deliveries(lake, _ARRIVALS, after=load_id)]


def last_deliveries(lake: Path) -> dict[str, datetime]:
    """When each source last delivered something that was loaded, UTC."""
    return dict(_deliveries(lake, _LAST))


def load_before_days(lake: Path, days: Days) -> str | None:
    """The load after which everything about `days` arrived, empty for the very beginning.

    None when no finished load covers any of these days.
    """
    found = _deliveries(lake, _FIRST_LOAD, first=str(days.first), last=str(days.last))
    first = found[0][0] if found else None
    if first is None:
        return None
    return max((load for load in finished_loads(lake) if load < str(first)), default="")


def _deliveries(lake: Path, sql: str, **values: str) -> list[tuple]:
    loads = finished_loads(lake)
    files = [str(file.path) for file in files_of(lake / "deliveries", set(loads))]
    if not files:
        return []
    with duckdb.connect() as connection:
        given = {"files": files, "loads": loads, **values}
        return connection.execute(_FINISHED + sql, given).fetchall()
