"""Charts of the tracking audit."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.bars import named_bars
from dashboards.charts.base import tooltips, with_text
from dashboards.charts.palette import BAD, WARN
from dashboards.charts.remembered import remembered
from dashboards.scope import Scope
from dashboards.tables.tracking import KINDS


@remembered
def by_kind(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """A bar of money at stake per kind of finding, with how many there are."""
    if frame.empty:
        return None
    words = scope.words
    ready = with_text(frame, scope, {"stake_amount": "money", "findings": "count"})
    ready["name"] = [words(f"tracking.kind_{kind}") for kind in ready["kind"]]
    ready["label"] = ready["stake_amount_text"] + "  ·  " + ready["findings_text"]
    tones = dict(KINDS)
    ready["colour"] = [BAD if tones[kind] == "bad" else WARN for kind in ready["kind"]]
    return named_bars(
        ready,
        name="name",
        value="stake_amount",
        label="label",
        tooltip=tooltips(
            ("name", words("tracking.kind")),
            ("stake_amount_text", words("tracking.stake")),
            ("findings_text", words("tracking.count")),
        ),
        row_height=38,
        name_limit=220,
    )
