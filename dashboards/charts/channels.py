"""Charts of the channels page."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from dashboards.charts.bars import longest_of, named_bars
from dashboards.charts.base import (
    AS_LISTED,
    channel_scale,
    drawn,
    layered,
    name_axis,
    number_axis,
    period_bar,
    time_axis,
    tooltips,
    with_channels,
    with_days,
    with_spans,
    with_text,
)
from dashboards.charts.calendar import calendar_layers
from dashboards.charts.palette import ACCENT, PRIMARY, PRIMARY_LIGHT
from dashboards.charts.remembered import remembered, remembered_with_notes
from dashboards.formats import Kind
from dashboards.queries.compare import Headline
from dashboards.scope import OTHERS, Scope

LARGEST = 9
MOST_CHANNELS = 20


@remembered
def price(scope: Scope, frame: pd.DataFrame, blended: Headline) -> alt.LayerChart | None:
    """CAC of the channels that spent most, cheapest on top; a line at the blended CAC."""
    spent = frame[frame["spend_amount"] > 0].nlargest(MOST_CHANNELS, "spend_amount")
    ready = spent.sort_values("cac", na_position="last", kind="stable")
    if ready.empty:
        return None
    words = scope.words
    kinds: dict[str, Kind] = {
        "cac": "unit_money",
        "first_investments": "count",
        "spend_amount": "money",
    }
    ready = with_text(with_channels(ready, scope), scope, kinds)
    ready["label"] = [_price_label(scope, row) for row in ready.to_dict("records")]
    at = None if blended.value is None else blended.value / longest_of(ready["cac"])
    line = alt.Chart(pd.DataFrame({"at": [at], "text": [_blended_text(scope, blended)]})).encode(
        x=alt.X("at:Q"), tooltip=tooltips(("text", words("metric.blended_cac")))
    )
    rule = alt.MarkDef(type="rule", color=ACCENT, strokeDash=[4, 3], strokeWidth=1.5)
    return named_bars(
        ready,
        name="channel_name",
        value="cac",
        label="label",
        tooltip=tooltips(
            ("channel_name", words("common.channel")),
            ("cac_text", words("metric.cac")),
            ("first_investments_text", words("metric.first_investments")),
            ("spend_amount_text", words("metric.spend_amount")),
        ),
        over=(drawn(line, rule),) if at is not None else (),
        at_right=True,
        row_height=32,
    )


def _price_label(scope: Scope, row: Mapping) -> str:
    if not row["first_investments"]:
        return scope.words("channels.price_nobody", spend=row["spend_amount_text"])
    cac, investors = row["cac_text"], row["first_investments_text"]
    return scope.words("channels.price_label", cac=cac, investors=investors)


def _blended_text(scope: Scope, blended: Headline) -> str:
    return scope.formats.show(blended.value, "unit_money")


@remembered_with_notes
def spend(scope: Scope, frame: pd.DataFrame, grain: str) -> alt.LayerChart | None:
    """Stacked spend of the largest channels, the rest together, with holidays behind."""
    if frame.empty:
        return None
    ready, order = _largest(frame)
    ready = with_channels(with_spans(with_days(ready, scope), grain), scope)
    ready = with_text(ready, scope, {"spend_amount": "money"}, exact=True)
    ready["rank"] = [order.index(code) for code in ready["channel"]]
    words = scope.words
    bars = alt.Chart(ready, mark=period_bar()).encode(
        x=alt.X("period_start:T", axis=time_axis(scope, grain, ready["period_start"])),
        x2=alt.X2("period_end:T"),
        y=alt.Y("sum(spend_amount):Q", axis=number_axis(scope, "money")),
        color=alt.Color(
            "channel_name:N",
            scale=channel_scale(scope, order),
            legend=alt.Legend(title=None, orient="bottom", columns=5, symbolType="square"),
        ),
        order=alt.Order("rank:Q"),
        tooltip=tooltips(
            ("period_start_text", words(f"common.{grain}")),
            ("channel_name", words("common.channel")),
            ("spend_amount_text", words("metric.spend_amount")),
        ),
    )
    return layered([*calendar_layers(scope), bars], 340)


@remembered
def types(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Spend by what it was for."""
    if frame.empty:
        return None
    words = scope.words
    ready = with_text(frame, scope, {"spend_amount": "money", "spend_share": "ratio"})
    ready["name"] = [words.code("channels.", code) for code in frame["spend_type"]]
    ready["label"] = ready["spend_amount_text"] + "  ·  " + ready["spend_share_text"]
    ready["colour"] = PRIMARY
    return named_bars(
        ready,
        name="name",
        value="spend_amount",
        label="label",
        tooltip=tooltips(
            ("name", words("channels.spend_type")),
            ("spend_amount_text", words("metric.spend_amount")),
            ("spend_share_text", words("channels.spend_share")),
        ),
    )


@remembered
def class_shares(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Share of spend as a bar, share of first investors as a mark, per class of channels."""
    if frame.empty:
        return None
    words = scope.words
    kinds: dict[str, Kind] = {"spend_share": "ratio", "investment_share": "ratio"}
    ready = with_text(frame, scope, kinds)
    ready["name"] = [words.code("common.class_", code) for code in frame["channel_class"]]
    base = alt.Chart(ready).encode(
        y=alt.Y("name:N", sort=AS_LISTED, axis=name_axis()),
        x=alt.X("spend_share:Q", axis=number_axis(scope, "ratio")),
        tooltip=tooltips(
            ("name", words("common.channel_class")),
            ("spend_share_text", words("overview.spend_share")),
            ("investment_share_text", words("overview.investment_share")),
        ),
    )
    bar = alt.MarkDef(
        type="bar", color=PRIMARY_LIGHT, cornerRadiusEnd=3, height=alt.RelativeBandSize(band=0.6)
    )
    mark = alt.MarkDef(type="tick", color=ACCENT, thickness=3, size=18)
    layers = [drawn(base, bar), drawn(base, mark).encode(x=alt.X("investment_share:Q"))]
    return layered(layers, max(110, 21 * len(ready)))


def _largest(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    totals = frame.groupby("channel")["spend_amount"].sum().sort_values(ascending=False)
    kept = [str(code) for code in totals.index[:LARGEST]]
    ready = frame.copy()
    ready["channel"] = [code if code in kept else OTHERS for code in frame["channel"]]
    ready = ready.groupby(["period_start", "channel"], as_index=False)["spend_amount"].sum()
    order = [*kept, OTHERS] if len(totals) > LARGEST else kept
    return ready, order
