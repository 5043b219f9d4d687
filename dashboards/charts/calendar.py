"""Holidays and the company's own notes behind a time axis."""

from __future__ import annotations

from datetime import timedelta

import altair as alt
import pandas as pd

from dashboards.charts.base import drawn
from dashboards.charts.palette import ACCENT, LABEL, NEUTRAL
from dashboards.queries import company
from dashboards.scope import Scope


def calendar_layers(scope: Scope) -> list[alt.Chart]:
    """Layers to put behind a chart over the window: shaded holidays, dashed notes."""
    filters = scope.filters
    return [
        *_holidays(scope, company.holidays(scope.build, filters.start, filters.end)),
        *_notes(scope, company.annotations(scope.build, filters)),
    ]


def _holidays(scope: Scope, frame: pd.DataFrame) -> list[alt.Chart]:
    if frame.empty:
        return []
    base = alt.Chart(_ranges(scope, frame)).encode(
        x=alt.X("starts_on:T", title=None),
        tooltip=[
            alt.Tooltip("title:N", title=scope.words("common.holiday")),
            alt.Tooltip("days:N", title=scope.words("common.dates")),
        ],
    )
    shade = alt.MarkDef(type="rect", color=NEUTRAL, opacity=0.16)
    name = alt.MarkDef(
        type="text", align="left", baseline="top", dx=3, dy=3, fontSize=10, color=LABEL, limit=64
    )
    return [
        drawn(base, shade).encode(x2=alt.X2("ends_on:T")),
        drawn(base, name).encode(y=alt.YValue(0), text=alt.Text("title:N")),
    ]


def _notes(scope: Scope, frame: pd.DataFrame) -> list[alt.Chart]:
    if frame.empty:
        return []
    base = alt.Chart(_ranges(scope, frame)).encode(
        x=alt.X("starts_on:T", title=None),
        tooltip=[
            alt.Tooltip("title:N", title=scope.words("common.annotation")),
            alt.Tooltip("days:N", title=scope.words("common.dates")),
        ],
    )
    rule = alt.MarkDef(type="rule", color=ACCENT, strokeDash=[4, 3], opacity=0.7)
    flag = alt.MarkDef(type="point", shape="triangle-down", filled=True, size=70, color=ACCENT)
    name = alt.MarkDef(type="text", align="left", dx=7, fontSize=10, color=ACCENT, limit=110)
    return [
        drawn(base, rule),
        drawn(base, flag).encode(y=alt.YValue(18)),
        drawn(base, name).encode(y=alt.YValue(18), text=alt.Text("title:N")),
    ]


def _ranges(scope: Scope, frame: pd.DataFrame) -> pd.DataFrame:
    starts, ends = pd.to_datetime(frame["starts_on"]), pd.to_datetime(frame["ends_on"])
    pairs = zip(frame["title"], frame["title_zh"], strict=True)
    spans = zip(starts, ends, strict=True)
    return pd.DataFrame(
        {
            "starts_on": starts,
            "ends_on": ends + timedelta(days=1),
            "title": [scope.words.either(_text(en), _text(zh)) for en, zh in pairs],
            "days": [scope.formats.days(a.date(), b.date()) for a, b in spans],
        }
    )


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)
