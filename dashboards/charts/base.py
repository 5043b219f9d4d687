"""What all charts share: number and time axes in the reader's language, tooltips, sizes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from dashboards.charts.palette import LABEL, PRIMARY
from dashboards.formats import Kind, Language
from dashboards.queries.periods import full_days
from dashboards.scope import Scope

HEIGHT = 300
LINE_HEIGHT = 13
PLACE = "nth"
AS_LISTED = alt.EncodingSortField(field=PLACE, op="min")
"""Names in the order of their rows: a chart that only gets other rows forgets the old order."""
MOST_TICKS = 14
_SCALES: dict[Language, tuple[tuple[str, str], ...]] = {
    "en": (("1e9", "B"), ("1e6", "M"), ("1e3", "K")),
    "zh": (("1e8", "亿"), ("1e4", "万")),
}


def number_axis(
    scope: Scope, kind: Kind, title: str | None = None, colour: str = LABEL, grid: bool = True
) -> alt.Axis:
    """An axis whose labels read 10K or 1万, ¥ or %, as the kind and the language want."""
    return alt.Axis(
        title=title,
        titleColor=colour,
        labelExpr=_label_expression(scope, kind),
        tickCount=5,
        domain=False,
        grid=grid,
    )


def _label_expression(scope: Scope, kind: Kind) -> str:
    if kind == "ratio":
        return "format(datum.value, '.1~%')"
    if kind == "multiple":
        return "format(datum.value, '~g') + '×'"
    symbol = scope.formats.symbol if kind in ("money", "unit_money") else ""
    text = "format(abs(datum.value), ',~r')"
    for scale, unit in reversed(_SCALES[scope.words.language]):
        short = f"format(abs(datum.value) / {scale}, '~r') + '{unit}'"
        text = f"(abs(datum.value) >= {scale} ? {short} : {text})"
    return f"(datum.value < 0 ? '-' : '') + '{symbol}' + {text}"


def time_axis(scope: Scope, grain: str, starts: pd.Series) -> alt.Axis:
    """A time axis with short labels and a tick at some of the periods' first days."""
    days = sorted(pd.to_datetime(starts).dt.date.unique())
    if grain == "day":
        days = [day for day in days if day.weekday() == 0] or days
    ticks = days[:: -(-len(days) // MOST_TICKS)]
    is_chinese = scope.words.language == "zh"
    day = "%-m月%-d日" if is_chinese else "%-d %b"
    month = "%Y年%-m月" if is_chinese else "%b %Y"
    form = month if grain == "month" else day
    values = [alt.DateTime(year=day.year, month=day.month, date=day.day) for day in ticks]
    return alt.Axis(title=None, format=form, grid=False, labelOverlap=True, values=values)


def with_text(
    frame: pd.DataFrame, scope: Scope, kinds: Mapping[str, Kind], exact: bool = False
) -> pd.DataFrame:
    """A copy with `<column>_text` for each column, written for the reader."""
    ready = frame.copy()
    write = scope.formats.exact if exact else scope.formats.show
    for column, kind in kinds.items():
        ready[f"{column}_text"] = [write(_plain(value), kind) for value in ready[column]]
    return ready


def with_days(frame: pd.DataFrame, scope: Scope, column: str = "period_start") -> pd.DataFrame:
    """A copy with `<column>_text`: the day in the reader's language."""
    ready = frame.copy()
    days = pd.to_datetime(ready[column])
    ready[column] = days
    ready[f"{column}_text"] = [scope.formats.day(day.date()) for day in days]
    return ready


def with_spans(frame: pd.DataFrame, grain: str) -> pd.DataFrame:
    """A copy with `period_end` and `period_middle`, so that a bar covers its period."""
    ready = frame.copy()
    days = pd.to_timedelta(full_days(ready["period_start"], grain), unit="D")
    ready["period_end"] = ready["period_start"] + days
    ready["period_middle"] = ready["period_start"] + days / 2
    return ready


def period_bar(colour: str = PRIMARY) -> alt.MarkDef:
    """A bar from a period's first day to its last, whatever the width of the chart."""
    return alt.MarkDef(type="bar", color=colour, xOffset=0.5, x2Offset=-0.5)


def with_channels(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """A copy with `channel_name` and `colour`."""
    ready = frame.copy()
    ready["channel_name"] = [scope.channel_name(str(code)) for code in ready["channel"]]
    ready["colour"] = [scope.channel_colour(str(code)) for code in ready["channel"]]
    return ready


def tooltips(*pairs: tuple[str, str]) -> list[alt.Tooltip]:
    """Tooltips from (field, title) pairs; fields already hold text."""
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in pairs]


def drawn(base: alt.Chart, mark: alt.MarkDef) -> alt.Chart:
    """A copy of the chart with this mark."""
    chart = base.copy(deep=False)
    chart.mark = mark
    return chart


class TrustedChart(alt.LayerChart):
    """A chart that is not checked against the Vega-Lite schema each time it is drawn.

    The check is two fifths of the time a page takes; the tests make it instead. Nor are its layers
    searched for data and parameters in common, which takes as long again.
    """

    def __init__(self, *, layer: Sequence[alt.Chart] = (), **options: Any) -> None:  # noqa: ANN401
        super(alt.LayerChart, self).__init__(layer=list(layer), **options)

    def to_dict(self, validate: bool = False, **options: Any) -> dict[str, Any]:  # noqa: ANN401
        """The specification, unchecked unless asked."""
        return super().to_dict(validate=validate, **options)


def layered(layers: Sequence[alt.Chart], height: float = HEIGHT) -> alt.LayerChart:
    """Charts on top of each other, `height` pixels high; each row of their tables has its place."""
    tables: dict[int, pd.DataFrame] = {}
    return TrustedChart(layer=[_numbered(layer, tables) for layer in layers], height=height)


def _numbered(layer: alt.Chart, tables: dict[int, pd.DataFrame]) -> alt.Chart:
    data = layer.data
    if not isinstance(data, pd.DataFrame):
        return layer
    if id(data) not in tables:
        tables[id(data)] = data.assign(**{PLACE: range(len(data))})
    copied = layer.copy(deep=False)
    copied.data = tables[id(data)]
    return copied


def bar_labels(base: alt.Chart, field: str) -> alt.Chart:
    """The values written at the end of bars."""
    mark = alt.MarkDef(type="text", align="left", dx=5, color=LABEL, fontSize=12)
    return drawn(base, mark).encode(text=alt.Text(f"{field}:N"))


def right_labels(base: alt.Chart, field: str) -> alt.Chart:
    """The values written at the right edge of the chart."""
    mark = alt.MarkDef(type="text", align="right", color=LABEL, fontSize=12)
    return drawn(base, mark).encode(x=alt.XValue("width"), text=alt.Text(f"{field}:N"))


def name_axis(limit: int = 130, lines: int = 1) -> alt.Axis:
    """An axis of names of at most so many lines each, without grid lines."""
    return alt.Axis(
        title=None,
        **(_broken_labels(lines) if lines > 1 else {}),
        labelLimit=limit,
        domain=False,
        ticks=False,
        grid=False,
        labelPadding=6,
        labelFlush=False,
        labelBound=False,
    )


def _broken_labels(lines: int) -> dict[str, Any]:
    """Labels that break, and are moved up for it: Vega centres only the first line."""
    counted = r"length(split(datum.label, '\n')) == {0}"
    moved = [
        {"test": counted.format(count), "value": -(count - 1) * LINE_HEIGHT / 2}
        for count in range(2, lines + 1)
    ]
    return {
        "labelExpr": r"split(datum.label, '\n')",
        "labelLineHeight": LINE_HEIGHT,
        "labelOffset": {"condition": moved, "value": 0},
    }


def channel_scale(scope: Scope, codes: Sequence[str]) -> alt.Scale:
    """Colour by channel name, fixed per channel."""
    return alt.Scale(
        domain=[scope.channel_name(code) for code in codes],
        range=[scope.channel_colour(code) for code in codes],
    )


def _plain(value: object) -> object:
    return None if value is None or pd.isna(value) else value
