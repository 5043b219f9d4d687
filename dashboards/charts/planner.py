"""Charts of the planner."""

from __future__ import annotations

import altair as alt
import pandas as pd

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
from dashboards.charts.palette import ACCENT, NEUTRAL, PRIMARY
from dashboards.charts.remembered import remembered
from dashboards.formats import Kind
from dashboards.scope import Scope

ROW_HEIGHT = 27
AXIS_HEIGHT = 84
_KINDS: dict[str, Kind] = {
    **{"average_cac": "unit_money", "marginal_cac": "unit_money", "now": "money"},
    **{"planned": "money", "investors": "count"},
}


@remembered
def costs(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Per channel what an investor costs on average, and what one more would cost."""
    return _pairs(scope, frame, "average_cac", "marginal_cac", "unit_money")


@remembered
def spends(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Per channel the spend of today's split and of the plan."""
    return _pairs(scope, frame, "now", "planned", "money")


def _pairs(
    scope: Scope, frame: pd.DataFrame, first: str, second: str, kind: Kind
) -> alt.LayerChart | None:
    """Two marks per channel joined by a line."""
    shown = frame[frame[first].notna() & frame[second].notna()]
    if shown.empty:
        return None
    words = scope.words
    names = {code: words(f"planner.{code}") for code in (first, second)}
    ready = with_text(with_channels(shown, scope), scope, _KINDS)
    axis = number_axis(scope, kind)
    base = alt.Chart(ready).encode(
        y=alt.Y("channel_name:N", sort=AS_LISTED, axis=name_axis()),
        tooltip=tooltips(
            ("channel_name", words("common.channel")),
            *((f"{code}_text", name) for code, name in names.items()),
            ("investors_text", words("planner.investors")),
        ),
    )
    rule = alt.MarkDef(type="rule", color=NEUTRAL, strokeWidth=3, opacity=0.45)
    point = alt.MarkDef(type="point", filled=True, size=110, opacity=0.95)
    colour = alt.Color(
        "mark:N",
        scale=alt.Scale(domain=list(names.values()), range=[PRIMARY, ACCENT]),
        legend=alt.Legend(title=None, orient="bottom", symbolOpacity=1, symbolStrokeWidth=0),
    )
    layers = [drawn(base, rule).encode(x=alt.X(f"{first}:Q", axis=axis), x2=alt.X2(f"{second}:Q"))]
    for code, name in names.items():
        marked = base.transform_calculate(mark=f"'{name}'")
        layers.append(drawn(marked, point).encode(x=alt.X(f"{code}:Q", axis=axis), color=colour))
    return layered(layers, ROW_HEIGHT * len(ready) + AXIS_HEIGHT)
