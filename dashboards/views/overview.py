"""Are we growing, and what does growth cost?"""

from __future__ import annotations

import streamlit as st

from dashboards.answers import overview as answers
from dashboards.charts import overview as charts
from dashboards.charts.change import waterfall
from dashboards.components.cards import metric_cards
from dashboards.components.controls import choose_code, choose_grain, choose_metric
from dashboards.components.figure import columns, figure
from dashboards.components.page import answer, open_page
from dashboards.components.table import show_table
from dashboards.queries import change as changes
from dashboards.queries import overview as queries
from dashboards.scope import Scope
from dashboards.tables import growth as tables


def headlines(page: Scope) -> None:
    """The answer, and the numbers beside the window before."""
    totals = queries.totals(page.build, page.filters)
    answer(answers.answer(page, totals))
    metric_cards(page, totals, queries.CARDS, queries.sparklines(page.build, page.filters))
    if page.filters.channels:
        st.caption(page.words("overview.outstanding_note"))


def trend(page: Scope) -> None:
    """One number over time, with holidays and the company's notes."""
    with figure(page, "overview.trend") as card:
        metric, grain = choose_metric(card, page, queries.TREND), choose_grain(card, page)
        frame = queries.trend(page.build, page.filters, grain)
        card.offer(frame, tables.PERIODS, f"trend_per_{grain}")
        card.chart(charts.trend(page, frame, metric, grain))


def mix_and_cost(page: Scope) -> None:
    """Where first investors come from, and what the company spent for them."""
    mix = queries.channel_mix(page.build, page.filters)
    weeks = queries.trend(page.build, page.filters, "week")
    left, right = columns(2)
    with left, figure(page, "overview.mix") as card:
        card.offer(mix, tables.MIX, "channel_mix")
        card.chart(charts.mix(page, mix))
    with right, figure(page, "overview.cost") as card:
        card.offer(weeks, tables.PERIODS, "cost_per_week")
        card.chart(charts.cost(page, weeks, "week"))


def why(page: Scope) -> None:
    """Why a headline changed: what volume, mix, conversion and price did, and where."""
    with figure(page, "overview.why") as card:
        metric = choose_code(card, page, "why", changes.METRICS, "metric.")
        change = changes.change(page.build, page.filters, metric)
        if change is None:
            card.chart(None)
            return
        card.offer(change.by_channel, tables.CHANGE, f"change_of_{metric}")
        st.markdown(answers.why(page, change))
        card.chart(waterfall(page, change))


def plan(page: Scope) -> None:
    """The month's targets, when the company has any."""
    if (frame := queries.plan(page.build, page.filters)).empty:
        return
    with figure(page, "overview.plan", caption=page.month_of(page.filters.end)) as card:
        card.offer(frame, tables.PLAN, "plan")
        card.say(answers.paces(page, frame))
        card.chart(charts.plan(page, frame))


def by_period(page: Scope) -> None:
    """Every number of the page by period, to read and to take away."""
    with figure(page, "overview.table") as card:
        grain = choose_grain(card, page, "table_grain", "week")
        frame = queries.trend(page.build, page.filters, grain)
        card.offer(frame, tables.PERIODS, f"growth_per_{grain}")
        show_table(page, frame, tables.PERIODS, key="growth")


scope = open_page("overview")
headlines(scope)
trend(scope)
why(scope)
mix_and_cost(scope)
plan(scope)
by_period(scope)
