"""The part of the funnel page on one named funnel: losses and times, breakdown, trend."""

from __future__ import annotations

import pandas as pd

from dashboards.charts import funnels as charts
from dashboards.components.choices import choose
from dashboards.components.controls import choose_code, choose_grain, toolbar
from dashboards.components.figure import figure, place
from dashboards.components.table import show_or_say, show_table
from dashboards.queries import funnels as queries
from dashboards.queries.funnels import Funnel, Month
from dashboards.scope import Scope
from dashboards.tables import funnels as tables


def named_funnel(page: Scope) -> None:
    """One funnel in depth, by month of entry; the company's own funnels can be chosen here."""
    with toolbar():
        funnel = _choose_funnel(page)
        month = _choose_month(page, funnel)
    with place():
        if month is not None:
            _times(page, funnel, month)
            _by_value(page, funnel, month)
    _trend(page, funnel)


def _choose_funnel(page: Scope) -> Funnel:
    known = {funnel.code: funnel for funnel in queries.funnels(page.build)}
    if len(known) == 1:
        return next(iter(known.values()))
    code = choose(
        "named_funnel",
        list(known),
        label=page.words("funnel.named"),
        show=lambda name: page.words.either(known[name].name, known[name].name_zh),
        language=page.words.language,
        is_label_visible=True,
    )
    return known[code]


def _choose_month(page: Scope, funnel: Funnel) -> Month | None:
    known = {f"{month.first:%Y-%m}": month for month in _months(page, funnel)}
    default = queries.latest_judged(list(known.values()))
    if default is None:
        return None
    code = choose(
        "entry_month",
        list(known),
        label=page.words("funnel.entry_month"),
        show=lambda name: _month_name(page, known[name]),
        language=page.words.language,
        default=f"{default.first:%Y-%m}",
        is_label_visible=True,
    )
    return known[code]


def _months(page: Scope, funnel: Funnel) -> list[Month]:
    return queries.months(page.build, page.filters, funnel.code)


def _month_name(page: Scope, month: Month) -> str:
    name = page.formats.month(month.first)
    return name if month.is_mature else page.words("funnel.young_month", month=name)


def _times(page: Scope, funnel: Funnel, month: Month) -> None:
    caption = page.month_of(month.first)
    with figure(page, "funnel.times", caption=caption, window=funnel.window_days) as card:
        frame = queries.times(page.build, funnel.code, month.first)
        card.offer(frame, tables.TIMES, "funnel_times")
        show_table(page, frame, tables.TIMES, key="funnel_times", height="content")
        if not month.is_mature:
            card.note("funnel.young_note")


def _by_value(page: Scope, funnel: Funnel, month: Month) -> None:
    with figure(page, "funnel.by_value", caption=page.month_of(month.first)) as card:
        breakdown = choose_code(card, page, "breakdown", queries.BREAKDOWNS, "funnel.value_")
        frame = queries.by_value(page.build, funnel, month.first, breakdown)
        frame["value"] = _values(page, frame, breakdown)
        columns = tables.values(funnel, breakdown)
        card.offer(frame, columns, f"funnel_values_by_{breakdown}")
        show_or_say(page, frame, columns, "funnel.by_value_none", key="funnel_values")
        if breakdown == "promotion":
            card.note("funnel.promotion_note")


def _values(page: Scope, frame: pd.DataFrame, breakdown: str) -> list[str]:
    rows = zip(frame["breakdown_value"], frame["value_name"], frame["is_rest"], strict=True)
    return [_value(page, breakdown, *row) for row in rows]


def _value(page: Scope, breakdown: str, value: str, name: str, is_rest: bool) -> str:
    if is_rest:
        return page.words("funnel.rest")
    if not value:
        return page.words("funnel.no_value")
    match breakdown:
        case "channel":
            return page.channel_name(value)
        case "age_band":
            return page.words.code("funnel.age_", value)
    return name


def _trend(page: Scope, funnel: Funnel) -> None:
    with figure(page, "funnel.named_trend", window=funnel.window_days) as card:
        grain = choose_grain(card, page, "named_grain", "week")
        frame = queries.trend(page.build, page.filters, funnel.code, grain)
        card.offer(frame, tables.TREND, f"funnel_trend_per_{grain}")
        card.chart(charts.trend(page, frame, grain))
