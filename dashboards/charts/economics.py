"""Charts of the economics page."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.base import (
    AS_LISTED,
    drawn,
    layered,
    name_axis,
    number_axis,
    tooltips,
    with_text,
)
from dashboards.charts.cohorts import scale_of
from dashboards.charts.heat import heat_map, paint
from dashboards.charts.palette import ACCENT, LABEL, PRIMARY, PRIMARY_LIGHT
from dashboards.charts.remembered import remembered
from dashboards.formats import Kind, number_or_none
from dashboards.metrics import METRICS
from dashboards.queries.economics import AGES, OLD_ENOUGH, at_ages
from dashboards.scope import Scope

MOST_CHANNELS = 20
FEWEST_OLD = 0.05
"""Part of the entry days below which an age is a handful of days' luck and not drawn."""


@remembered
def matrix(scope: Scope, frame: pd.DataFrame, measure: str, by: str) -> alt.LayerChart | None:
    """Rows are months of entry or channels (`by`), columns ages, colour the measure.

    Cells that fewer than half of the entry days have reached are grey.
    """
    shown = _largest(at_ages(frame), by)
    if shown.empty:
        return None
    is_judged = shown["mature_share"] >= OLD_ENOUGH
    words, kind = scope.words, METRICS[measure].kind
    stops, low, high = scale_of(shown.loc[is_judged, measure], measure)
    cells = pd.DataFrame(
        {
            "row": row_names(scope, shown[by]),
            "column": [words("channels.age", days=int(age)) for age in shown["age_days"]],
            "text": [scope.formats.show(number_or_none(v), kind) for v in _numbers(shown[measure])],
            "basis": [scope.formats.percent(share) for share in shown["mature_share"]],
            "payback": [scope.formats.show(v, "count") for v in _numbers(shown["payback_days"])],
            "spend": [scope.formats.show(v, "money") for v in _numbers(shown["spend_amount"])],
        },
        index=shown.index,
    ).join(paint(shown[measure], is_judged, stops, low, high))
    tips = tooltips(
        ("row", words("common.channel" if by == "channel" else "economics.cohort_month")),
        ("column", words("channels.age_days")),
        ("text", words(f"metric.{measure}")),
        ("spend", words("metric.spend_amount")),
        ("basis", words("economics.mature_share")),
        ("payback", words("metric.payback_days")),
    )
    return heat_map(cells, tips, columns=[words("channels.age", days=age) for age in AGES])


