"""Charts of the spend page."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.base import (
    AS_LISTED,
    bar_labels,
    drawn,
    layered,
    name_axis,
    number_axis,
    tooltips,
    with_text,
)
from dashboards.charts.palette import ACCENT, PRIMARY, PRIMARY_LIGHT
from dashboards.charts.remembered import remembered
from dashboards.formats import Kind
from dashboards.scope import Scope

_PARTS: dict[str, Kind] = {
    "gross_amount": "money",
    "taken_back_amount": "money",
    "spend_amount": "money",
}
_STATED: dict[str, Kind] = {
    "stated_amount": "money",
    "counted_amount": "money",
    "difference_amount": "money",
}


@remembered
def waterfall(scope: Scope, parts: pd.DataFrame) -> alt.LayerChart | None:
    """Each kind of spend from where the one before ended, and the company's total below."""
    if not parts["spend_amount"].sum():
        return None
    words = scope.words
    ready = with_text(pd.concat([parts, _total(parts)], ignore_index=True), scope, _PARTS)
    ready["name"] = [words.code("spend.", code) for code in ready["component"]]
    ready["colour"] = [ACCENT if code == "total" else PRIMARY for code in ready["component"]]
    longest = float(ready["closing_amount"].max())
    base = alt.Chart(ready).encode(
        y=alt.Y("name:N", sort=AS_LISTED, axis=name_axis(170)),
        x=alt.X(
            "closing_amount:Q",
            axis=number_axis(scope, "money"),
            scale=alt.Scale(domain=[0, 1.15 * longest]),
        ),
        tooltip=tooltips(
            ("name", words("spend.component")),
            ("gross_amount_text", words("spend.gross")),
            ("taken_back_amount_text", words("spend.taken_back")),
            ("spend_amount_text", words("metric.spend_amount")),
        ),
    )
    mark = alt.MarkDef(type="bar", cornerRadius=2, height=alt.RelativeBandSize(band=0.66))
    bars = drawn(base, mark).encode(
        x2=alt.X2("opening_amount:Q"), color=alt.Color("colour:N", scale=None)
    )
    return layered([bars, bar_labels(base, "spend_amount_text")], 32 * len(ready))


def _total(parts: pd.DataFrame) -> pd.DataFrame:
    """The last row of the waterfall: everything, from 0."""
    sums = {name: [parts[name].sum()] for name in _PARTS}
    ends = {"opening_amount": [0.0], "closing_amount": sums["spend_amount"]}
    return pd.DataFrame({"component": ["total"], **sums, **ends})


@remembered
def stated_and_counted(scope: Scope, kinds: pd.DataFrame) -> alt.LayerChart | None:
    """What we count as a bar, what is stated as a mark, for platforms, partners, invoices."""
    if kinds.empty:
        return None
    words = scope.words
    ready = with_text(kinds, scope, _STATED)
    ready["name"] = [words.code("spend.kind_", code) for code in ready["statement_kind"]]
    base = alt.Chart(ready).encode(
        y=alt.Y("name:N", sort=AS_LISTED, axis=name_axis()),
        x=alt.X("counted_amount:Q", axis=number_axis(scope, "money")),
        tooltip=tooltips(
            ("name", words("spend.stated_by")),
            ("stated_amount_text", words("spend.stated")),
            ("counted_amount_text", words("spend.counted")),
            ("difference_amount_text", words("spend.difference")),
        ),
    )
    bar = alt.MarkDef(
        type="bar", color=PRIMARY_LIGHT, cornerRadiusEnd=3, height=alt.RelativeBandSize(band=0.5)
    )
    mark = alt.MarkDef(type="tick", color=ACCENT, thickness=3, size=34)
    layers = [drawn(base, bar), drawn(base, mark).encode(x=alt.X("stated_amount:Q"))]
    return layered(layers, max(130, 60 * len(ready)))
