"""Charts of the partners page."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.bars import named_bars
from dashboards.charts.base import (
    AS_LISTED,
    drawn,
    layered,
    name_axis,
    number_axis,
    tooltips,
    with_channels,
    with_text,
)
from dashboards.charts.palette import ACCENT, PRIMARY, PRIMARY_LIGHT
from dashboards.charts.remembered import remembered
from dashboards.formats import Kind
from dashboards.scope import Scope

_AMOUNTS: dict[str, Kind] = {
    "owed_amount": "money",
    "claimed_amount": "money",
    "paid_amount": "money",
    "open_amount": "money",
}
_AMOUNTS_IN_DISPUTE: dict[str, Kind] = {
    "lines": "count",
    "claimed_amount": "money",
    "owed_amount": "money",
    "difference": "money",
}


@remembered
def owed_and_claimed(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """What each partner is owed as a bar, what it claims as a mark."""
    if frame.empty:
        return None
    words = scope.words
    ready = with_text(with_channels(frame, scope), scope, _AMOUNTS)
    base = alt.Chart(ready).encode(
        y=alt.Y("channel_name:N", sort=AS_LISTED, axis=name_axis()),
        x=alt.X("owed_amount:Q", axis=number_axis(scope, "money")),
        tooltip=tooltips(
            ("channel_name", words("common.channel")),
            ("owed_amount_text", words("partners.owed")),
            ("claimed_amount_text", words("partners.claimed")),
            ("paid_amount_text", words("partners.paid")),
            ("open_amount_text", words("partners.open")),
        ),
    )
    bar = alt.MarkDef(
        type="bar", color=PRIMARY_LIGHT, cornerRadiusEnd=3, height=alt.RelativeBandSize(band=0.6)
    )
    mark = alt.MarkDef(type="tick", color=ACCENT, thickness=3, size=20)
    layers = [drawn(base, bar), drawn(base, mark).encode(x=alt.X("claimed_amount:Q"))]
    return layered(layers, max(110, 30 * len(ready)))


@remembered
def reasons(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Lines in dispute by why they are, and how far claims are from what is owed."""
    if frame.empty:
        return None
    words = scope.words
    ready = with_text(frame, scope, _AMOUNTS_IN_DISPUTE)
    ready["name"] = [words.code("partners.", code) for code in frame["dispute"]]
    signed = [scope.formats.signed(value, "money") for value in frame["difference"]]
    ready["label"] = ready["lines_text"] + "  ·  " + pd.Series(signed, index=ready.index)
    ready["colour"] = PRIMARY
    return named_bars(
        ready,
        name="name",
        value="lines",
        label="label",
        tooltip=tooltips(
            ("name", words("partners.dispute")),
            ("lines_text", words("partners.events")),
            ("claimed_amount_text", words("partners.claimed")),
            ("owed_amount_text", words("partners.owed")),
            ("difference_text", words("partners.difference")),
        ),
        name_limit=200,
        room=2.0,
    )
