"""Touches and conversions read from tables, checked, and sorted by user and instant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import duckdb
import numpy as np

from measurement.attribution.models import RESERVED, AttributionError
from measurement.tables import columns, instant

MOST_CHANNELS = 32_000
"""Sets of channels are kept as numbers of 16 bits per channel."""


NOBODY = 0
"""The number of a conversion's user where it has none, or no instant."""
_PERSON = "hash(user_id) | 1::ubigint"
"""A person's number, never 0. With a billion users two would share one of 2^63 with 5 %; with ten
million with 0.0005 %. It spares naming every user, which took as long as all the rest."""


class Moments(NamedTuple):
    """Numbers of users and instants (microseconds since 1970, UTC), sorted by both."""

    users: np.ndarray
    instants: np.ndarray


@dataclass(frozen=True)
class Timeline:
    """Touches (codes into `channels`) and conversions (`revenue` NaN where unknown) in time."""

    channels: list[str]
    touched: Moments
    touches: np.ndarray
    converted: Moments
    revenue: np.ndarray
    weights: np.ndarray | None
    """How many conversions each one stands for; None for one."""
    touch_weights: np.ndarray | None
    """How many people the one of each touch stands for; None for one."""
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
    tie = "touchpoint_id nulls last," if "touchpoint_id" in columns(connection, "touches") else ""
    weight = ", told.weight" if "weight" in columns(connection, "touches") else ""
    counted = ", weight" if "weight" in columns(connection, "conversions") else ""
    asked = "" if is_everybody else "semi join converted on told.user_id = converted.user_id"
    touched = connection.execute(f"""
        select {_PERSON} as person, told.moment, channels.code as channel_code {weight}
        from told
        inner join channels on told.called = channels.called
        {asked}
        where told.user_id is not null and told.moment is not null
        order by person, told.moment, {tie} channel_code
    """).fetchnumpy()
    converted = connection.execute(f"""
        select
            case when user_id is null or moment is null then {NOBODY}::ubigint
                else {_PERSON} end as person,
            coalesce(moment, 0) as moment,
            coalesce(revenue, 'nan'::double) as revenue {counted}
        from converted
        order by person, moment, conversion_id
    """).fetchnumpy()
    return Timeline(
        channels,
        Moments(np.asarray(touched["person"]), np.asarray(touched["moment"])),
        np.asarray(touched["channel_code"]),
        Moments(np.asarray(converted["person"]), np.asarray(converted["moment"])),
        np.asarray(converted["revenue"]),
        _weights("conversions", converted.get("weight")),
        _weights("touches", touched.get("weight")),
        (*left_out, *notes),
    )


def _view_touches(connection: duckdb.DuckDBPyConnection) -> None:
    known = columns(connection, "touches")
    tie = ", touchpoint_id" if "touchpoint_id" in known else ""
    tie += ", cast(weight as double) as weight" if "weight" in known else ""
    connection.execute(f"""
        create temp view told as
        select
            {_text(connection, "touches", "user_id")} as user_id,
            cast(channel as varchar) as called,
            epoch_us({instant(connection, "touches")}) as moment {tie}
        from touches
    """)


def _weights(table: str, weights: object) -> np.ndarray | None:
    """The weights of rows, None where their table has none."""
    if weights is None:
        return None
    known = np.ma.filled(np.ma.asarray(weights, dtype=float), np.nan)
    if not (known > 0).all():
        raise AttributionError(f"{table}: every weight must be a number above 0.")
    return known


def _text(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> str:
    """SQL for an id as text; whole numbers in a column of floats lose their `.0`.

    A column of integers becomes one of floats in pandas as soon as one of them is missing.
    """
    text = f"nullif(cast({column} as varchar), '')"
    if columns(connection, table)[column] in {"FLOAT", "DOUBLE"}:
        return f"nullif(regexp_replace({text}, '\\.0$', ''), 'nan')"
    return text


def _channels(connection: duckdb.DuckDBPyConnection) -> tuple[list[str], list[str]]:
    """Name the channels, rarest first, so that no order depends on how they are called."""
    connection.execute("""
        create temp table channels as
        with seen as (
            select
                called,
                nullif(trim(called), '') as channel,
                count(*) as touches,
                count(*) filter (where user_id is null) as nobodys,
                count(*) filter (where moment is null) as undated,
                count(*) filter (where user_id is not null and moment is not null) as known,
                sum(moment) as moments
            from told group by called
        ),

        named as (
            select
                *,
                sum(known) over (partition by channel) as all_known,
                sum(moments) over (partition by channel) as all_moments
            from seen
        )

        select
            called, channel, touches, nobodys, undated,
            cast(dense_rank() over (
                order by channel is null, all_known, all_moments nulls last, channel
            ) - 1 as integer) as code
        from named
    """)
    rows = connection.execute("select * from channels order by code").fetchall()
    channels = list(dict.fromkeys(row[1] for row in rows if row[1] is not None))
    if reserved := sorted(RESERVED.intersection(channels)):
        raise AttributionError(f"A channel cannot be called {', '.join(reserved)}.")
    if len(channels) > MOST_CHANNELS:
        raise AttributionError(f"{len(channels):,} channels are more than {MOST_CHANNELS:,}.")
    counted = {
        "without user": sum(row[3] for row in rows),
        "without an instant": sum(row[4] for row in rows),
        "without channel": sum(row[2] for row in rows if row[1] is None),
    }
    connection.execute("delete from channels where channel is null")
    return channels, [f"{n:,} touches {what} are left out." for what, n in counted.items() if n]


def _check_conversions(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Each conversion once, in the table `converted`, and what was strange about them."""
    weight = ", cast(weight as double) as weight"
    connection.execute(f"""
        create temp table converted as
        select distinct
            {_text(connection, "conversions", "conversion_id")} as conversion_id,
            {_text(connection, "conversions", "user_id")} as user_id,
            epoch_us({instant(connection, "conversions")}) as moment,
            case when not isnan(cast(revenue as double)) then cast(revenue as double) end as revenue
            {weight if "weight" in columns(connection, "conversions") else ""}
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
