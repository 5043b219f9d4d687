"""Holidays and the company's own notes behind a time axis."""

from __future__ import annotations

from datetime import timedelta

import altair as alt
import pandas as pd

from dashboards.charts.base import drawn
from dashboards.charts.palette import ACCENT, LABEL, NEUTRAL
from dashboards.kept.pending import notes_within
from dashboards.queries import company
from dashboards.scope import Scope

# For keeping labels apart: how wide a chart beside another and its letters are, in pixels.
_CHART_WIDTH = 480
_LETTER_WIDTH = {"en": 6, "zh": 11}
_LANE_HEIGHT = 14


def calendar_layers(scope: Scope) -> list[alt.Chart]:
    """Layers to put behind a chart over the window: shaded holidays, dashed notes, their names."""
    filters = scope.filters
    holidays = company.holidays(scope.build, filters.start, filters.end)
    notes = notes_within(scope.build, filters)
    marks = _marks(scope, holidays, notes)
    if marks.empty:
        return []
    base = alt.Chart(marks).encode(
        x=alt.X("starts_on:T", title=None),
        tooltip=[
            alt.Tooltip("title:N", title=scope.words("common.annotation")),
            alt.Tooltip("days:N", title=scope.words("common.dates")),
        ],
    )
    shade = alt.MarkDef(type="rect", color=NEUTRAL, opacity=0.16)
    rule = alt.MarkDef(type="rule", color=ACCENT, strokeDash=[4, 3], opacity=0.7)
    name = alt.MarkDef(type="text", align="left", baseline="top", dx=3, fontSize=10)
    last_name = alt.MarkDef(type="text", align="right", baseline="top", dx=-3, fontSize=10)
    top = alt.Y("top:Q", scale=None, axis=None)
    colour = alt.Color("colour:N", scale=None)
    names = [
        drawn(base, mark)
        .transform_filter(which)
        .encode(y=top, text=alt.Text("title:N"), color=colour)
        for mark, which in ((name, "!datum.is_last"), (last_name, "datum.is_last"))
    ]
    return [
        drawn(base, shade).transform_filter("datum.is_holiday").encode(x2=alt.X2("ends_on:T")),
        drawn(base, rule).transform_filter("!datum.is_holiday"),
        *names,
    ]


def _marks(scope: Scope, holidays: pd.DataFrame, notes: pd.DataFrame) -> pd.DataFrame:
    frame = pd.concat(
        [holidays.assign(is_holiday=True, is_pending=False), notes.assign(is_holiday=False)]
    )
    if frame.empty:
        return frame
    starts, ends = pd.to_datetime(frame["starts_on"]), pd.to_datetime(frame["ends_on"])
    pairs = zip(frame["title"].fillna(""), frame["title_zh"].fillna(""), strict=True)
    spans = zip(starts, ends, strict=True)
    waiting = scope.words("annotations.waiting")
    marks = pd.DataFrame(
        {
            "starts_on": starts.to_numpy(),
            "ends_on": (ends + timedelta(days=1)).to_numpy(),
            "title": [
                scope.words.either(en, zh) + (waiting if is_pending is True else "")
                for (en, zh), is_pending in zip(pairs, frame["is_pending"], strict=True)
            ],
            "days": [scope.formats.days(a.date(), b.date()) for a, b in spans],
            "is_holiday": frame["is_holiday"].to_numpy(),
        }
    ).sort_values("starts_on", ignore_index=True)
    marks["colour"] = [LABEL if is_holiday else ACCENT for is_holiday in marks["is_holiday"]]
    lefts = _lefts(scope, marks)
    marks["is_last"] = [left + width > _CHART_WIDTH for left, width in lefts]
    marks["top"] = [3 + _LANE_HEIGHT * lane for lane in _lanes(lefts)]
    return marks


def _lefts(scope: Scope, marks: pd.DataFrame) -> list[tuple[float, float]]:
    """Where each label begins, and how wide it is; one that would not fit ends there instead."""
    day_width = _CHART_WIDTH / scope.filters.day_count
    letter = _LETTER_WIDTH[scope.words.language]
    first = pd.Timestamp(scope.filters.start)
    pairs = zip(marks["starts_on"], marks["title"], strict=True)
    return [((start - first).days * day_width, letter * len(title) + 10) for start, title in pairs]


def _lanes(lefts: list[tuple[float, float]]) -> list[int]:
    """The first row in which each label has room beside those before it."""
    taken: list[float] = []
    lanes = []
    for start, width in lefts:
        left = start - width if start + width > _CHART_WIDTH else start
        free = [lane for lane, right in enumerate(taken) if right <= left]
        lane = free[0] if free else len(taken)
        taken[lane : lane + 1] = [left + width]
        lanes.append(lane)
    return lanes
