"""Charts of the attribution page."""

from __future__ import annotations

import json

import altair as alt
import pandas as pd

from dashboards.charts.bars import longest_of
from dashboards.charts.base import (
    AS_LISTED,
    drawn,
    layered,
    name_axis,
    number_axis,
    tooltips,
    with_channels,
    with_text,
)
from dashboards.charts.palette import ACCENT, LABEL, NEUTRAL, PRIMARY
from dashboards.charts.remembered import remembered
from dashboards.formats import Kind
from dashboards.queries.contract import MODELS
from dashboards.scope import Scope

MODEL_COLOURS = {
    "first": PRIMARY,
    "last": ACCENT,
    "last_non_direct": "#E8B04A",
    "last_paid": "#BF3F79",
    "linear": "#7A6BB5",
    "position": "#23916A",
    "time_decay": "#5F7388",
    "markov": "#2F62C9",
    "shapley": "#8D6E5B",
    "leave_one_out": "#B3BF33",
}
MOST_CHANNELS = 20
ROW_HEIGHT = 27
AXIS_HEIGHT = 120
LABEL_WIDTH = 64
_STAR = "M0,-1L.22,-.31L.95,-.31L.36,.12L.59,.81L0,.38L-.59,.81L-.36,.12L-.95,-.31L-.22,-.31Z"
_SALTIRE = "M-.8,-.5L-.5,-.8L0,-.3L.5,-.8L.8,-.5L.3,0L.8,.5L.5,.8L0,.3L-.5,.8L-.8,.5L-.3,0Z"
"""Shapes of Vega that are left are too thin to be told apart at this size."""
_SHAPES = {
    "first": "circle",
    "last": "square",
    "last_non_direct": "triangle-up",
    "last_paid": "triangle-down",
    "linear": "diamond",
    "position": "cross",
    "time_decay": "triangle-right",
    "markov": "triangle-left",
    "shapley": _STAR,
    "leave_one_out": _SALTIRE,
}


@remembered
def compare(scope: Scope, frame: pd.DataFrame, measure: str) -> alt.LayerChart | None:
    """Per channel one mark per model, joined by a line as long as the models disagree.

    Of the channels those that come first: a mark more for each model is work for the browser.
    """
    kind: Kind = "money" if measure == "amount" else "credit"
    fields = [f"{model}_{_suffix(measure)}" for model in MODELS]
    ready = frame[frame[fields].fillna(0).abs().sum(axis=1) > 0].head(MOST_CHANNELS)
    if ready.empty:
        return None
    words = scope.words
    names = {model: words(f"attribution.{model}") for model in MODELS}
    ready = with_text(with_channels(ready, scope), scope, dict.fromkeys(fields, kind))
    ready["low"], ready["high"] = ready[fields].min(axis=1), ready[fields].max(axis=1)
    tips = tooltips(
        ("channel_name", words("common.channel")),
        *((f"{field}_text", names[model]) for field, model in zip(fields, MODELS, strict=True)),
    )
    axis = number_axis(scope, kind)
    base = alt.Chart(ready).encode(
        y=alt.Y("channel_name:N", sort=AS_LISTED, axis=name_axis()), tooltip=tips
    )
    rule = alt.MarkDef(type="rule", color=NEUTRAL, strokeWidth=3, opacity=0.45, strokeCap="round")
    layers = [drawn(base, rule).encode(x=alt.X("low:Q", axis=axis), x2=alt.X2("high:Q"))]
    legend = alt.Legend(
        title=None, orient="bottom", columns=3, symbolOpacity=1, symbolStrokeWidth=0
    )
    colour = alt.Color(
        "model:N",
        scale=alt.Scale(domain=list(names.values()), range=list(MODEL_COLOURS.values())),
        legend=legend,
    )
    shape = alt.Shape(
        "model:N",
        scale=alt.Scale(domain=list(names.values()), range=list(_SHAPES.values())),
        legend=legend,
    )
    mark = alt.MarkDef(type="point", filled=True, size=110, opacity=0.95)
    known = dict(zip(fields, names.values(), strict=True))
    by_model = base.transform_fold([*fields], ["field", "value"]).transform_calculate(
        model=f"{json.dumps(known, ensure_ascii=False)}[datum.field]"
    )
    layers.append(
        drawn(by_model, mark).encode(x=alt.X("value:Q", axis=axis), color=colour, shape=shape)
    )
    return layered(layers, ROW_HEIGHT * len(ready) + AXIS_HEIGHT)


@remembered
def gap(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Last touch minus first touch per channel, in the channels' colours: the widest gaps."""
    if not (frame["last_minus_first"].abs() > 0.05).any():
        return None
    widest = frame["last_minus_first"].abs().nlargest(MOST_CHANNELS).index
    frame = frame[frame.index.isin(widest)]
    words = scope.words
    kinds: dict[str, Kind] = {"first_credit": "credit", "last_credit": "credit"}
    ready = with_text(with_channels(frame, scope), scope, kinds)
    ready["label"] = [scope.formats.signed(value) for value in ready["last_minus_first"]]
    ready["length"] = ready["last_minus_first"] / longest_of(ready["last_minus_first"].abs())
    base = alt.Chart(ready).encode(
        y=alt.Y("channel_name:N", sort=AS_LISTED, axis=name_axis()),
        x=alt.X("length:Q", axis=None, scale=alt.Scale(domain=[-1, 1], padding=LABEL_WIDTH)),
        tooltip=tooltips(
            ("channel_name", words("common.channel")),
            ("label", words("attribution.last_minus_first")),
            ("first_credit_text", words("attribution.first")),
            ("last_credit_text", words("attribution.last")),
        ),
    )
    bar = alt.MarkDef(type="bar", cornerRadius=2, height=alt.RelativeBandSize(band=0.7))
    right = alt.MarkDef(type="text", align="left", dx=5, color=LABEL, fontSize=12)
    left = alt.MarkDef(type="text", align="right", dx=-5, color=LABEL, fontSize=12)
    layers = [
        drawn(base, bar).encode(color=alt.Color("colour:N", scale=None)),
        drawn(base.transform_filter("datum.last_minus_first > 0.05"), right).encode(
            text=alt.Text("label:N")
        ),
        drawn(base.transform_filter("datum.last_minus_first < -0.05"), left).encode(
            text=alt.Text("label:N")
        ),
    ]
    return layered(layers, ROW_HEIGHT * len(ready))


def _suffix(measure: str) -> str:
    return "amount" if measure == "amount" else "credit"
