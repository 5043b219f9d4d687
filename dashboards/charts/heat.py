"""Heat maps whose every cell carries its own fill and text, legible on white and on dark."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from dashboards.charts.base import AS_LISTED, drawn, layered, name_axis
from dashboards.charts.palette import LABEL, YOUNG_FILL, YOUNG_TEXT, blend, text_on

CELL_COLUMNS = ("row", "column", "text", "fill", "ink")


def paint(
    values: pd.Series, is_judged: pd.Series, stops: Sequence[str], low: float, high: float
) -> pd.DataFrame:
    """Columns `fill` and `ink`: a colour of the scale where judged, grey elsewhere."""
    fills = [
        blend(stops, (value - low) / (high - low)) if judged and pd.notna(value) else YOUNG_FILL
        for value, judged in zip(values.astype("float64"), is_judged, strict=True)
    ]
    inks = [YOUNG_TEXT if fill == YOUNG_FILL else text_on(fill) for fill in fills]
    return pd.DataFrame({"fill": fills, "ink": inks}, index=values.index)


def heat_map(
    cells: pd.DataFrame,
    tooltip: list[alt.Tooltip],
    *,
    columns: Sequence[str],
    title: str | None = None,
    row_height: int = 31,
) -> alt.LayerChart:
    """Cells (`CELL_COLUMNS`), rows in the order they come; `columns` fixes the order across."""
    places = {name: place for place, name in enumerate(columns)}
    ready = cells.assign(across=cells["column"].map(places))
    axis = alt.Axis(
        title=title,
        orient="top",
        labelAngle=0,
        domain=False,
        ticks=False,
        titleColor=LABEL,
        labelOverlap=True,
        grid=False,
    )
    in_order = alt.EncodingSortField(field="across", op="min")
    base = alt.Chart(ready).encode(
        x=alt.X("column:N", sort=in_order, axis=axis),
        y=alt.Y("row:N", sort=AS_LISTED, axis=name_axis(180)),
        tooltip=tooltip,
    )
    band = alt.RelativeBandSize(band=0.94)
    rect = alt.MarkDef(
        type="rect", cornerRadius=3, width=alt.RelativeBandSize(band=0.98), height=band
    )
    label = alt.MarkDef(type="text", fontSize=12 if len(columns) <= 14 else 10)
    return layered(
        [
            drawn(base, rect).encode(color=alt.Color("fill:N", scale=None)),
            drawn(base, label).encode(
                text=alt.Text("text:N"), color=alt.Color("ink:N", scale=None)
            ),
        ],
        row_height * cells["row"].nunique() + 50,
    )
