"""Touches, conversions and counted paths of any size, written straight by DuckDB."""

from __future__ import annotations

from pathlib import Path

import duckdb

CHANNELS = 30
TOUCHES_PER_USER = 5
_CHANNEL = f"'channel ' || cast(floor(sqrt(hash({{seed}}) % {CHANNELS**2})) as integer)"
"""Channels of high numbers are met more often, as some channels are."""


def write_touches(folder: Path, touches: int, conversions: int) -> None:
    """`touches.parquet` and `conversions.parquet` over half a year, every user with five touches
    on average.
    """
    users = max(1, touches // TOUCHES_PER_USER)
    moment = "timestamp '2026-01-01' + interval (hash({seed}) % 15552000) second as ts"
    user = f"'u' || lpad(cast(hash({{seed}}) % {users} as varchar), 8, '0') as user_id"
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select {user.format(seed='i')}, {moment.format(seed='i * 7 + 1')}, "
            f"{_CHANNEL.format(seed='i * 13 + 5')} as channel from range({touches}) t(i)) "
            f"to '{folder / 'touches.parquet'}'"
        )
        connection.execute(
            f"copy (select 'c' || i as conversion_id, {user.format(seed='i * 31 + 7')}, "
            f"{moment.format(seed='i * 17 + 3')}, cast(hash(i) % 10000 as double) as revenue "
            f"from range({conversions}) t(i)) to '{folder / 'conversions.parquet'}'"
        )


def write_paths(path: Path, paths: int) -> None:
    """`paths` distinct paths of one to nine touches with conversions, value and nulls."""
    with duckdb.connect() as connection:
        connection.execute(f"""
            copy (
                select
                    path,
                    cast(sum(converted) as bigint) as conversions,
                    cast(100 * sum(converted) as double) as value,
                    cast(sum(lost) as bigint) as nulls
                from (
                    select
                        string_agg({_CHANNEL.format(seed="i * 101 + k * 7")}, ' > ' order by k)
                            as path,
                        max(hash(i) % 3) as converted,
                        max(hash(i + 5) % 20) as lost
                    from range({2 * paths}) t(i), range(9) s(k)
                    where k <= hash(i * 3) % 9
                    group by i
                )
                group by path
                limit {paths}
            ) to '{path}'
        """)
