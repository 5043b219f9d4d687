"""Charts of the data health page."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.bars import named_bars
from dashboards.charts.base import (
    drawn,
    layered,
    name_axis,
    number_axis,
    time_axis,
    tooltips,
    with_days,
    with_text,
)
from dashboards.charts.palette import ACCENT, BAD, GOOD, WARN
from dashboards.charts.remembered import remembered
from dashboards.charts.wrapping import wrapped
from dashboards.formats import Kind
from dashboards.scope import Scope

MOST_SQUARES = 45
"""Days of a window in which every day still has a square that is easily hit."""
REASON_COLUMNS = 46
_STATE_COLOURS = {"complete": GOOD, "incomplete": WARN, "refused": BAD}


@remembered
def coverage(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """A square per source and day that a delivery covers; of long windows, one per spell."""
    if frame.empty:
        return None
    words, is_long = scope.words, scope.filters.day_count > MOST_SQUARES
    ready = _spells(frame) if is_long else frame.assign(last_date=frame["stat_date"])
    ready = with_days(with_days(ready, scope, "last_date"), scope, "stat_date")
    ready = with_text(ready, scope, {"row_count": "count", "deliveries": "count"})
    ready["until"] = ready["last_date"] + pd.Timedelta(days=1)
    ready["days_text"] = [
        scope.formats.days(first.date(), last.date())
        for first, last in zip(ready["stat_date"], ready["last_date"], strict=True)
    ]
    ready["state_name"] = [words(f"health.covered_{state}") for state in ready["state"]]
    names = [words(f"health.covered_{state}") for state in _STATE_COLOURS]
    base = alt.Chart(ready).encode(
        x=alt.X("stat_date:T", axis=time_axis(scope, "day", ready["stat_date"])),
        x2=alt.X2("until:T"),
        y=alt.Y("source:N", axis=name_axis()),
        color=alt.Color(
            "state_name:N",
            scale=alt.Scale(domain=names, range=list(_STATE_COLOURS.values())),
            legend=alt.Legend(title=None, orient="top"),
        ),
        tooltip=tooltips(
            ("source", words("health.source")),
            ("days_text", words("health.stat_date")),
            ("state_name", words("health.state")),
            ("deliveries_text", words("health.deliveries")),
            ("row_count_text", words("health.row_count")),
        ),
    )
    tall = alt.RelativeBandSize(band=0.85)
    square = alt.MarkDef(type="rect", opacity=0.85, xOffset=0.5, x2Offset=-0.5, height=tall)
    return layered([drawn(base, square)], 30 * ready["source"].nunique() + 60)


def _spells(frame: pd.DataFrame) -> pd.DataFrame:
    """Days of a source in the same state, one after the other, as one row."""
    days = frame.sort_values(["source", "stat_date"], ignore_index=True)
    dates = pd.to_datetime(days["stat_date"])
    goes_on = (
        days["source"].eq(days["source"].shift())
        & days["state"].eq(days["state"].shift())
        & dates.diff().eq(pd.Timedelta(days=1))
    )
    spells = days.groupby((~goes_on).cumsum())
    first = spells[["source", "state", "stat_date"]].first()
    sums = spells[["deliveries", "row_count"]].sum(min_count=1)
    return first.join(sums).assign(last_date=spells["stat_date"].last())


@remembered
def reasons(scope: Scope, frame: pd.DataFrame, most: int = 10) -> alt.LayerChart | None:
    """Rejected rows by reason, most frequent on top."""
    if frame.empty:
        return None
    words = scope.words
    ready = with_text(frame.head(most), scope, {"rejected_rows": "count"})
    pairs = zip(ready["reason_en"], ready["reason_zh"], strict=True)
    ready["reason"] = [words.either(en, zh) for en, zh in pairs]
    ready["name"] = [
        wrapped(f"{source} · {reason}", REASON_COLUMNS)
        for source, reason in zip(ready["source"], ready["reason"], strict=True)
    ]
    ready["colour"] = WARN
    return named_bars(
        ready,
        name="name",
        value="rejected_rows",
        label="rejected_rows_text",
        tooltip=tooltips(
            ("source", words("health.source")),
            ("reason", words("health.reason")),
            ("rejected_rows_text", words("health.rejected_rows")),
        ),
        name_limit=330,
    )


@remembered
def unmatched(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Share of sessions that no channel rule knows, per week."""
    if frame.empty or not frame["sessions"].sum():
        return None
    words = scope.words
    kinds: dict[str, Kind] = {"unmatched_share": "ratio", "unmatched_sessions": "count"}
    ready = with_text(with_days(frame, scope), scope, kinds)
    base = alt.Chart(ready).encode(
        x=alt.X("period_start:T", axis=time_axis(scope, "week", ready["period_start"])),
        y=alt.Y("unmatched_share:Q", axis=number_axis(scope, "ratio")),
        tooltip=tooltips(
            ("period_start_text", words("common.week")),
            ("unmatched_share_text", words("health.unmatched_share")),
            ("unmatched_sessions_text", words("health.unmatched_sessions")),
        ),
    )
    area = alt.MarkDef(type="area", color=ACCENT, opacity=0.15)
    line = alt.MarkDef(
        type="line", color=ACCENT, strokeWidth=2.5, point=alt.OverlayMarkDef(size=40, color=ACCENT)
    )
    return layered([drawn(base, area), drawn(base, line)], 240)
