"""Charts of the promotions page."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.base import (
    AS_LISTED,
    drawn,
    layered,
    name_axis,
    number_axis,
    time_axis,
    tooltips,
    with_days,
    with_text,
)
from dashboards.charts.palette import ACCENT, BAD, GOOD, LABEL, NEUTRAL, PRIMARY, WARN
from dashboards.charts.remembered import remembered
from dashboards.formats import Kind
from dashboards.scope import Scope

VERDICT_COLOURS = {"scale": GOOD, "fix": WARN, "stop": BAD, "cannot tell": NEUTRAL}
ROW_HEIGHT = 34
_MONEY: dict[str, Kind] = {"net_profit": "money", "net_low": "money", "net_high": "money"}
MOST_ROWS = 25


@remembered
def net_profit(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Net incremental profit of each promotion with its interval, coloured by verdict."""
    ready = frame[frame["net_profit"].notna()].head(MOST_ROWS)
    if ready.empty:
        return None
    words = scope.words
    ready = with_text(ready, scope, _MONEY)
    ready["verdict_name"] = [words(f"promotions.verdict_{code}") for code in ready["verdict"]]
    ready["colour"] = ready["verdict"].map(VERDICT_COLOURS)
    axis = number_axis(scope, "money")
    base = alt.Chart(ready).encode(
        y=alt.Y("label:N", sort=AS_LISTED, axis=name_axis(180)),
        color=alt.Color("colour:N", scale=None),
        tooltip=tooltips(
            ("label", words("promotions.promotion")),
            ("verdict_name", words("promotions.verdict")),
            ("net_profit_text", words("promotions.net_profit")),
            ("net_low_text", words("promotions.low")),
            ("net_high_text", words("promotions.high")),
        ),
    )
    rule = alt.MarkDef(type="rule", strokeWidth=4, opacity=0.55, strokeCap="round")
    dot = alt.MarkDef(type="point", filled=True, size=120, opacity=1)
    layers = [
        _zero_line(),
        drawn(base, rule).encode(x=alt.X("net_low:Q", axis=axis), x2=alt.X2("net_high:Q")),
        drawn(base, dot).encode(x=alt.X("net_profit:Q", axis=axis)),
    ]
    return layered(layers, max(120, ROW_HEIGHT * len(ready) + 50))


@remembered
def effect(scope: Scope, frame: pd.DataFrame, grain: str) -> alt.LayerChart | None:
    """Revenue won per day or week with its interval, during and after."""
    if frame.empty:
        return None
    words = scope.words
    kinds: dict[str, Kind] = dict.fromkeys(("effect", "low", "high", "cumulative"), "money")
    ready = with_days(with_text(frame, scope, kinds), scope)
    ready["phase_name"] = [words(f"promotions.{phase}") for phase in ready["phase"]]
    base = alt.Chart(ready).encode(
        x=alt.X("period_start:T", axis=time_axis(scope, grain, ready["period_start"])),
        tooltip=tooltips(
            ("period_start_text", words("common.period_start")),
            ("phase_name", words("promotions.phase")),
            ("effect_text", words("promotions.effect")),
            ("low_text", words("promotions.low")),
            ("high_text", words("promotions.high")),
            ("cumulative_text", words("promotions.cumulative")),
        ),
    )
    names = [words("promotions.during"), words("promotions.after")]
    colour = alt.Color(
        "phase_name:N",
        scale=alt.Scale(domain=names, range=[PRIMARY, ACCENT]),
        legend=alt.Legend(title=None, orient="bottom"),
    )
    axis = number_axis(scope, "money")
    span = alt.MarkDef(type="rule", strokeWidth=5, opacity=0.35, strokeCap="round")
    dot = alt.MarkDef(type="point", filled=True, size=70, opacity=1)
    line = alt.MarkDef(type="line", color=LABEL, strokeDash=[4, 3], strokeWidth=1.5)
    layers = [
        drawn(alt.Chart(pd.DataFrame({"zero": [0]})), _ZERO).encode(y=alt.Y("zero:Q")),
        drawn(base, span).encode(y=alt.Y("low:Q", axis=axis), y2=alt.Y2("high:Q"), color=colour),
        drawn(base, dot).encode(y=alt.Y("effect:Q", axis=axis), color=colour),
        drawn(base, line).encode(y=alt.Y("cumulative:Q", axis=axis)),
    ]
    return layered(layers)


@remembered
def calendar(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """When each promotion runs, with the last day of data."""
    if frame.empty:
        return None
    words = scope.words
    ready = with_days(with_days(frame, scope, "starts_on"), scope, "ends_on")
    ready["stops"] = ready["ends_on"] + pd.Timedelta(days=1)
    ready["kind_name"] = [words.code("promotions.kind_", str(kind)) for kind in ready["kind"]]
    base = alt.Chart(ready).encode(
        y=alt.Y("promotion_name:N", sort=AS_LISTED, axis=name_axis(180)),
        tooltip=tooltips(
            ("promotion_name", words("promotions.promotion")),
            ("kind_name", words("promotions.kind")),
            ("starts_on_text", words("promotions.starts_on")),
            ("ends_on_text", words("promotions.ends_on")),
        ),
    )
    bar = alt.MarkDef(
        type="bar", color=PRIMARY, cornerRadius=3, height=alt.RelativeBandSize(band=0.55)
    )
    axis = time_axis(scope, "day", pd.concat([ready["starts_on"], ready["ends_on"]]))
    today = alt.Chart(pd.DataFrame({"today": [pd.Timestamp(scope.build.as_of_date)]}))
    mark = alt.MarkDef(type="rule", color=ACCENT, strokeWidth=2)
    layers = [
        drawn(base, bar).encode(x=alt.X("starts_on:T", axis=axis), x2=alt.X2("stops:T")),
        drawn(today, mark).encode(x=alt.X("today:T")),
    ]
    return layered(layers, max(110, ROW_HEIGHT * len(ready) + 40))


_ZERO = alt.MarkDef(type="rule", color=LABEL, strokeWidth=1)


def _zero_line() -> alt.Chart:
    return drawn(alt.Chart(pd.DataFrame({"zero": [0]})), _ZERO).encode(x=alt.X("zero:Q"))
