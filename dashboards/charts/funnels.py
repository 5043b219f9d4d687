"""Chart of a named funnel over its periods of entry."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.base import tooltips, with_days, with_text
from dashboards.charts.funnel import rate_line
from dashboards.charts.remembered import remembered_with_notes
from dashboards.formats import Kind
from dashboards.scope import Scope


@remembered_with_notes
def trend(scope: Scope, frame: pd.DataFrame, grain: str) -> alt.LayerChart | None:
    """The share of each period's people who took the last step."""
    if frame.empty or not frame["overall_rate"].notna().any():
        return None
    words = scope.words
    kinds: dict[str, Kind] = {"overall_rate": "ratio", "entered": "count", "converted": "count"}
    ready = with_text(with_days(frame, scope), scope, kinds)
    ready["state"] = [
        words("common.mature" if mature else "common.immature") for mature in ready["is_mature"]
    ]
    tips = tooltips(
        ("period_start_text", words(f"common.{grain}")),
        ("overall_rate_text", words("funnel.to_last")),
        ("entered_text", words("funnel.entered")),
        ("converted_text", words("funnel.converted")),
        ("state", words("health.state")),
    )
    return rate_line(scope, ready, "overall_rate", grain, tips)
