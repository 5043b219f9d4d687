"""Charts of the campus and offline page."""

from __future__ import annotations

import math

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
    with_text,
)
from dashboards.charts.heat import heat_map, paint
from dashboards.charts.palette import GOOD, HEAT, LABEL, NEUTRAL, PRIMARY
from dashboards.charts.remembered import remembered
from dashboards.formats import Kind
from dashboards.scope import Scope

MOST_BARS = 15
MOST_NAMES = 25
MAP_HEIGHT, ROOM_BELOW = 480, 130
SMALLEST_DOT, LARGEST_DOT = 60, 1400
_AMOUNTS: dict[str, Kind] = {
    "cost_amount": "money",
    "cost_per_investor": "unit_money",
    "registrations": "count",
    "first_investments": "count",
}


@remembered
def cost_per_investor(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """What a coded first investor cost by activity, the cheapest first."""
    shown = frame[frame["cost_per_investor"].notna()].nsmallest(MOST_BARS, "cost_per_investor")
    if shown.empty:
        return None
    words = scope.words
    ready = with_text(shown, scope, _AMOUNTS)
    ready["name"] = ready["activity_name"] + " · " + ready["activity_id"]
    ready["label"] = ready["cost_per_investor_text"]
    ready["colour"] = PRIMARY
    return named_bars(
        ready,
        name="name",
        value="cost_per_investor",
        label="label",
        tooltip=tooltips(
            ("name", words("offline.activity_name")),
            ("cost_amount_text", words("offline.cost_amount")),
            ("registrations_text", words("offline.registrations")),
            ("first_investments_text", words("offline.first_investments")),
            ("cost_per_investor_text", words("offline.cost_per_investor")),
        ),
        name_limit=220,
    )


@remembered
def lifts(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Each placement's incremental total with its 95 % interval; green where told from chance."""
    shown = frame[frame["incremental"].notna()].head(2 * MOST_BARS)
    if shown.empty:
        return None
    words = scope.words
    kinds: dict[str, Kind] = {
        "incremental": "credit",
        "incremental_low": "credit",
        "incremental_high": "credit",
    }
    ready = with_text(shown, scope, kinds)
    days = pd.to_datetime(ready["start_date"]).dt.date
    ready["name"] = [
        f"{name} · {city} · {day:%m-%d} · {code}"
        for name, city, day, code in zip(
            ready["placement_name"], ready["city"], days, ready["placement_id"], strict=True
        )
    ]
    ready["interval"] = ready["incremental_low_text"] + " – " + ready["incremental_high_text"]
    ready["verdict_text"] = [words.code("offline.verdict_", code) for code in ready["verdict"]]
    ready["colour"] = [GOOD if code == "lift" else NEUTRAL for code in ready["verdict"]]
    return _intervals(scope, ready)


def _intervals(scope: Scope, ready: pd.DataFrame) -> alt.LayerChart:
    words = scope.words
    span = alt.Scale(domain=_span(ready), clamp=True)
    base = alt.Chart(ready).encode(
        y=alt.Y("name:N", sort=AS_LISTED, axis=name_axis(290)),
        color=alt.Color("colour:N", scale=None),
        tooltip=tooltips(
            ("name", words("offline.placement_name")),
            ("verdict_text", words("offline.verdict")),
            ("incremental_text", words("offline.incremental")),
            ("interval", words("offline.interval")),
        ),
    )
    whisker = drawn(base, alt.MarkDef(type="rule", strokeWidth=3)).encode(
        x=alt.X("incremental_low:Q", axis=number_axis(scope, "count"), scale=span),
        x2=alt.X2("incremental_high:Q"),
    )
    dot = drawn(base, alt.MarkDef(type="point", filled=True, size=70, opacity=1)).encode(
        x=alt.X("incremental:Q")
    )
    nothing = alt.Chart(pd.DataFrame({"zero": [0]})).encode(x=alt.X("zero:Q"))
    line = drawn(nothing, alt.MarkDef(type="rule", color=LABEL, strokeDash=[4, 3]))
    return layered([line, whisker, dot], max(110, 27 * len(ready)))


def _span(ready: pd.DataFrame) -> list[float]:
    """From the lowest to the highest bound; intervals far wider than most are cut at the edge."""
    reach = ready[["incremental_low", "incremental_high"]].abs().max(axis=1)
    most = float(min(reach.max(), 3 * reach.median())) or 1.0
    return [-most, most]


@remembered
def audience(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Registrations by channel and decade of birth; those who invested in the tooltip."""
    if frame.empty:
        return None
    words, show = scope.words, scope.formats.show
    decades = [decade_name(scope, code) for code in sorted(frame["birth_decade"].unique())]
    cells = pd.DataFrame(
        {
            "row": [scope.channel_name(code) for code in frame["channel"]],
            "column": [decade_name(scope, code) for code in frame["birth_decade"]],
            "text": [show(count, "count") for count in frame["registrations"]],
            "invested": [show(count, "count") for count in frame["first_investments"]],
            "rate": [show(rate, "ratio") for rate in frame["investing_rate"]],
        },
        index=frame.index,
    )
    most = float(frame["registrations"].max()) or 1.0
    is_judged = pd.Series(True, index=frame.index)
    cells = cells.join(paint(frame["registrations"], is_judged, HEAT, 0.0, most))
    tips = tooltips(
        ("row", words("common.channel")),
        ("column", words("offline.birth_decade")),
        ("text", words("offline.registrations")),
        ("invested", words("offline.first_investments")),
        ("rate", words("offline.investing_rate")),
    )
    return heat_map(cells, tips, columns=decades)


def decade_name(scope: Scope, decade: int) -> str:
    """A decade of birth in words, 0 where it is not known."""
    if not decade:
        return scope.words("offline.decade_unknown")
    is_chinese = scope.words.language == "zh"
    return scope.words(
        "offline.decade", decade=f"{decade % 100:02d}" if is_chinese else int(decade)
    )


@remembered
def map_of_cities(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Cities by longitude and latitude, sized by first investors, coloured by their lift."""
    placed = frame[frame["longitude"].notna()]
    if placed.empty:
        return None
    words = scope.words
    kinds: dict[str, Kind] = {
        **{"first_investments": "count", "registrations": "count", "cost_amount": "money"},
        **{"activities": "count", "incremental": "credit"},
    }
    ready = with_text(placed, scope, kinds)
    ready["verdict"] = [words(f"offline.place_{code}") for code in placed["verdict"]]
    heights = _degrees(placed["latitude"], 3)
    ready["is_named"] = [place < MOST_NAMES for place in range(len(ready))]
    ready["name_at"] = _names_at(ready, heights[1] - heights[0])
    base = alt.Chart(ready).encode(
        x=alt.X(
            "longitude:Q", scale=_scale(_degrees(placed["longitude"], 6)), axis=_degree_axis("E")
        ),
        y=alt.Y("latitude:Q", scale=_scale(heights), axis=_degree_axis("N")),
        tooltip=tooltips(
            ("name", words("offline.city")),
            ("activities_text", words("offline.activities")),
            ("cost_amount_text", words("offline.cost_amount")),
            ("registrations_text", words("offline.registrations")),
            ("first_investments_text", words("offline.first_investments")),
            ("verdict", words("offline.verdict")),
            ("incremental_text", words("offline.incremental")),
        ),
    )
    codes = ("lift", "cannot tell", "untold")
    colour = alt.Color(
        "verdict:N",
        scale=alt.Scale(
            domain=[words(f"offline.place_{code}") for code in codes],
            range=[GOOD, PRIMARY, NEUTRAL],
        ),
        legend=alt.Legend(title=None, orient="bottom", columns=1, labelLimit=320),
    )
    size = alt.Size(
        "first_investments:Q",
        scale=alt.Scale(domain=[0, _most(ready)], range=[SMALLEST_DOT, LARGEST_DOT]),
        legend=None,
    )
    dot = alt.MarkDef(type="circle", opacity=0.75, stroke="white", strokeWidth=1)
    name = alt.MarkDef(type="text", fontSize=12, color=LABEL)
    named = base.transform_filter("datum.is_named")
    layers = [
        drawn(base, dot).encode(size=size, color=colour),
        drawn(named, name).encode(
            text=alt.Text("name:N"), y=alt.Y("name_at:Q", scale=_scale(heights))
        ),
    ]
    return layered(layers, MAP_HEIGHT)


def _most(frame: pd.DataFrame) -> int:
    return max(int(frame["first_investments"].max()), 1)


def _names_at(frame: pd.DataFrame, degrees: float) -> list[float]:
    """The latitude of each name, clear of its dot: above, or below where a city lies above it."""
    per_pixel, at = degrees / (MAP_HEIGHT - ROOM_BELOW), []
    for row in frame.to_dict("records"):
        north = frame["latitude"] - row["latitude"]
        east = (frame["longitude"] - row["longitude"]).abs()
        is_crowded = bool(((north > 0) & (north < 40 * per_pixel) & (east < 80 * per_pixel)).any())
        area = SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * row["first_investments"] / _most(frame)
        away = (math.sqrt(area / math.pi) + 10) * per_pixel
        at.append(row["latitude"] + (-away if is_crowded else away))
    return at


def _degrees(values: pd.Series, least: float) -> tuple[float, float]:
    """The range of the cities with room around; never so narrow that one city fills the chart."""
    low, high = float(values.min()), float(values.max())
    room = max(least - (high - low), 0.2 * (high - low)) / 2 + least / 6
    return low - room, high + room


def _scale(ends: tuple[float, float]) -> alt.Scale:
    return alt.Scale(domain=list(ends), zero=False, nice=False)


def _degree_axis(letter: str) -> alt.Axis:
    return alt.Axis(title=None, labelExpr=f"format(datum.value, '~f') + '°{letter}'", tickCount=6)
