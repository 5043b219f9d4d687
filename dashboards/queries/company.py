"""The company's channels and calendar, the same on every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

UNATTRIBUTED = "unattributed"

_CHANNELS = """
    select
        channel as code,
        coalesce(nullif(channel_name, ''), channel) as name,
        coalesce(nullif(channel_name_zh, ''), channel_name, channel) as name_zh,
        coalesce(channel_class, '') as channel_class,
        coalesce(is_paid, false) as is_paid
    from dim_channels
    order by sort_order nulls last, channel
"""
_HOLIDAYS = """
    with named as (
        select
            date_day,
            holiday_name,
            holiday_name_zh,
            date_day - cast(
                row_number() over (partition by holiday_name order by date_day) as integer
            ) as island
        from dim_dates
        where holiday_name is not null and date_day between $start and $end
    )
    select
        min(date_day) as starts_on,
        max(date_day) as ends_on,
        holiday_name as title,
        any_value(holiday_name_zh) as title_zh
    from named
    group by holiday_name, island
    order by 1
"""
_ANNOTATIONS = """
    select
        annotation_id,
        greatest(starts_on, $start) as starts_on,
        least(coalesce(ends_on, starts_on), $end) as ends_on,
        title,
        title_zh
    from annotations
    where starts_on <= $end and coalesce(ends_on, starts_on) >= $start
    order by 1, title
"""
_MERGED_TABLE = "meta_merged_channels"
_MERGED = f"select channel, merged_into from {_MERGED_TABLE} order by channel"
_NOTES = """
    select annotation_id, starts_on, ends_on, title, title_zh, kind
    from annotations
    order by starts_on, annotation_id
"""
FIGURES = "fct_channel_daily"
_HAS_FIGURES = f"""
    select exists (
        select 1
        from {FIGURES}
        where stat_date between $start and $end
            and ($every_channel or list_contains($channels::varchar[], channel))
    ) as has_figures
"""


@dataclass(frozen=True)
class Channel:
    """One channel: its code, its names, its class, whether it is paid for."""

    code: str
    name: str
    name_zh: str
    channel_class: str
    is_paid: bool


def channels(build: Build) -> tuple[Channel, ...]:
    """Every channel of the company in its fixed order."""
    frame = build.read(_CHANNELS)
    return tuple(Channel(*values) for values in frame.itertuples(index=False, name=None))


def merged_channels(build: Build) -> dict[str, str]:
    """Codes of channels that are part of another one now; none in a file from before they were."""
    if not build.holds(_MERGED_TABLE):
        return {}
    frame = build.read(_MERGED)
    return dict(zip(frame["channel"], frame["merged_into"], strict=True))


def notes(build: Build) -> pd.DataFrame:
    """Every published note: annotation_id, starts_on, ends_on, title, title_zh, kind."""
    return build.read(_NOTES)


def holidays(build: Build, start: date, end: date) -> pd.DataFrame:
    """Public holidays as ranges of days: starts_on, ends_on, title, title_zh."""
    return build.read(_HOLIDAYS, {"start": start, "end": end})


def annotations(build: Build, filters: Filters) -> pd.DataFrame:
    """The company's own notes inside the window: id, starts_on, ends_on, title, title_zh."""
    return build.read(_ANNOTATIONS, filters.parameters)


def has_figures(build: Build, filters: Filters) -> bool:
    """Whether any channel has any figure inside the filters."""
    return bool(build.read(_HAS_FIGURES, filters.parameters)["has_figures"].iloc[0])
