"""Charts of the retention page."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.base import drawn, layered, number_axis, tooltips, with_text
from dashboards.charts.heat import heat_map, paint
from dashboards.charts.palette import HEAT, LABEL, PRIMARY, SIZE_FILL
from dashboards.charts.remembered import remembered
from dashboards.formats import number_or_none
from dashboards.queries.retention import Measure
from dashboards.scope import Scope


@remembered
def cells(
    scope: Scope, frame: pd.DataFrame, averages: pd.DataFrame, measure: Measure, grain: str
) -> alt.LayerChart | None:
    """Cohorts down, their size and then the periods across, the weighted average last.

    Cells whose period is not over for the whole cohort are grey.
    """
    later = frame[frame["period_index"] > 0]
    if later.empty:
        return None
    words, rate = scope.words, f"{measure}_rate"
    after = averages[averages["period_index"] > 0]
    known = later.loc[later["is_complete"], rate].astype("float64").dropna()
    high = 1.25 * float(known.quantile(0.97)) if known.any() else 1.0
    body = _period_cells(scope, later, measure, grain)
    body = body.join(paint(later[rate], later["is_complete"], HEAT, 0.0, high))
    foot = _average_cells(scope, after, measure)
    foot = foot.join(paint(after[rate], pd.Series(True, index=after.index), HEAT, 0.0, high))
    sizes = _size_cells(scope, frame[frame["period_index"] == 0], measure, grain)
    columns = [words(f"retention.size_{measure}")]
    columns += [str(index) for index in range(1, int(later["period_index"].max()) + 1)]
    tips = tooltips(
        ("row", words("retention.cohort_start")),
        ("column", words(f"retention.{grain}_axis")),
        ("text", words(f"retention.{measure}_tip")),
        ("detail", words("retention.detail")),
        ("state", words("health.state")),
    )
    both = pd.concat([sizes, body, foot], ignore_index=True)
    return heat_map(both, tips, columns=columns, title=words(f"retention.{grain}_axis"))


@remembered
def curve(
    scope: Scope, averages: pd.DataFrame, measure: Measure, grain: str
) -> alt.LayerChart | None:
    """The weighted average by period, from period 1 on; None for fewer than two points."""
    rate, words = f"{measure}_rate", scope.words
    ready = averages[averages["period_index"] > 0]
    if len(ready) < 2:
        return None
    ready = with_text(ready, scope, {rate: "ratio", "investors": "count", "cohorts": "count"})
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


def _rows(scope: Scope, frame: pd.DataFrame, grain: str) -> list[str]:
    name = scope.formats.month if grain == "month" else scope.formats.day
    return [name(start) for start in pd.to_datetime(frame["cohort_start"]).dt.date]


def _states(scope: Scope, frame: pd.DataFrame) -> list[str]:
    keys = {True: "common.complete_period", False: "common.partial"}
    return [scope.words(keys[bool(done)]) for done in frame["is_complete"]]


def _period_cells(scope: Scope, frame: pd.DataFrame, measure: Measure, grain: str) -> pd.DataFrame:
    formats = scope.formats
    if measure == "heads":
        pairs = zip(frame["active_investors"], frame["cohort_size"], strict=True)
        details = [f"{formats.exact(a, 'count')} / {formats.exact(b, 'count')}" for a, b in pairs]
    else:
        pairs = zip(frame["invested_amount"], frame["first_period_amount"], strict=True)
        details = [f"{formats.show(a, 'money')} / {formats.show(b, 'money')}" for a, b in pairs]
    rates = [number_or_none(value) for value in frame[f"{measure}_rate"]]
    return pd.DataFrame(
        {
            "row": _rows(scope, frame, grain),
            "column": frame["period_index"].astype(int).astype(str),
            "text": [formats.percent(rate) for rate in rates],
            "detail": details,
            "state": _states(scope, frame),
        },
        index=frame.index,
    )


def _size_cells(scope: Scope, frame: pd.DataFrame, measure: Measure, grain: str) -> pd.DataFrame:
    show = scope.formats.show
    if measure == "heads":
        texts = [show(size, "count") for size in frame["cohort_size"]]
    else:
        texts = [show(amount, "money") for amount in frame["first_period_amount"]]
    return pd.DataFrame(
        {
            "row": _rows(scope, frame, grain),
            "column": scope.words(f"retention.size_{measure}"),
            "text": texts,
            "detail": texts,
            "state": _states(scope, frame),
            "fill": SIZE_FILL,
            "ink": LABEL,
        }
    )


def _average_cells(scope: Scope, averages: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    words = scope.words
    rates = [number_or_none(value) for value in averages[f"{measure}_rate"]]
    return pd.DataFrame(
        {
            "row": words("retention.average"),
            "column": averages["period_index"].astype(int).astype(str),
            "text": [scope.formats.percent(rate) for rate in rates],
            "detail": [words("retention.of_cohorts", count=int(n)) for n in averages["cohorts"]],
            "state": words("common.complete_period"),
        },
        index=averages.index,
    )
