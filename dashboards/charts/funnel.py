"""Charts of the funnel page."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.bars import longest_of
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
from dashboards.charts.calendar import calendar_layers
from dashboards.charts.heat import heat_map, paint
from dashboards.charts.palette import HEAT, LABEL, PRIMARY, PRIMARY_LIGHT
from dashboards.charts.remembered import remembered, remembered_with_notes
from dashboards.formats import Kind
from dashboards.queries.contract import STEPS
from dashboards.scope import Scope

MOST_CHANNELS = 20
FLOOR = 30
RATES = tuple(f"{step}_rate" for step in STEPS[1:])


@remembered
def steps(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """People per step: judged days solid, younger days lighter, rates beside."""
    total = frame["reached"] + frame["reached_young"]
    if not total.sum():
        return None
    words = scope.words
    kinds: dict[str, Kind] = {"reached": "count", "reached_young": "count"}
    kinds |= {"step_rate": "ratio", "overall_rate": "ratio"}
    ready = with_text(frame, scope, kinds, exact=True)
    ready["total"], ready["name"] = total, [words(f"metric.{step}") for step in frame["step"]]
    ready["label"] = _labels(scope, ready)
    ready["length"] = total / longest_of(total)
    ready["judged_length"] = frame["reached"] / longest_of(total)
    base = alt.Chart(ready).encode(
        y=alt.Y("name:N", sort=AS_LISTED, axis=name_axis()),
        tooltip=tooltips(
            ("name", words("funnel.step")),
            ("reached_text", words("funnel.reached")),
            ("reached_young_text", words("funnel.reached_young")),
            ("step_rate_text", words("funnel.step_rate")),
            ("overall_rate_text", words("funnel.overall_rate")),
        ),
    )
    scale = alt.Scale(domain=[0, 1.5])
    band = alt.RelativeBandSize(band=0.74)
    light = alt.MarkDef(type="bar", color=PRIMARY_LIGHT, cornerRadiusEnd=3, height=band)
    solid = alt.MarkDef(type="bar", color=PRIMARY, height=band)
    text = alt.MarkDef(type="text", align="left", dx=6, color=LABEL, fontSize=13)
    layers = [
        drawn(base, light).encode(x=alt.X("length:Q", axis=None, scale=scale)),
        drawn(base, solid).encode(x=alt.X("judged_length:Q")),
        drawn(base, text).encode(x=alt.X("length:Q"), text=alt.Text("label:N")),
    ]
    return layered(layers, 42 * len(ready))


def _labels(scope: Scope, ready: pd.DataFrame) -> list[str]:
    rows = zip(ready["total"], ready["step_rate_text"], ready["overall_rate_text"], strict=True)
    labels = []
    for position, (total, step_rate, overall) in enumerate(rows):
        people = scope.formats.exact(int(total), "count")
        rates = scope.words("funnel.bar_label", people=people, step=step_rate, overall=overall)
        labels.append(rates if position else people)
    return labels


@remembered_with_notes
def trend(scope: Scope, frame: pd.DataFrame, measure: str, grain: str) -> alt.LayerChart | None:
    """A conversion rate by period of entry; young periods hollow and dashed."""
    if frame.empty or not frame[measure].notna().any():
        return None
    words = scope.words
    kinds: dict[str, Kind] = {measure: "ratio", "visitors": "count", "first_investments": "count"}
    ready = with_text(with_days(frame, scope), scope, kinds)
    ready["state"] = [
        words("common.mature" if mature else "common.immature") for mature in ready["is_mature"]
    ]
    tips = tooltips(
        ("period_start_text", words(f"common.{grain}")),
        (f"{measure}_text", words(f"metric.{measure}")),
        ("visitors_text", words("metric.visitors")),
        ("first_investments_text", words("metric.first_investments")),
        ("state", words("health.state")),
    )
    return rate_line(scope, ready, measure, grain, tips)


def rate_line(
    scope: Scope, ready: pd.DataFrame, measure: str, grain: str, tips: list[alt.Tooltip]
) -> alt.LayerChart:
    """A rate over periods of entry; those too young to judge hollow, light and dashed."""
    base = alt.Chart(ready).encode(
        x=alt.X("period_start:T", axis=time_axis(scope, grain, ready["period_start"])),
        y=alt.Y(f"{measure}:Q", axis=number_axis(scope, "ratio"), scale=alt.Scale(zero=True)),
        tooltip=tips,
    )
    dashed = alt.MarkDef(type="line", color=PRIMARY_LIGHT, strokeWidth=2, strokeDash=[5, 4])
    solid = alt.MarkDef(type="line", color=PRIMARY, strokeWidth=2.5)
    point = alt.MarkDef(type="point", size=46, color=PRIMARY, filled=True, opacity=1)
    hollow = alt.MarkDef(type="point", size=46, color=PRIMARY_LIGHT, filled=False, opacity=1)
    judged = base.transform_filter("datum.is_mature")
    young = base.transform_filter("!datum.is_mature")
    layers = [drawn(base, dashed), drawn(judged, solid), drawn(judged, point), drawn(young, hollow)]
    return layered([*calendar_layers(scope), *layers])


@remembered
def by_channel(scope: Scope, frame: pd.DataFrame, is_judged: bool) -> alt.LayerChart | None:
    """Share that goes on from the step before; grey where it cannot be judged.

    Of the channels those with the most visitors, which come first.
    """
    if frame.empty:
        return None
    frame = frame.head(MOST_CHANNELS)
    words, parts = scope.words, []
    for before, step, rate in zip(STEPS, STEPS[1:], RATES, strict=False):
        enough = (frame[before] >= FLOOR) & is_judged
        values = frame[rate].astype("float64")
        low, high = float(values[enough].min()), float(values[enough].max())
        part = pd.DataFrame(
            {
                "row": [scope.channel_name(code) for code in frame["channel"]],
                "column": words(f"funnel.{rate}"),
                "text": [scope.formats.show(value, "ratio") for value in values],
                "people": [_people(scope, n, m) for n, m in _pairs(frame, before, step)],
            }
        )
        span = high if high > low else low + 1.0
        parts.append(part.join(paint(values, enough, HEAT, low, span)))
    tips = tooltips(
        ("row", words("common.channel")),
        ("column", words("funnel.step")),
        ("text", words("funnel.step_rate")),
        ("people", words("funnel.people")),
    )
    names = [words(f"funnel.{rate}") for rate in RATES]
    return heat_map(pd.concat(parts, ignore_index=True), tips, columns=names)


def _pairs(frame: pd.DataFrame, before: str, step: str) -> list[tuple[int, int]]:
    return list(zip(frame[before], frame[step], strict=True))


def _people(scope: Scope, before: int, reached: int) -> str:
    exact = scope.formats.exact
    return f"{exact(int(before), 'count')} → {exact(int(reached), 'count')}"
