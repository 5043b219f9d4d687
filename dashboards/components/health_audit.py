"""Days of the data-health page that still move, and the way to the tracking audit."""

from __future__ import annotations

import streamlit as st

from dashboards.access.session import current_person
from dashboards.answers import tracking as answers
from dashboards.components.figure import figure
from dashboards.components.table import show_or_say
from dashboards.queries import health_audit as queries
from dashboards.queries.tracking import findings
from dashboards.scope import Scope
from dashboards.tables import health_audit as tables


def restatements(page: Scope) -> None:
    """How much the spend of a day still moves after it was first reported."""
    frame = queries.restatements(page.build, page.filters)
    with figure(page, "health.restatements") as card:
        card.offer(frame, tables.RESTATEMENTS, "restatements")
        nothing = "health.restatements_none"
        show_or_say(page, frame, tables.RESTATEMENTS, nothing, key="restatements")


def way_to_tracking(page: Scope) -> None:
    """How much the tracking audit found, and the way there for whoever may open it."""
    if not current_person().may_open("tracking"):
        return
    found = findings(page.build, page.filters)
    label = page.words("health.to_tracking", count=len(found), stake=answers.stake(page, found))
    st.page_link("views/tracking.py", label=label, icon=":material/troubleshoot:")
