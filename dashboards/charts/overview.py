"""Charts of the overview page."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.bars import longest_of
from dashboards.charts.base import (
    AS_LISTED,
    bar_labels,
    drawn,
    layered,
    name_axis,
    number_axis,
    period_bar,
    right_labels,
    time_axis,
    tooltips,
    with_channels,
    with_days,
    with_spans,
    with_text,
)
from dashboards.charts.calendar import calendar_layers
from dashboards.charts.palette import ACCENT, LABEL, PRIMARY, PRIMARY_LIGHT, YOUNG_FILL
from dashboards.charts.remembered import remembered, remembered_with_notes
from dashboards.metrics import METRICS
from dashboards.queries.periods import full_days
from dashboards.scope import Scope

COLUMN_HEIGHT = 330


@remembered_with_notes
def trend(scope: Scope, frame: pd.DataFrame, metric: str, grain: str) -> alt.LayerChart | None:
    """Bars per period, with a seven-day average over days; incomplete periods lighter."""
    if frame.empty:
        return None
    kind, words = METRICS[metric].kind, scope.words
    ready = with_spans(with_days(frame, scope), grain)
    ready = with_text(ready, scope, {metric: kind}, exact=True)
    ready["is_whole"] = ready["day_count"] >= full_days(ready["period_start"], grain)
    ready["average"] = ready[metric].astype("float64").rolling(7).mean()
    is_daily = grain == "day" and len(frame) >= 14
    base = alt.Chart(ready).encode(
        x=alt.X("period_start:T", axis=time_axis(scope, grain, ready["period_start"]))
    )
    bars = drawn(base, period_bar()).encode(
        x2=alt.X2("period_end:T"),
        y2=alt.Y2Datum(0),
        y=alt.Y(f"{metric}:Q", axis=number_axis(scope, kind)),
        color=_whole_or_not(PRIMARY_LIGHT if is_daily else PRIMARY),
        tooltip=tooltips(
            ("period_start_text", words(f"common.{grain}")),
            (f"{metric}_text", words(f"metric.{metric}")),
        ),
    )
    layers = [*calendar_layers(scope), bars]
    if is_daily:
        average = alt.MarkDef(type="line", color=PRIMARY, strokeWidth=2.5)
        layers.append(drawn(base, average).encode(x=alt.X("period_middle:T"), y=alt.Y("average:Q")))
    return layered(layers)


@remembered_with_notes
def cost(scope: Scope, frame: pd.DataFrame, grain: str) -> alt.LayerChart | None:
    """Spend as bars and blended CAC as a line with an axis of its own."""
    if frame.empty or not frame["spend_amount"].sum():
        return None
    words = scope.words
    ready = with_text(
        with_spans(with_days(frame, scope), grain),
        scope,
        {"spend_amount": "money", "blended_cac": "unit_money"},
        exact=True,
    )
    ready["is_whole"] = ready["day_count"] >= full_days(ready["period_start"], grain)
    base = alt.Chart(ready).encode(
        x=alt.X("period_start:T", axis=time_axis(scope, grain, ready["period_start"])),
        tooltip=tooltips(
            ("period_start_text", words(f"common.{grain}")),
            ("spend_amount_text", words("metric.spend_amount")),
            ("blended_cac_text", words("metric.blended_cac")),
        ),
    )
    left = number_axis(scope, "money", words("metric.spend_amount"))
    right = number_axis(scope, "unit_money", words("metric.blended_cac"), ACCENT, grid=False)
    line = alt.MarkDef(
        type="line", color=ACCENT, strokeWidth=2.5, point=alt.OverlayMarkDef(size=36, color=ACCENT)
    )
    chart = layered(
        [
            drawn(base, period_bar()).encode(
                x2=alt.X2("period_end:T"),
                y2=alt.Y2Datum(0),
                y=alt.Y("spend_amount:Q", axis=left),
                color=_whole_or_not(PRIMARY_LIGHT),
            ),
            drawn(base, line).encode(
                x=alt.X("period_middle:T"),
                y=alt.Y("blended_cac:Q", scale=alt.Scale(zero=True), axis=right),
            ),
        ]
    )
    return chart.resolve_scale(y="independent").properties(height=COLUMN_HEIGHT)


@remembered
def mix(scope: Scope, frame: pd.DataFrame, most: int = 12) -> alt.LayerChart | None:
    """First investors per channel in the channels' colours, largest on top, share beside."""
    ready = frame[frame["first_investments"] > 0].head(most)
    if ready.empty:
        return None
    ready = with_text(
        with_channels(ready, scope),
        scope,
        {
            "first_investments": "count",
            "investment_share": "ratio",
            "cac": "unit_money",
            "spend_amount": "money",
        },
    )
    ready["label"] = ready["first_investments_text"] + "  ·  " + ready["investment_share_text"]
    ready["length"] = ready["first_investments"] / longest_of(ready["first_investments"])
    words = scope.words
    base = alt.Chart(ready).encode(
        y=alt.Y("channel_name:N", sort=AS_LISTED, axis=name_axis()),
        x=alt.X("length:Q", axis=None, scale=alt.Scale(domain=[0, 1.35])),
        tooltip=tooltips(
            ("channel_name", words("common.channel")),
            ("first_investments_text", words("metric.first_investments")),
            ("investment_share_text", words("overview.investment_share")),
            ("spend_amount_text", words("metric.spend_amount")),
            ("cac_text", words("metric.cac")),
        ),
    )
    bar = alt.MarkDef(type="bar", cornerRadiusEnd=3, height=alt.RelativeBandSize(band=0.72))
    bars = drawn(base, bar).encode(color=alt.Color("colour:N", scale=None))
    return layered([bars, bar_labels(base, "label")], COLUMN_HEIGHT)


