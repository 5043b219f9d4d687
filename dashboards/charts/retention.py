"""Charts of the retention page."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.base import drawn, layered, number_axis, tooltips, with_text
from dashboards.charts.heat import heat_map, paint
from dashboards.charts.palette import HEAT, PRIMARY
from dashboards.queries.retention import Measure
from dashboards.scope import Scope


def cells(
    scope: Scope, frame: pd.DataFrame, averages: pd.DataFrame, measure: Measure, grain: str
) -> alt.LayerChart | None:
    """Cohorts down, periods across; incomplete cells grey; the weighted average last."""
    if frame.empty:
        return None
    words, rate = scope.words, f"{measure}_rate"
    later = frame[(frame["period_index"] > 0) & frame["is_complete"]][rate].astype("float64")
    high = float(later.quantile(0.97)) if len(later) else 1.0
    body = _cells(scope, frame, rate, grain)
    body = body.join(paint(frame[rate], frame["is_complete"], HEAT, 0.0, high or 1.0))
    foot = _average_cells(scope, averages, rate)
    judged = pd.Series(True, index=averages.index)
    foot = foot.join(paint(averages[rate], judged, HEAT, 0.0, high or 1.0))
    tips = tooltips(
        ("row", words("retention.cohort_start")),
        ("column", words(f"retention.{grain}_axis")),
        ("text", words(f"retention.{rate}")),
        ("people", words("retention.cohort_size")),
        ("detail", words(f"retention.{measure}")),
        ("state", words("health.state")),
    )
    columns = [str(index) for index in range(int(frame["period_index"].max()) + 1)]
    both = pd.concat([body, foot], ignore_index=True)
    title = words(f"retention.{grain}_axis")
    return heat_map(both, tips, columns=columns, title=title, row_height=28)


def curve(scope: Scope, averages: pd.DataFrame, measure: Measure, grain: str) -> alt.LayerChart:
    """The weighted average by period, from period 1 on."""
    rate, words = f"{measure}_rate", scope.words
    ready = with_text(averages, scope, {rate: "ratio", "investors": "count", "cohorts": "count"})
    ready = ready[ready["period_index"] > 0]
    axis = alt.Axis(title=words(f"retention.{grain}_axis"), tickMinStep=1, grid=False, format="d")
    base = alt.Chart(ready).encode(
        x=alt.X("period_index:Q", axis=axis, scale=alt.Scale(nice=False, padding=12)),
        y=alt.Y(f"{rate}:Q", axis=number_axis(scope, "ratio"), scale=alt.Scale(zero=True)),
        tooltip=tooltips(
            ("period_index", words("retention.period_index")),
            (f"{rate}_text", words(f"retention.{rate}")),
            ("cohorts_text", words("retention.cohorts")),
            ("investors_text", words("retention.investors")),
        ),
    )
    line = alt.MarkDef(type="line", color=PRIMARY, strokeWidth=2.5)
    point = alt.MarkDef(type="point", color=PRIMARY, filled=True, size=50, opacity=1)
    return layered([drawn(base, line), drawn(base, point)], 260)


def _cells(scope: Scope, frame: pd.DataFrame, rate: str, grain: str) -> pd.DataFrame:
    words, formats = scope.words, scope.formats
    starts = pd.to_datetime(frame["cohort_start"]).dt.date
    name = formats.month if grain == "month" else formats.day
    if rate == "heads_rate":
        details = [formats.exact(value, "count") for value in frame["active_investors"]]
    else:
        details = [formats.exact(value, "money") for value in frame["invested_amount"]]
    return pd.DataFrame(
        {
            "row": [name(start) for start in starts],
            "column": frame["period_index"].astype(int).astype(str),
            "text": [formats.percent(value) for value in frame[rate]],
            "people": [formats.exact(size, "count") for size in frame["cohort_size"]],
            "detail": details,
            "state": [
                words("common.complete_period" if done else "common.partial")
                for done in frame["is_complete"]
            ],
        },
        index=frame.index,
    )


def _average_cells(scope: Scope, averages: pd.DataFrame, rate: str) -> pd.DataFrame:
    words, formats = scope.words, scope.formats
    return pd.DataFrame(
        {
            "row": words("retention.average"),
            "column": averages["period_index"].astype(int).astype(str),
            "text": [formats.percent(value) for value in averages[rate]],
            "people": [formats.exact(n, "count") for n in averages["investors"]],
            "detail": [words("retention.of_cohorts", count=int(n)) for n in averages["cohorts"]],
            "state": words("common.complete_period"),
        },
        index=averages.index,
    )
