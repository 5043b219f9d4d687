"""How much days still move after they were reported."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.base import drawn, layered, number_axis, tooltips, with_text
from dashboards.charts.palette import LABEL, channel_colours
from dashboards.charts.remembered import remembered
from dashboards.queries.health_audit import AGES
from dashboards.scope import Scope


@remembered
def restatements(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """A line per source: the share of spend that moved after each age."""
    if frame.empty:
        return None
    words = scope.words
    moved = {f"moved_{age}": age for age in AGES}
    ready = frame.melt("source", list(moved), "age", "moved_share").dropna(subset=["moved_share"])
    ready["age_days"] = ready["age"].map(moved)
    ready = with_text(ready, scope, {"moved_share": "ratio"})
    colours = channel_colours(sorted(frame["source"]))
    axis = alt.Axis(title=words("health.age_days"), labelAngle=0, grid=False, titleColor=LABEL)
    base = alt.Chart(ready).encode(
        x=alt.X("age_days:O", axis=axis),
        y=alt.Y("moved_share:Q", axis=number_axis(scope, "ratio")),
        color=alt.Color(
            "source:N",
            scale=alt.Scale(domain=list(colours), range=list(colours.values())),
            legend=alt.Legend(title=None, orient="bottom", columns=3),
        ),
        tooltip=tooltips(
            ("source", words("health.source")),
            ("age_days", words("health.age_days")),
            ("moved_share_text", words("health.moved_share")),
        ),
    )
    line = alt.MarkDef(type="line", strokeWidth=2.5, point=alt.OverlayMarkDef(size=45))
    return layered([drawn(base, line)], 260)
