"""Horizontal bars with their values written beside them."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.base import bar_labels, drawn, layered, name_axis, right_labels

ROW_HEIGHT = 27


def named_bars(  # noqa: PLR0913
    frame: pd.DataFrame,
    *,
    name: str,
    value: str,
    label: str,
    tooltip: list[alt.Tooltip],
    over: tuple[alt.Chart, ...] = (),
    at_right: bool = False,
    row_height: int = ROW_HEIGHT,
    name_limit: int = 130,
    room: float = 1.45,
) -> alt.LayerChart:
    """One bar per row in the order they come; the frame's `colour` paints them.

    Labels stand at the ends of bars, or all at the right edge, clear of what is drawn `over`. The
    chart is `room` times as wide as the longest bar.
    """
    longest = float(frame[value].fillna(0).max()) or 1.0
    base = alt.Chart(frame).encode(
        y=alt.Y(f"{name}:N", sort=None, axis=name_axis(name_limit)),
        x=alt.X(f"{value}:Q", axis=None, scale=alt.Scale(domain=[0, room * longest])),
        tooltip=tooltip,
    )
    mark = alt.MarkDef(type="bar", cornerRadiusEnd=3, height=alt.RelativeBandSize(band=0.72))
    bars = drawn(base, mark).encode(color=alt.Color("colour:N", scale=None))
    labels = right_labels(base, label) if at_right else bar_labels(base, label)
    layers = [bars, *over, labels]
    return layered(layers, max(110, row_height * len(frame)))
