"""What was watched, what fired and what did not, from the published log of alerts."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.change import Change
from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build
from measurement.daily_metrics import COHORT_AGE_DAYS, DAILY_METRICS

SHOWN = ("all", "fired", "quiet")
MOST_LINES = 2000
LISTED = 300
"""Lines of the log on the page; nobody scrolls through thousands."""

_OF_READER = "($every_channel or list_contains($channels::varchar[], channel))"
_LINES = f"""
    select * from fct_alerts where stat_date between $start and $end and {_OF_READER}
"""
_CURRENT = f"""
    select * from fct_alerts
    where is_current and {_OF_READER}
    order by has_fired desc, reason in ('inside_interval', 'not_reached') desc,
        volume desc nulls last, alert, channel, city
"""
_FIRED = f"""{_LINES} and has_fired
    order by stat_date desc, evaluated_at desc, alert, channel, city
"""
_LOG = f"""{_LINES} and case $shown when 'fired' then has_fired when 'quiet' then not has_fired
        else true end
    order by stat_date desc, has_fired desc, evaluated_at desc, alert, channel, city
    limit {MOST_LINES}
"""
_PARTS = """
    select part_channel as channel, effect, contribution
    from fct_alert_parts
    where alert = $alert and channel = $channel and city = $city and stat_date = $day
        and evaluated_at = $at
    order by effect, part_channel
"""
_DAYS = {
    "channels": """
        select daily.*, channels.is_paid
        from fct_channel_daily as daily
        left join dim_channels as channels on daily.channel = channels.channel
        where stat_date between $start and $end
    """,
    "company": "select * from fct_growth_daily where stat_date between $start and $end",
    "funnel": """
        select *, entry_date as stat_date from fct_funnel_daily
        where is_mature and entry_date between $start and $end
    """,
    "cohorts": """
        select *, entry_date as stat_date from fct_channel_cohorts
        where is_mature and age_days = $age and entry_date between $start and $end
    """,
}
_HISTORY = """
    select
        stat_date,
        arg_max(value, evaluated_at) as value,
        arg_max(usual, evaluated_at) as usual,
        arg_max(low, evaluated_at) as low,
        arg_max(high, evaluated_at) as high,
        bool_or(has_fired) as has_fired
    from fct_alerts
    where alert = $alert and channel = $channel and city = $city
        and stat_date between $start and $end
    group by stat_date
    order by stat_date
"""


def current(build: Build, filters: Filters) -> pd.DataFrame:
    """What today's rules say of the newest numbers, one row per rule and channel or city."""
    return build.read(_CURRENT, filters.parameters)


def fired(build: Build, filters: Filters) -> pd.DataFrame:
    """What fired about days of the window, newest first."""
    return build.read(_FIRED, filters.parameters)


def log(build: Build, filters: Filters, shown: str) -> pd.DataFrame:
    """Every answer about days of the window, or those that fired, or those that did not."""
    return build.read(_LOG, {**filters.parameters, "shown": shown})


def change(build: Build, row: pd.Series) -> Change | None:
    """Why the number of one firing is not what it is held against; None where that is unknown."""
    if pd.isna(row["before"]) or pd.isna(row["value"]):
        return None
    values = {name: str(row[name]) for name in ("alert", "channel", "city")}
    moment = {"day": row["stat_date"].date(), "at": row["evaluated_at"].isoformat(" ")}
    parts = build.read(_PARTS, {**values, **moment})
    return Change(str(row["metric"]), float(row["before"]), float(row["value"]), parts)


def history(build: Build, filters: Filters, row: pd.Series) -> pd.DataFrame:
    """The days of one rule and channel or city: value, what was usual, range of chance, fired.

    Values of days that were never asked about are those of the marts; of cities there are none.
    """
    values = {name: str(row[name]) for name in ("alert", "channel", "city")}
    asked = build.read(_HISTORY, {**filters.parameters, **values})
    if row["city"]:
        return asked
    days = _values(build, filters, row)
    found = asked.merge(days, on="stat_date", how="outer", suffixes=("", "_now"))
    found["value"] = found["value"].fillna(found.pop("value_now"))
    found["has_fired"] = found["has_fired"].eq(True)
    return found.sort_values("stat_date", ignore_index=True)


def _values(build: Build, filters: Filters, row: pd.Series) -> pd.DataFrame:
    """The metric of every day of the window, over as many days as the rule takes together."""
    metric = DAILY_METRICS[str(row["metric"])]
    more = {"age": COHORT_AGE_DAYS}
    frame = build.read(_DAYS[metric.table], {**filters.parameters, **more})
    if row["channel"]:
        frame = frame[frame["channel"] == row["channel"]]
    elif metric.is_paid_only:
        frame = frame[frame["is_paid"].eq(True)]
    sums = frame.groupby("stat_date")[list(metric.columns)].sum().asfreq("D").fillna(0.0)
    together = sums if metric.form == "stock" else sums.rolling(int(row["days"])).sum()
    noisy = together[metric.noisy].astype("float64")
    given = together[metric.given].astype("float64") if metric.given else noisy * 0
    told = [metric.value(a, b) for a, b in zip(noisy, given, strict=True)]
    return pd.DataFrame({"stat_date": sums.index, "value": pd.array(told, dtype="Float64")}).astype(
        {"value": "float64"}
    )
