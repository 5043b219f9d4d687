"""Attribution of conversions to the touches of the same user in a look-back window."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import duckdb
import numpy as np
from numba import njit

from measurement.attribution.credits import Credits, Sorts, attribute
from measurement.attribution.journeys import Journeys, Sequences
from measurement.attribution.models import DATA_DRIVEN, DIRECT, MODELS, AttributionError, chosen
from measurement.attribution.timeline import NOBODY, Moments, Timeline, read_timeline
from measurement.tables import Resources, Table, opened

DAY = 86_400_000_000
"""Microseconds, the unit of instants here."""
TOUCH_COLUMNS = ("user_id", "ts", "channel")
CONVERSION_COLUMNS = ("conversion_id", "user_id", "ts", "revenue")


def from_touches(  # noqa: PLR0913 - what an attribution can be asked
    touches: Table,
    conversions: Table,
    models: Sequence[str] | str = MODELS,
    lookback_days: float = 30,
    half_life_days: float = 7,
    *,
    direct: Collection[str] = DIRECT,
    paid: Collection[str] | None = None,
    draws: int = 0,
    resources: Resources | None = None,
) -> Credits:
    """Credit of every channel under `models`: a table of model, channel, conversions, revenue.

    `touches` has columns user_id, ts, channel and may have touchpoint_id; `conversions` has
    conversion_id, user_id, ts, revenue. A conversion's journey is its user's touches from
    `lookback_days` before it up to it, both ends included. A user's touches after the last
    conversion, or all of them without one, are one journey that did not convert, as far as they
    lie within `lookback_days` before the last of them. Touches of one instant are ordered by
    touchpoint_id where there is one, then by channel, the one with fewer touches first. Of a
    sample, both tables may have a weight: how many a conversion, or the person of a touch, stands
    for.

    `direct` names the channels that last_non_direct passes over, `paid` those last_paid looks for
    (all but a few well-known unpaid names when it is None); case does not matter. With `draws`
    (200 are enough) the data-driven models get `intervals` from a bootstrap over journeys.

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
            raise AttributionError(
                f"A value cannot be read: {str(error).splitlines()[0]}"
            ) from error
    sorts = Sorts(direct, paid, half_life_days * DAY)
    return from_timeline(timeline, asked, lookback_days, sorts, draws)


def from_timeline(
    timeline: Timeline, models: Sequence[str], lookback_days: float, sorts: Sorts, draws: int = 0
) -> Credits:
    """Credit as `from_touches`, of touches and conversions that were read and sorted before.

    With a data-driven model among `models` the timeline holds the touches of everybody.
    """
    is_everybody = bool(set(models) & set(DATA_DRIVEN))
    journeys = _journeys(timeline, round(lookback_days * DAY), is_everybody)
    notes = (*timeline.notes, *_too_late(timeline, journeys))
    return attribute(journeys, models, sorts, notes, draws)


def _journeys(timeline: Timeline, lookback: int, is_everybody: bool) -> Journeys:
    told = timeline
    starts, lengths = _converting(told.touched, told.converted, lookback)
    ones = np.ones(starts.size) if told.weights is None else told.weights
    is_known = ~np.isnan(told.revenue)
    known = ones if is_known.all() else is_known * ones
    if is_everybody:
        more = _lost(told.touched, told.converted, lookback)
        zeros = np.zeros(more[0].size)
        lost = zeros + 1 if told.touch_weights is None else told.touch_weights[more[0]]
        starts, lengths = np.append(starts, more[0]), np.append(lengths, more[1])
    else:
        lost = zeros = np.zeros(0)
    conversions = np.append(ones, zeros)
    return Journeys(
        channels=told.channels,
        sequences=Sequences(told.touches, starts, lengths),
        conversions=conversions,
        revenue=np.append(np.nan_to_num(told.revenue) * ones, zeros),
        revenue_known=conversions if known is ones else np.append(known, zeros),
        nulls=np.append(np.zeros(ones.size), lost),
        instants=told.touched.instants,
    )


def _too_late(timeline: Timeline, journeys: Journeys) -> list[str]:
    """How many conversions of known people have no touch in the window before them."""
    users = timeline.converted.users
    late = int(((journeys.sequences.lengths[: users.size] == 0) & (users > 0)).sum())
    if not late:
        return []
    return [
        f"{late:,} conversions have no touch of their user before them within the look-back: they "
        "are unattributed."
    ]


@njit(cache=True)
def _converting(touched: Moments, converted: Moments, lookback: int) -> tuple[np.ndarray, ...]:
    """Window of touches of each conversion; both sides are sorted by user and instant."""
    users, instants = touched
    starts = np.zeros(converted.users.size, dtype=np.int64)
    lengths = np.zeros(converted.users.size, dtype=np.int64)
    begin = end = 0
    for row in range(converted.users.size):
        user, at = converted.users[row], converted.instants[row]
        if user == NOBODY:
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
def _lost(touched: Moments, converted: Moments, lookback: int) -> tuple[np.ndarray, ...]:
    """Each user's touches after the last conversion, at most `lookback` before the last touch."""
    users, instants = touched
    people = 1
    for touch in range(1, users.size):
        people += users[touch] != users[touch - 1]
    starts = np.empty(people, dtype=np.int64)
    lengths = np.empty(people, dtype=np.int64)
    found = row = begin = 0
    while begin < users.size:
        user, end = users[begin], begin
        while end < users.size and users[end] == user:
            end += 1
        while row < converted.users.size and converted.users[row] < user:
            row += 1
        while row < converted.users.size and converted.users[row] == user:
            while begin < end and instants[begin] <= converted.instants[row]:
                begin += 1
            row += 1
        while begin < end and instants[begin] < instants[end - 1] - lookback:
            begin += 1
        if begin < end:
            starts[found], lengths[found] = begin, end - begin
            found += 1
        begin = end
    return starts[:found].copy(), lengths[:found].copy()