def _largest(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Rows with spend or investors; of channels those with the largest spend, which come first."""
    told = frame[(frame["cohort_spend"] > 0) | (frame["first_investments"] > 0)]
    kept = list(dict.fromkeys(told[by]))[: MOST_CHANNELS + 1]
    return told[told[by].isin(kept)] if by == "channel" else told


def row_names(scope: Scope, values: pd.Series) -> list[str]:
    """Names of channels, or of the months that days begin."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return [scope.formats.month(day.date()) for day in values]
    return [scope.channel_name(str(code)) for code in values]


@remembered
def curve(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """ROAS of all chosen channels by age, dashed where few entry days are so old; a line at 1."""
    is_drawn = (frame["mature_share"] >= FEWEST_OLD) & frame["roas"].notna()
    ready = frame[(frame["channel"] == "") & is_drawn]
    if len(ready) < 2:
        return None
    words = scope.words
    kinds: dict[str, Kind] = {"roas": "multiple", "mature_share": "ratio"}
    ready = with_text(ready, scope, kinds)
    is_judged = ready["mature_share"] >= OLD_ENOUGH
    base = alt.Chart(ready).encode(
        x=alt.X("age_days:Q", axis=_age_axis(scope), scale=alt.Scale(nice=False)),
        y=alt.Y("roas:Q", axis=number_axis(scope, "multiple"), scale=alt.Scale(zero=True)),
        tooltip=tooltips(
            ("age_days", words("channels.age_days")),
            ("roas_text", words("metric.roas")),
            ("mature_share_text", words("economics.mature_share")),
        ),
    )
    light = alt.MarkDef(type="line", color=PRIMARY, strokeWidth=2, strokeDash=[3, 4], opacity=0.7)
    full = alt.MarkDef(type="line", color=PRIMARY, strokeWidth=3)
    judged = drawn(base, full)
    judged.data = ready[is_judged]
    rule = alt.MarkDef(type="rule", color=ACCENT, strokeDash=[4, 3], strokeWidth=1.5)
    one = drawn(alt.Chart(pd.DataFrame({"at": [1.0]})).encode(y=alt.Y("at:Q")), rule)
    return layered([one, drawn(base, light), judged], 260)


def _age_axis(scope: Scope) -> alt.Axis:
    return alt.Axis(
        title=scope.words("channels.age_days"), titleColor=LABEL, grid=False, values=list(AGES)
    )


@remembered
def to_come(scope: Scope, frame: pd.DataFrame, measure: str) -> alt.LayerChart | None:
    """What months have brought so far, lighter what is still to come, and its interval."""
    months = frame[frame["cohort_month"].notna()]
    so_far, expected, low, high = _PARTS[measure]
    if months.empty or months[expected].isna().all():
        return None
    words, kind = scope.words, METRICS[so_far].kind
    ready = pd.DataFrame(
        {
            "name": row_names(scope, pd.to_datetime(months["cohort_month"])),
            "so_far": months[so_far],
            "end": months[so_far] + months[expected],
            "low": months[so_far] + months[low],
            "high": months[so_far] + months[high],
            "more": months[expected],
        }
    )
    told: dict[str, Kind] = dict.fromkeys(("so_far", "more", "low", "high", "end"), kind)
    ready = with_text(ready, scope, told)
    tips = tooltips(
        ("name", words("economics.cohort_month")),
        ("so_far_text", words("economics.so_far")),
        ("more_text", words("economics.still_to_come")),
        ("end_text", words("economics.in_the_end")),
        ("low_text", words("economics.low")),
        ("high_text", words("economics.high")),
    )
    return _bars_with_interval(scope, ready, tips, kind)


_PARTS = {
    "first_investments": (
        *("first_investments", "investors_to_come", "investors_low", "investors_high"),
    ),
    "revenue_amount": ("revenue_amount", "revenue_to_come", "revenue_low", "revenue_high"),
}


@remembered
def values(scope: Scope, frame: pd.DataFrame, grain: str) -> alt.LayerChart | None:
    """Revenue per first investor so far, lighter what it is expected to become, the interval."""
    if frame.empty or frame["forecast"].isna().all():
        return None
    words = scope.words
    starts = pd.to_datetime(frame["cohort"]).dt.date
    name = scope.formats.month if grain == "month" else scope.formats.day
    ready = pd.DataFrame(
        {
            "name": [name(start) for start in starts],
            "so_far": frame["value"],
            "end": frame["forecast"].fillna(frame["value"]),
            "low": frame["low"],
            "high": frame["high"],
            "age": frame["age"],
            "investors": frame["investors"],
        }
    )
    told: dict[str, Kind] = dict.fromkeys(("so_far", "end", "low", "high"), "unit_money")
    ready = with_text(ready, scope, {**told, "investors": "count"})
    tips = tooltips(
        ("name", words("economics.cohort")),
        ("investors_text", words("metric.first_investments")),
        ("age", words("channels.age_days")),
        ("so_far_text", words("economics.so_far")),
        ("end_text", words("economics.in_the_end")),
        ("low_text", words("economics.low")),
        ("high_text", words("economics.high")),
    )
    return _bars_with_interval(scope, ready, tips, "unit_money")


def _bars_with_interval(
    scope: Scope, ready: pd.DataFrame, tips: list[alt.Tooltip], kind: Kind
) -> alt.LayerChart:
    base = alt.Chart(ready).encode(
        y=alt.Y("name:N", sort=AS_LISTED, axis=name_axis()), tooltip=tips, x=alt.X("so_far:Q")
    )
    band = alt.RelativeBandSize(band=0.62)
    solid = alt.MarkDef(type="bar", color=PRIMARY, height=band)
    light = alt.MarkDef(type="bar", color=PRIMARY_LIGHT, height=band, cornerRadiusEnd=3)
    rule = alt.MarkDef(type="rule", color=ACCENT, strokeWidth=2)
    axis = number_axis(scope, kind)
    layers = [
        drawn(base, solid),
        drawn(base, light).encode(x=alt.X("so_far:Q", axis=axis), x2=alt.X2("end:Q")),
        drawn(base, rule).encode(x=alt.X("low:Q", axis=axis), x2=alt.X2("high:Q")),
    ]
    return layered(layers, max(130, 26 * len(ready) + 40))


def _numbers(values: pd.Series) -> list[float]:
    return values.astype("float64").tolist()
