"""Which figures read differently now than they did at a past moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

SHOWN = 40


@dataclass(frozen=True)
class Change:
    """A day's figure that reads differently now than at the past moment."""

    day: date
    metric: str
    then: Decimal | None
    now: Decimal | None


def changes(then: Path, now: Path) -> list[Change]:
    """Where the growth figures of two serving files differ, by day and metric."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{then.resolve()}' as past (read_only)")
        connection.execute(f"attach '{now.resolve()}' as present (read_only)")
        told = [_told(connection, name) for name in ("past", "present")]
        sql = (
            f"select coalesce(p.stat_date, n.stat_date), coalesce(p.metric, n.metric), p.value, "
            f"n.value from ({told[0]}) p full join ({told[1]}) n "
            f"on p.stat_date = n.stat_date and p.metric = n.metric "
            f"where p.value is distinct from n.value order by all"
        )
        return [Change(*row) for row in connection.execute(sql).fetchall()]


def _told(connection: duckdb.DuckDBPyConnection, build: str) -> str:
    """SQL for a build's growth figures, one row per day and metric."""
    described = connection.execute(f"describe {build}.fct_growth_daily").fetchall()
    metrics = [name for name, *_ in described if name != "stat_date"]
    cast = ", ".join(f"cast({name} as decimal(28, 4)) as {name}" for name in metrics)
    return (
        f"unpivot (select stat_date, {cast} from {build}.fct_growth_daily) "
        f"on {', '.join(metrics)} into name metric value value"
    )


def show_changes(then: Path, now: Path, console: Console) -> None:
    """A table of what has changed since, the newest days first."""
    found = sorted(changes(then, now), key=lambda change: (change.day, change.metric), reverse=True)
    if not found:
        console.print("All figures read the same now. 各项数字与现在一致。")
        return
    table = Table(title=f"{len(found)} figures have changed since 此后变动的数字")
    for heading in ("day 日期", "figure 指标", "then 当时", "now 现在"):
        table.add_column(heading, justify="left" if heading[0] in "df" else "right")
    for change in found[:SHOWN]:
        table.add_row(str(change.day), change.metric, _shown(change.then), _shown(change.now))
    console.print(table)
    if len(found) > SHOWN:
        console.print(f"... and {len(found) - SHOWN} more.")


def _shown(value: Decimal | None) -> str:
    return "" if value is None else f"{value:,.2f}".removesuffix(".00")
