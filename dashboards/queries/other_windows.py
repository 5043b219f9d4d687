"""Credit under any look-back and half-life, reckoned anew from journeys of a sample of people."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build
from measurement.attribution import (
    DAY,
    MODELS,
    DatedTimeline,
    Moments,
    Sorts,
    Timeline,
    from_timeline,
)
from measurement.attribution.models import UNATTRIBUTED

LOOKBACKS = ("7", "14", "30", "60", "90")
HALF_LIVES = ("1", "3", "7", "14", "30")
_TOUCHES = """
    with firsts as (
        select
            person,
            min(happened_at) filter (where event = $kind and event <> 'repeat_investment')
                as done_at,
            min(happened_at) filter (where event = 'first_investment') as invested_at,
            bool_or(event = 'repeat_investment') as is_repeating
        from fct_journey_samples
        group by person
    )

    select
        person,
        epoch_us(happened_at) as moment,
        date_diff('day', date '1970-01-01', happened_date) as day,
        trim(channel) as channel,
        weight
    from fct_journey_samples
    inner join firsts using (person)
    where event = 'touch'
        and happened_at is not null
        and trim(channel) <> ''
        and (done_at is null or happened_at <= done_at)
        and ($kind <> 'repeat_investment' or is_repeating or happened_at > invested_at)
    order by person, happened_at, channel
"""
_CONVERSIONS = """
    select
        person,
        epoch_us(happened_at) as moment,
        date_diff('day', date '1970-01-01', happened_date) as day,
        cast(amount as double) as amount,
        weight
    from fct_journey_samples
    where event = $kind and happened_at is not null
    order by person, happened_at, amount nulls last
"""
_SIZE = """
    select count(distinct person) as people, coalesce(max(weight), 1) as weight
    from fct_journey_samples
"""
_PAID = "select channel from dim_channels where is_paid order by channel"


@dataclass(frozen=True)
class Windows:
    """Days before a conversion in which touches count, and in which their weight halves."""

    lookback_days: int
    half_life_days: int


def credits(build: Build, filters: Filters, kind: str, windows: Windows) -> pd.DataFrame:
    """One row per channel: its credit under every model as `<model>_credit`, largest linear first.

    Of conversions in the window, by the journeys that ended in it.
    """
    asked = ("credit within windows", kind, windows, filters.start, filters.end)
    table = build.derived(asked, lambda: _reckoned(build, filters, kind, windows))
    wide = table.pivot(index="channel", columns="model", values="conversions")
    ready = wide[list(MODELS)].add_suffix("_credit").reset_index().rename_axis(columns=None)
    ready["channel"] = ready["channel"].replace(UNATTRIBUTED, "unattributed")
    shown = ready[ready.drop(columns="channel").abs().sum(axis=1) > 0]
    if filters.channels:
        shown = shown[shown["channel"].isin(filters.channels)]
    return shown.sort_values("linear_credit", ascending=False, kind="stable", ignore_index=True)


def _reckoned(build: Build, filters: Filters, kind: str, windows: Windows) -> pd.DataFrame:
    sample = build.derived(("journeys of the sample", kind), lambda: _sample(build, kind))
    paid = tuple(build.read(_PAID)["channel"])
    lookback, half_life = windows.lookback_days, windows.half_life_days
    told = sample.within(filters.start, filters.end, lookback)
    return pd.DataFrame(
        from_timeline(told, MODELS, lookback, Sorts(paid=paid, half_life=half_life * DAY))
    )


def _sample(build: Build, kind: str) -> DatedTimeline:
    """All journeys of the sample, read once per build: any days and windows are parts of them."""
    touches, conversions = (build.read(sql, {"kind": kind}) for sql in (_TOUCHES, _CONVERSIONS))
    codes, channels = pd.factorize(touches["channel"])
    timeline = Timeline(
        list(channels),
        _moments(touches),
        codes.astype("int32"),
        _moments(conversions),
        conversions["amount"].to_numpy(dtype=float),
        conversions["weight"].to_numpy(dtype=float),
        touches["weight"].to_numpy(dtype=float),
        notes=(),
    )
    return DatedTimeline(timeline, touches["day"].to_numpy(), conversions["day"].to_numpy())


def _moments(frame: pd.DataFrame) -> Moments:
    """Numbers of people as `from_touches` has them: its compiled loops then serve both."""
    return Moments(frame["person"].to_numpy().astype("uint64"), frame["moment"].to_numpy())


def size(build: Build) -> tuple[int, bool]:
    """How many people the sample holds, and whether these are all there are."""
    row = build.read(_SIZE).iloc[0]
    return int(row["people"]), bool(row["weight"] <= 1)
