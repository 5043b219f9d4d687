"""Horizontal bars with their values written beside them."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.base import (
    AS_LISTED,
    LINE_HEIGHT,
    bar_labels,
    drawn,
    layered,
    name_axis,
    right_labels,
)

ROW_HEIGHT = 27


def longest_of(values: pd.Series) -> float:
    """The value that a bar of length 1 stands for; 1 when there is no bar.

    Lengths instead of values leave the axis, and so the chart's words, as they are when figures
    change: a window then draws other rows instead of building the chart anew.
    """
    return float(values.fillna(0).max()) or 1.0


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

    Names may hold line breaks.

    Labels stand at the ends of bars, or all at the right edge, clear of what is drawn `over` (in
    lengths, the longest bar being 1). The chart is `room` times as wide as the longest bar.
    """
    ready = frame.assign(length=frame[value].astype("float64") / longest_of(frame[value]))
    lines = 1 + max((text.count("\n") for text in ready[name]), default=0)
    base = alt.Chart(ready).encode(
        y=alt.Y(f"{name}:N", sort=AS_LISTED, axis=name_axis(name_limit, lines)),
        x=alt.X("length:Q", axis=None, scale=alt.Scale(domain=[0, room])),
        tooltip=tooltip,
    )
    mark = alt.MarkDef(type="bar", cornerRadiusEnd=3, height=alt.RelativeBandSize(band=0.72))
    bars = drawn(base, mark).encode(color=alt.Color("colour:N", scale=None))
    labels = right_labels(base, label) if at_right else bar_labels(base, label)
    layers = [bars, *over, labels]
    return layered(layers, max(110, max(row_height, LINE_HEIGHT * lines + 8) * len(frame)))