@remembered
def plan(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Share of each target reached, with a tick at the share of the month gone by."""
    if frame.empty:
        return None
    words = scope.words
    ready = with_text(frame, scope, {"attainment": "ratio", "elapsed_share": "ratio"})
    ready["name"] = _plan_names(scope, frame)
    for part in ("expected", "low", "high"):
        ready[f"{part}_share"] = frame[f"{part}_value"] / frame["target_value"].where(
            frame["target_value"] > 0
        )
    ready = with_text(
        ready, scope, dict.fromkeys(("expected_share", "low_share", "high_share"), "ratio")
    )
    ready["label"] = _plan_labels(scope, frame)
    widest = ready[["attainment", "high_share"]].max(axis=None)
    top = max(1.5, 1.8 * (0.0 if pd.isna(widest) else float(widest)))
    base = alt.Chart(ready).encode(
        y=alt.Y("name:N", sort=AS_LISTED, axis=name_axis(170)),
        x=alt.X(
            "attainment:Q",
            scale=alt.Scale(domain=[0, top]),
            axis=number_axis(scope, "ratio", grid=False),
        ),
        tooltip=tooltips(
            ("name", words("overview.plan_metric")),
            ("label", words("overview.plan_ratio")),
            ("attainment_text", words("overview.attainment")),
            ("elapsed_share_text", words("overview.elapsed_share")),
            ("expected_share_text", words("overview.expected_share")),
            ("low_share_text", words("overview.low_value")),
            ("high_share_text", words("overview.high_value")),
        ),
    )
    bar = alt.MarkDef(
        type="bar", color=PRIMARY, cornerRadiusEnd=3, height=alt.RelativeBandSize(band=0.5)
    )
    tick = alt.MarkDef(type="tick", color=ACCENT, thickness=3, size=24)
    span = alt.MarkDef(type="rule", color=LABEL, strokeWidth=3, opacity=0.8)
    dot = alt.MarkDef(type="point", filled=True, color=LABEL, size=70, opacity=1)
    known = base.transform_filter("isValid(datum.expected_share)")
    layers = [
        drawn(base, bar),
        drawn(base, tick).encode(x=alt.X("elapsed_share:Q")),
        drawn(known, span).encode(x=alt.X("low_share:Q"), x2=alt.X2("high_share:Q")),
        drawn(known, dot).encode(x=alt.X("expected_share:Q")),
    ]
    return layered([*layers, right_labels(base, "label")], max(90, 38 * len(ready)))


def _plan_names(scope: Scope, frame: pd.DataFrame) -> list[str]:
    pairs = zip(frame["channel"], frame["metric"], strict=True)
    return [
        scope.words.code("metric.", metric)
        if channel == "company"
        else f"{scope.channel_name(channel)} · {scope.words.code('metric.', metric)}"
        for channel, metric in pairs
    ]


def _plan_labels(scope: Scope, frame: pd.DataFrame) -> list[str]:
    show = scope.formats.show
    rows = zip(frame["metric"], frame["actual_value"], frame["target_value"], strict=True)
    return [
        f"{show(actual, METRICS[code].kind)} / {show(target, METRICS[code].kind)}"
        for code, actual, target in rows
    ]


def _whole_or_not(colour: str) -> alt.Color:
    shade = alt.condition("datum.is_whole", alt.value(colour), alt.value(YOUNG_FILL))
    return alt.Color(**shade)
