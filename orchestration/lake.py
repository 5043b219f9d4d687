"""What the lake holds, seen from outside: finished loads and the days they cover."""

from __future__ import annotations

from pathlib import Path

import duckdb

from orchestration.days import Days

LOADS_FOLDER = "_dlt_loads"


def finished_loads(lake: Path) -> list[str]:
    """Load ids that finished, oldest first; only these are visible downstream."""
    names = (path.stem for path in (lake / LOADS_FOLDER).glob("*__*.jsonl"))
    return sorted(name.rsplit("__", 1)[1] for name in names)


def newest_load(lake: Path) -> str:
    """The newest finished load, or an empty text when nothing was loaded yet."""
    return max(finished_loads(lake), default="")


def load_before_days(lake: Path, days: Days) -> str | None:
    """The load after which everything about `days` arrived, empty for the very beginning.

    None when no finished load covers any of these days.
    """
    loads = finished_loads(lake)
    if not (lake / "deliveries").exists() or not loads:
        return None
    rows = duckdb.execute(
        "select min(_load_id) from read_parquet(?) "
        "where stat_date between ? and ? and list_contains(?, _load_id)",
        [str(lake / "deliveries" / "*.parquet"), str(days.first), str(days.last), loads],
    ).fetchall()
    first = rows[0][0]
    return None if first is None else max((load for load in loads if load < first), default="")
