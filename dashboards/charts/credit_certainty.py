"""The chart of how sure a data-driven model is of each channel's credit."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.attribution import MODEL_COLOURS, MOST_CHANNELS, ROW_HEIGHT
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
from dashboards.charts.palette import WARN
from dashboards.charts.remembered import remembered
from dashboards.formats import Kind
from dashboards.scope import Scope

AXIS_HEIGHT = 40


@remembered
def intervals(scope: Scope, frame: pd.DataFrame, model: str) -> alt.LayerChart | None:
    """Credit of the largest channels with its 95 % interval; amber where a decision flips in it."""
    ready = frame[(frame["model"] == model) & (frame["high"].abs() + frame["low"].abs() > 0)]
    if ready.empty:
        return None
    ready = ready.loc[ready["conversions"].nlargest(MOST_CHANNELS).index]
    words = scope.words
    kinds: dict[str, Kind] = {"conversions": "credit", "low": "credit", "high": "credit"}
    ready = with_text(with_channels(ready, scope), scope, kinds)
    flips = ready["flips_within_interval"].fillna(False).astype(bool)
    ready["mark"] = flips.map({True: WARN, False: MODEL_COLOURS[model]})
    base = alt.Chart(ready).encode(
        y=alt.Y("channel_name:N", sort=AS_LISTED, axis=name_axis()),
        color=alt.Color("mark:N", scale=None),
        tooltip=tooltips(
            ("channel_name", words("common.channel")),
            ("conversions_text", words("attribution.conversions")),
            ("low_text", words("attribution.low")),
            ("high_text", words("attribution.high")),
        ),
    )
    axis = number_axis(scope, "credit")
    rule = alt.MarkDef(type="rule", strokeWidth=4, opacity=0.45, strokeCap="round")
    point = alt.MarkDef(type="point", filled=True, size=90, opacity=1)
    layers = [
        drawn(base, rule).encode(x=alt.X("low:Q", axis=axis), x2=alt.X2("high:Q")),
        drawn(base, point).encode(x=alt.X("conversions:Q", axis=axis)),
    ]
    return layered(layers, ROW_HEIGHT * len(ready) + AXIS_HEIGHT)
