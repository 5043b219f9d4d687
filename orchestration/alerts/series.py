"""The days that alert rules ask about, read from the tables that are published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from ingest.alerts import Alert
from measurement.daily_metrics import COHORT_AGE_DAYS, DailyMetric
from measurement.watch import Series

LOOKED_BACK_DAYS = 420
LONGEST_NOTE_DAYS = 31
SMALLEST_SOURCE_SHARE = 0.05
"""A source with less of the spend may be late without the whole being so."""
DELIVERED = frozenset({"spend_amount", "impressions", "clicks"})
"""Columns that are complete only when every platform has reported the day."""
COMPANY, CHANNEL, CITY = "", "channel", "city"

_TABLES = {
    "channels": """
        select daily.*, coalesce(channels.is_paid, false) as is_paid
        from fct_channel_daily as daily
        left join dim_channels as channels on daily.channel = channels.channel
        where stat_date between $first and $last
    """,
    "company": """
        select *, '' as channel from fct_growth_daily where stat_date between $first and $last
    """,
    "funnel": """
        select *, entry_date as stat_date
        from fct_funnel_daily
        where is_mature and entry_date between $first and $last
    """,
    "cohorts": """
        select *, entry_date as stat_date
        from fct_channel_cohorts
        where is_mature and age_days = $age and entry_date between $first and $last
    """,
    "cities": """
        select *, '' as channel from fct_city_daily where stat_date between $first and $last
    """,
}
_CALENDAR = """
    select date_day, is_workday, holiday_name, holiday_name_zh
    from dim_dates where date_day between $first and $last order by date_day
"""
_NOTES = """
    select starts_on, coalesce(ends_on, starts_on) as ends_on, title, title_zh
    from annotations where starts_on <= $last and coalesce(ends_on, starts_on) >= $first
    order by starts_on, title
"""
_DELIVERED = """
    with shares as (
        select channel, source, sum(spend_amount) as spend_amount
        from fct_spend_daily
        where stat_date > cast($last as date) - 28
        group by all
    )

    select shares.channel, shares.spend_amount, freshness.last_stat_date
    from shares
    inner join fct_source_freshness as freshness on shares.source = freshness.source
    where freshness.last_stat_date is not null and shares.spend_amount > 0
"""


@dataclass
class Published:
    """What is published up to a day, each table read once and only when it is asked for."""

    connection: duckdb.DuckDBPyConnection
    last: date
    _frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    _occasions: dict[tuple[date, date, str], str] = field(default_factory=dict)

    def table(self, name: str) -> pd.DataFrame:
        """A table's days: `stat_date`, `channel` (or `city`), and its numbers as floats."""
        return self._read(name, _TABLES[name])

    @cached_property
    def calendar(self) -> pd.DataFrame:
        """Days with `is_workday` and `holiday_name` in both languages."""
        frame = self._read("calendar", _CALENDAR)
        return frame.set_index(pd.DatetimeIndex(frame["date_day"]))

    @property
    def notes(self) -> pd.DataFrame:
        """The company's notes: starts_on, ends_on, title, title_zh."""
        return self._read("notes", _NOTES)

    @cached_property
    def noted_days(self) -> npt.NDArray[np.datetime64]:
        """Days of notes about a month at most: not like other days, so nothing is learned."""
        days: list[np.datetime64] = []
        for starts, ends in zip(self.notes["starts_on"], self.notes["ends_on"], strict=True):
            if (ends - starts).days < LONGEST_NOTE_DAYS:
                days += list(pd.date_range(starts, ends).to_numpy())
        return np.array(days, dtype="datetime64[ns]")

    def occasions(self, start: date, end: date, language: str) -> str:
        """Holidays and notes of some days, by name: what may explain their numbers."""
        key = (start, end, language)
        if key not in self._occasions:
            first, last = pd.Timestamp(start), pd.Timestamp(end)
            held = self.calendar.loc[first:last, f"holiday_name{language}"].dropna()
            touching = (self.notes["starts_on"] <= last) & (self.notes["ends_on"] >= first)
            notes = self.notes[touching]
            either = notes[f"title{language}"].fillna(notes["title"])
            self._occasions[key] = " · ".join(dict.fromkeys([*held, *either]))
        return self._occasions[key]

    def several(self, rule: Alert, metric: DailyMetric) -> list[Series]:
        """The series that a rule asks about, in a fixed order."""
        if rule.each == CITY or rule.cities:
            frame = self.table("cities").rename(columns={metric.cities: metric.noisy})
            return self._by(CITY, frame, metric, rule.cities)
        frame = self.table(metric.table)
        if metric.is_paid_only:
            frame = frame[frame["is_paid"]]
        if rule.each == CHANNEL or rule.channels:
            return self._by(CHANNEL, frame, metric, rule.channels)
        together = frame.assign(channel="")
        ends = self._delivered(frame, metric)
        return self._by(CHANNEL, together, metric, ("",), ends)

    def _by(
        self,
        what: str,
        frame: pd.DataFrame,
        metric: DailyMetric,
        names: Sequence[str],
        delivered_until: date | None = None,
    ) -> list[Series]:
        """One series per name, or per name there is: a row per day, 0 where nothing happened."""
        wanted = list(names) or sorted(name for name in frame[what].dropna().unique() if name)
        end = self._end(metric, frame)
        columns = list(metric.columns)
        sums = frame.groupby(["stat_date", what])[columns].sum().unstack(what)
        first = min(sums.index.min(), pd.Timestamp(end)) if len(sums) else pd.Timestamp(end)
        days = pd.date_range(first, pd.Timestamp(end))
        filled = sums.reindex(days).astype("float64")
        filled = (filled.ffill() if metric.form == "stock" else filled).fillna(0.0)
        found = []
        for name in wanted:
            values = {
                column: filled[column, name].to_numpy() if (column, name) in filled else 0.0
                for column in columns
            }
            until = delivered_until
            if what == CHANNEL and name:
                until = self._delivered(frame, metric, name)
            own = pd.DataFrame(values, index=days)
            found.append(Series(own, end, delivered_until=until, **{what: name}))
        return found

    def _end(self, metric: DailyMetric, frame: pd.DataFrame) -> date:
        """The newest day, or the newest one that is old enough to be judged."""
        if metric.table in ("channels", "company") or frame.empty:
            return self.last
        return frame["stat_date"].max().date()

    def _delivered(
        self, frame: pd.DataFrame, metric: DailyMetric, channel: str = ""
    ) -> date | None:
        """Up to when the sources of a channel, or the larger ones of the company, have reported."""
        if metric.table != "channels" or not DELIVERED.intersection(metric.columns):
            return None
        found = self._read("delivered", _DELIVERED)
        if channel:
            found = found[found["channel"] == channel]
        least = SMALLEST_SOURCE_SHARE * float(found["spend_amount"].sum())
        large = found[found["spend_amount"].astype("float64") >= least]["last_stat_date"]
        return None if large.empty else large.min().date()

    def _read(self, name: str, sql: str) -> pd.DataFrame:
        if name not in self._frames:
            first = self.last - timedelta(days=LOOKED_BACK_DAYS)
            values = {"first": first, "last": self.last, "age": COHORT_AGE_DAYS}
            bound = {key: value for key, value in values.items() if f"${key}" in sql}
            self._frames[name] = self.connection.execute(sql, bound).df()
        return self._frames[name]
