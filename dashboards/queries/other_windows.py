"""Credit under any look-back and half-life, reckoned anew from journeys of a sample of people."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build, Parameters
from measurement.attribution import MODELS, from_touches
from measurement.attribution.models import UNATTRIBUTED
from measurement.tables import Resources

LOOKBACKS = ("7", "14", "30", "60", "90")
HALF_LIVES = ("1", "3", "7", "14", "30")
_FIRSTS = """
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
"""
_TOUCHES = f"""{_FIRSTS}
    select person, happened_at as ts, channel, weight
    from fct_journey_samples
    inner join firsts using (person)
    where event = 'touch'
        and happened_date between cast($start as date) - cast($lookback as integer) and $end
        and (done_at is null or happened_at <= done_at)
        and ($kind <> 'repeat_investment' or is_repeating or happened_at > invested_at)
"""
_CONVERSIONS = """
    select
        row_number() over () as conversion_id,
        person,
        happened_at as ts,
        cast(amount as double) as revenue,
        weight
    from fct_journey_samples
    where event = $kind and happened_date between $start and $end
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
    days = {"start": filters.start, "end": filters.end}
    asked = {**days, "kind": kind, "lookback": windows.lookback_days}
    table = _reckoned(f"{build.path}:{build.build_id}:{build.rows}", asked, windows, build)
    wide = table.pivot(index="channel", columns="model", values="conversions")
    ready = wide[list(MODELS)].add_suffix("_credit").reset_index().rename_axis(columns=None)
    ready["channel"] = ready["channel"].replace(UNATTRIBUTED, "unattributed")
    shown = ready[ready.drop(columns="channel").abs().sum(axis=1) > 0]
    if filters.channels:
        shown = shown[shown["channel"].isin(filters.channels)]
    return shown.sort_values("linear_credit", ascending=False, kind="stable", ignore_index=True)


@st.cache_data(max_entries=100, show_spinner=False)
def _reckoned(build_key: str, asked: Parameters, windows: Windows, _build: Build) -> pd.DataFrame:
    """The table of all models, remembered so that a page drawn again need not reckon again."""
    touches, conversions = (
        _build.read(sql, asked).rename(columns={"person": "user_id"})
        for sql in (_TOUCHES, _CONVERSIONS)
    )
    told = from_touches(
        touches,
        conversions,
        MODELS,
        windows.lookback_days,
        windows.half_life_days,
        paid=tuple(_build.read(_PAID)["channel"]),
        resources=Resources(threads=2),
    )
    return pd.DataFrame(told)


def size(build: Build) -> tuple[int, bool]:
    """How many people the sample holds, and whether these are all there are."""
    row = build.read(_SIZE).iloc[0]
    return int(row["people"]), bool(row["weight"] <= 1)
