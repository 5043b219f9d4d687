"""Attribution of conversions to the touches of the same user in a look-back window."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import duckdb
import numpy as np
from numba import njit

from measurement.attribution.credits import Credits, attribute
from measurement.attribution.journeys import Journeys
from measurement.attribution.models import DATA_DRIVEN, DIRECT, MODELS, AttributionError, chosen
from measurement.attribution.timeline import Timeline, read_timeline
from measurement.tables import Resources, Table, opened

DAY = 86_400_000_000
"""Microseconds, the unit of instants here."""
TOUCH_COLUMNS = ("user_id", "ts", "channel")
CONVERSION_COLUMNS = ("conversion_id", "user_id", "ts", "revenue")


def from_touches(
    touches: Table,
    conversions: Table,
    models: Sequence[str] | str = MODELS,
    lookback_days: float = 30,
    half_life_days: float = 7,
    *,
    direct: Collection[str] = DIRECT,
    paid: Collection[str] | None = None,
    resources: Resources | None = None,
) -> Credits:
    """Credit of every channel under `models`: a table of model, channel, conversions, revenue.

    `touches` has columns user_id, ts, channel and may have touchpoint_id; `conversions` has
    conversion_id, user_id, ts, revenue. A conversion's journey is its user's touches from
    `lookback_days` before it up to it, both ends included. A user's touches after the last
    conversion, or all of them without one, are one journey that did not convert, as far as they
    lie within `lookback_days` before the last of them. Touches of one instant are ordered by
    touchpoint_id where there is one, then by channel, the one with fewer touches first.

    `direct` names the channels that last_non_direct passes over, `paid` those last_paid looks for
    (all but a few well-known unpaid names when it is None); case does not matter.

    Raises:
        AttributionError: for an unknown model, a window that is not positive, a conversion told
            twice in different words or without an id, a revenue below 0, a reserved channel name.
        TableError: when a table cannot be read or lacks a column.
    """
    asked = chosen(models, MODELS)
    if not (lookback_days > 0 and half_life_days > 0):
        raise AttributionError("lookback_days and half_life_days must be above 0.")
    tables = {"touches": touches, "conversions": conversions}
    required = {"touches": TOUCH_COLUMNS, "conversions": CONVERSION_COLUMNS}
    is_everybody = bool(set(asked) & set(DATA_DRIVEN))
    with opened(tables, required, resources) as connection:
        try:
            timeline = read_timeline(connection, is_everybody)
        except duckdb.ConversionException as error:
            raise AttributionError(f"A value cannot be read: {error}") from error
    journeys = _journeys(timeline, round(lookback_days * DAY), is_everybody)
    notes = (*timeline.notes, *_too_late(timeline, journeys))
    return attribute(journeys, asked, notes, direct, paid, half_life_days * DAY)


def _journeys(timeline: Timeline, lookback: int, is_everybody: bool) -> Journeys:
    told = timeline
    starts, lengths = _converting(told.users, told.instants, told.who, told.when, lookback)
    ones = np.ones(starts.size)
    is_known = ~np.isnan(told.revenue)
    known = ones if is_known.all() else is_known.astype(float)
    if is_everybody:
        more = _lost(told.users, told.instants, told.who, told.when, told.user_count, lookback)
        zeros = np.zeros(more[0].size)
        starts, lengths = np.append(starts, more[0]), np.append(lengths, more[1])
    else:
        zeros = np.zeros(0)
    conversions = np.append(ones, zeros)
    return Journeys(
        channels=told.channels,
        touches=told.touches,
        starts=starts,
        lengths=lengths,
        conversions=conversions,
        revenue=np.append(np.nan_to_num(told.revenue), zeros),
        revenue_known=conversions if known is ones else np.append(known, zeros),
        nulls=np.append(np.zeros(ones.size), zeros + 1),
        instants=told.instants,
    )


def _too_late(timeline: Timeline, journeys: Journeys) -> list[str]:
    """How many conversions of known people have no touch before them in the window."""
    count = timeline.who.size
    late = int(((journeys.lengths[:count] == 0) & (timeline.who >= 0)).sum())
    if not late:
        return []
    return [
        f"{late:,} conversions come before their user's first touch or after the look-back of "
        "the last one: they are unattributed."
    ]


@njit(cache=True)
def _converting(users, instants, who, when, lookback):
    """Window of touches of each conversion; both sides are sorted by user and instant."""
    starts = np.zeros(who.size, dtype=np.int64)
    lengths = np.zeros(who.size, dtype=np.int64)
    begin = end = 0
    for row in range(who.size):
        user, at = who[row], when[row]
        if user < 0:
            continue
        while begin < users.size and (
            users[begin] < user or (users[begin] == user and instants[begin] < at - lookback)
        ):
            begin += 1
        end = max(end, begin)
        while end < users.size and (
            users[end] < user or (users[end] == user and instants[end] <= at)
        ):
            end += 1
        starts[row], lengths[row] = begin, end - begin
    return starts, lengths


@njit(cache=True)
def _lost(users, instants, who, when, user_count, lookback):
    """Each user's touches after the last conversion, at most `lookback` before the last touch."""
    starts = np.empty(user_count, dtype=np.int64)
    lengths = np.empty(user_count, dtype=np.int64)
    found = row = begin = 0
    while begin < users.size:
        user, end = users[begin], begin
        while end < users.size and users[end] == user:
            end += 1
        while row < who.size and who[row] < user:
            row += 1
        while row < who.size and who[row] == user:
            while begin < end and instants[begin] <= when[row]:
                begin += 1
            row += 1
        while begin < end and instants[begin] < instants[end - 1] - lookback:
            begin += 1
        if begin < end:
            starts[found], lengths[found] = begin, end - begin
            found += 1
        begin = end
    return starts[:found].copy(), lengths[:found].copy()
