"""Touches and conversions read from tables, checked, and sorted by user and instant."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np

from measurement.attribution.models import RESERVED, AttributionError
from measurement.tables import columns, instant

MOST_CHANNELS = 32_000
"""Sets of channels are kept as numbers of 16 bits per channel."""


@dataclass(frozen=True)
class Timeline:
    """Arrays by user and instant: of touches (`users`, `instants`, `touches`: codes into
    `channels`), and of conversions (`who`: -1 for somebody without touches; `when`; `revenue`: NaN
    where unknown). Instants are microseconds since 1970, UTC.
    """

    channels: list[str]
    user_count: int
    users: np.ndarray
    instants: np.ndarray
    touches: np.ndarray
    who: np.ndarray
    when: np.ndarray
    revenue: np.ndarray
    notes: tuple[str, ...]


def read_timeline(connection: duckdb.DuckDBPyConnection, is_everybody: bool) -> Timeline:
    """The tables `touches` and `conversions` of `connection`; without `is_everybody` only the
    touches of people who converted.

    Raises:
        AttributionError: as `from_touches` says.
    """
    _view_touches(connection)
    notes = _check_conversions(connection)
    channels, left_out = _channels(connection)
    _name_users(connection, is_everybody)
    tie = "touchpoint_id nulls last," if "touchpoint_id" in columns(connection, "touches") else ""
    touched = connection.execute(f"""
        select users.code as user_code, told.moment, channels.code as channel_code
        from told
        inner join users on told.user_id = users.user_id
        inner join channels on told.channel = channels.channel
        where told.moment is not null
        order by user_code, told.moment, {tie} channel_code
    """).fetchnumpy()
    converted = connection.execute("""
        select
            coalesce(users.code, -1) as user_code, coalesce(converted.moment, 0) as moment,
            coalesce(revenue, 'nan'::double) as revenue
        from converted left join users
            on converted.user_id = users.user_id and converted.moment is not null
        order by user_code, moment, conversion_id
    """).fetchnumpy()
    counted = connection.execute("select count(*) from users").fetchall()[0][0]
    return Timeline(
        channels,
        int(counted),
        *(np.asarray(touched[name]) for name in ("user_code", "moment", "channel_code")),
        *(np.asarray(converted[name]) for name in ("user_code", "moment", "revenue")),
        (*left_out, *notes),
    )


def _view_touches(connection: duckdb.DuckDBPyConnection) -> None:
    tie = ", touchpoint_id" if "touchpoint_id" in columns(connection, "touches") else ""
    connection.execute(f"""
        create temp view told as
        select
            {_text("user_id")} as user_id, {_text("channel")} as channel,
            epoch_us({instant(connection, "touches")}) as moment {tie}
        from touches
    """)


def _text(column: str) -> str:
    return f"nullif(trim(cast({column} as varchar)), '')"


def _channels(connection: duckdb.DuckDBPyConnection) -> tuple[list[str], list[str]]:
    """Name the channels, rarest first, so that no order depends on how they are called."""
    connection.execute("""
        create temp table channels as
        with seen as (
            select
                channel,
                count(*) as touches,
                count(*) filter (where user_id is null) as nobodys,
                count(*) filter (where moment is null) as undated,
                count(*) filter (where user_id is not null and moment is not null) as known,
                sum(moment) as moment
            from told group by channel
        )
        select
            *,
            cast(row_number() over (
                order by channel is null, known = 0, known, moment nulls last, channel
            ) - 1 as integer) as code
        from seen
    """)
    rows = connection.execute("select * from channels order by code").fetchall()
    channels = [channel for channel, *_ in rows if channel is not None]
    if reserved := sorted(RESERVED.intersection(channels)):
        raise AttributionError(f"A channel cannot be called {', '.join(reserved)}.")
    if len(channels) > MOST_CHANNELS:
        raise AttributionError(f"{len(channels):,} channels are more than {MOST_CHANNELS:,}.")
    counted = {
        "without user": sum(row[2] for row in rows),
        "without an instant": sum(row[3] for row in rows),
        "without channel": sum(row[1] for row in rows if row[0] is None),
    }
    connection.execute("delete from channels where channel is null")
    return channels, [f"{n:,} touches {what} are left out." for what, n in counted.items() if n]


def _check_conversions(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Each conversion once, in the table `converted`, and what was strange about them."""
    connection.execute(f"""
        create temp table converted as
        select distinct
            {_text("conversion_id")} as conversion_id, {_text("user_id")} as user_id,
            epoch_us({instant(connection, "conversions")}) as moment,
            case when not isnan(cast(revenue as double)) then cast(revenue as double) end as revenue
        from conversions
    """)
    told, kept, nameless, nobodys, undated, free, wrong, example, ids = connection.execute("""
        select
            (select count(*) from conversions), count(*),
            count(*) filter (where conversion_id is null),
            count(*) filter (where user_id is null),
            count(*) filter (where moment is null),
            count(*) filter (where revenue is null),
            count(*) filter (where revenue < 0 or isinf(revenue)),
            min(conversion_id) filter (where revenue < 0 or isinf(revenue)),
            count(distinct conversion_id)
        from converted
    """).fetchall()[0]
    if nameless:
        raise AttributionError(f"{nameless:,} conversions have no conversion_id.")
    if wrong:
        raise AttributionError(
            f"{wrong:,} conversions have a revenue below 0 or without bound, for instance "
            f"{example}. Take a refunded conversion out, or leave its revenue empty."
        )
    if ids < kept:
        raise AttributionError(_told_twice(connection))
    counted = {
        "told more than once count once": told - kept,
        "without user are unattributed": nobodys,
        "without an instant are unattributed": undated,
        "without revenue count, and add none": free,
    }
    return [f"{n:,} conversions {what}." for what, n in counted.items() if n]


def _told_twice(connection: duckdb.DuckDBPyConnection) -> str:
    twice = connection.execute("""
        select conversion_id from converted group by 1 having count(*) > 1 order by 1
    """).fetchall()
    return (
        f"{len(twice):,} conversions come more than once with different values, for instance "
        f"{twice[0][0]}. Each conversion is one row."
    )


def _name_users(connection: duckdb.DuckDBPyConnection, is_everybody: bool) -> None:
    tables = ("told", "converted") if is_everybody else ("converted",)
    union = " union ".join(f"select user_id from {table}" for table in tables)
    connection.execute(f"""
        create temp table users as
        select user_id, cast(row_number() over () - 1 as integer) as code
        from (select distinct user_id from ({union})) where user_id is not null
    """)
