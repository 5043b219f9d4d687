"""Cohort heat maps: what people brought by age, judged cells in colour, young ones grey."""

from __future__ import annotations

from datetime import date

import altair as alt
import pandas as pd

from dashboards.charts.base import tooltips
from dashboards.charts.heat import heat_map, paint
from dashboards.charts.palette import DIVERGING, HEAT
from dashboards.charts.remembered import remembered
from dashboards.formats import number_or_none
from dashboards.metrics import METRICS
from dashboards.queries.channels import AGES
from dashboards.scope import Scope

# Where the colour scale of each measure begins and ends; ROI turns colour at 0, ROAS at 1.
_RANGES = {"roi": (-1.0, 1.0), "roas": (0.0, 2.0)}


@remembered
def cohort_map(scope: Scope, frame: pd.DataFrame, measure: str, by: str) -> alt.LayerChart | None:
    """Rows are channels or months of entry (`by`), columns ages, colour the measure."""
    shown = frame[frame["spend_so_far"] > 0]
    if shown.empty:
        return None
    words = scope.words
    is_judged = shown[measure].notna() & (shown["mature_days"] > 0)
    stops, low, high = scale_of(shown[measure], measure)
    cells = pd.DataFrame(
        {
            "row": [_row_name(scope, value) for value in shown[by]],
            "column": [words("channels.age", days=int(age)) for age in shown["age_days"]],
            "text": _texts(scope, shown, measure, is_judged),
            "basis": _basis(scope, shown),
            "state": [words("common.mature" if j else "common.immature") for j in is_judged],
        },
        index=shown.index,
    ).join(paint(shown[measure], is_judged, stops, low, high))
    tips = tooltips(
        ("row", words("common.channel" if by == "channel" else "channels.entry_month")),
        ("column", words("channels.age_days")),
        ("text", words(f"metric.{measure}")),
        ("basis", words("channels.mature_days")),
        ("state", words("health.state")),
    )
    return heat_map(cells, tips, columns=[words("channels.age", days=age) for age in AGES])


def scale_of(values: pd.Series, measure: str) -> tuple[tuple[str, ...], float, float]:
    """The colours of a measure and the values at both ends of its scale."""
    if measure in _RANGES:
        return DIVERGING, *_RANGES[measure]
    known = values.astype("float64").dropna()
    if known.empty:
        return HEAT, 0.0, 1.0
    return HEAT, 0.0, float(known.quantile(0.95)) or 1.0


def _texts(scope: Scope, frame: pd.DataFrame, measure: str, is_judged: pd.Series) -> list[str]:
    kind = METRICS[measure].kind
    rows = zip(frame[measure], frame[f"{measure}_so_far"], is_judged, strict=True)
    return [
        scope.formats.show(number_or_none(value), kind)
        if judged
        else scope.formats.show(number_or_none(so_far), kind)
        for value, so_far, judged in rows
    ]


def _basis(scope: Scope, frame: pd.DataFrame) -> list[str]:
    pairs = zip(frame["mature_days"], frame["entry_days"], strict=True)
    return [
        scope.words("channels.judged_on", mature=int(mature), all=int(days))
        for mature, days in pairs
    ]


def _row_name(scope: Scope, value: object) -> str:
    if isinstance(value, str):
        return scope.channel_name(value)
    return scope.formats.month(date.fromisoformat(str(value)[:10]))
