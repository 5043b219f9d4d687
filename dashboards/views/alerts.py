"""What needs a look today?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards.answers import alerts as answers
from dashboards.answers import overview
from dashboards.charts import alerts as charts
from dashboards.charts.change import waterfall
from dashboards.components.controls import choose_code
from dashboards.components.figure import columns, figure
from dashboards.components.one_alert import chosen_alert
from dashboards.components.page import answer, open_page
from dashboards.components.table import show_or_say
from dashboards.components.watched import rules
from dashboards.queries import alerts as queries
from dashboards.scope import Scope
from dashboards.tables import alerts as tables
from dashboards.tables import growth


def fired(page: Scope) -> None:
    """The answer, and what fired in the window."""
    answer(answers.answer(page, queries.current(page.build, page.filters)))
    frame = answers.listed(page, queries.fired(page.build, page.filters), "fired", page.filters)
    with figure(page, "alerts.fired") as card:
        card.offer(frame, tables.EXPORTED, "alerts_fired")
        show_or_say(page, frame, tables.FIRED, "alerts.fired_none", key="alerts_fired")


def one(page: Scope) -> None:
    """One that fired, or one that is watched where nothing did: its days, and why it fired."""
    found = queries.fired(page.build, page.filters)
    row = chosen_alert(page, queries.current(page.build, page.filters) if found.empty else found)
    if row is None:
        return
    if found.empty:
        history(page, row)
        return
    left, right = columns(2)
    with left:
        why(page, row)
    with right:
        history(page, row)


def why(page: Scope, row: pd.Series) -> None:
    """The sentence, and what the number is made of."""
    with figure(page, "alerts.why") as card:
        st.markdown(answers.told(page, row))
        change = queries.change(page.build, row)
        if change is not None:
            card.offer(change.by_channel, growth.CHANGE, "alert_parts")
            st.markdown(overview.why(page, change))
            card.chart(waterfall(page, change))


def history(page: Scope, row: pd.Series) -> None:
    """Its days, in the range of chance."""
    with figure(page, "alerts.history") as card:
        days = queries.history(page.build, page.filters, row)
        card.offer(days, tables.HISTORY, "alert_days")
        card.chart(charts.history(page, days, str(row["metric"])))


def log(page: Scope) -> None:
    """All that was asked in the window, with the reason for each silence."""
    with figure(page, "alerts.log", listed=queries.LISTED, most=queries.MOST_LINES) as card:
        shown = choose_code(card, page, "log", queries.SHOWN, "alerts.show_")
        lines = queries.log(page.build, page.filters, shown)
        asked = (page.filters, shown)
        newest = answers.listed(page, lines.head(queries.LISTED), "newest", *asked)
        card.offer(
            lambda: answers.listed(page, lines, "log", *asked),
            tables.EXPORTED,
            f"alert_log_{shown}",
        )
        show_or_say(page, newest, tables.LOG, "alerts.log_none", key="alert_log")


scope = open_page("alerts")
fired(scope)
one(scope)
rules(scope)
log(scope)
