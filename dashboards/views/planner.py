"""What would another split of next month's budget bring?"""

from __future__ import annotations

import streamlit as st

from dashboards.answers import planner as answers
from dashboards.charts import planner as charts
from dashboards.components.cards import plain_cards
from dashboards.components.figure import columns, figure
from dashboards.components.markdown import plain
from dashboards.components.page import answer, open_plain_page
from dashboards.components.planner import choose_wish, edit_channels
from dashboards.components.states import explain
from dashboards.components.table import show_table
from dashboards.queries import planner as queries
from dashboards.scope import Scope
from dashboards.tables import planner as tables


def planner(page: Scope) -> None:
    """The answer, the plan by channel, and what it assumes."""
    base = queries.base(page.build)
    words = page.words
    if not base.channels:
        answer(words("planner.nothing", days=queries.AGE))
        plain_cards(page, answers.cards_of_nothing(page, base))
        explain(words, words("planner.nothing_title"), words("planner.nothing_body"))
        return
    wish = choose_wish(page, base)
    made = answers.plan(base, wish)
    frame = answers.rows(base, wish, made)
    answer(answers.answer(page, wish, made, frame))
    plain_cards(page, answers.cards(page, wish, made, frame))
    left, right = columns(2)
    with left, figure(page, "planner.spends", caption=page.all_data) as card:
        card.offer(frame, tables.PLAN, "plan_spend")
        card.chart(charts.spends(page, frame))
    with right, figure(page, "planner.costs", caption=page.all_data) as card:
        card.offer(frame, tables.PLAN, "plan_costs")
        card.chart(charts.costs(page, frame))
    with figure(page, "planner.table", caption=page.all_data, days=queries.AGE) as card:
        card.offer(frame, tables.PLAN, "budget_plan")
        show_table(page, frame, tables.PLAN, key="budget_plan", height="content")
    with figure(page, "planner.assumed", caption=page.all_data) as card:
        edit_channels(page, base, wish)
        card.note("planner.assumed_note")
    if base.left_out:
        names = words.listed(plain(page.channel_name(code)) for code in base.left_out)
        st.caption(words("planner.left_out", names=names))


planner(open_plain_page("planner"))
