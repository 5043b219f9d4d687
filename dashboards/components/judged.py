"""Ways from the chosen days to those that hold the answer."""

from __future__ import annotations

import streamlit as st

from dashboards.components.filters import show_all_days, show_days
from dashboards.components.markdown import plain
from dashboards.queries import promotions
from dashboards.queries.funnel import judged_window
from dashboards.scope import Scope

MOST_NAMED = 2


def offer_judged_days(page: Scope) -> None:
    """A button that moves the filter to the latest entry days old enough to judge, if any."""
    window = judged_window(page.build)
    if window is None:
        return
    days = page.formats.days(*window)
    label = page.words("funnel.show_judged", days=days)
    st.button(
        label,
        key="judged_days",
        icon=":material/history:",
        on_click=show_days,
        args=window,
        type="primary",
    )


def offer_earlier_promotions(page: Scope) -> bool:
    """A button that shows all days, where promotions ended before the chosen ones; whether any."""
    names = promotions.earlier(page.build, page.filters)
    if not names:
        return False
    words = page.words
    shown = words.listed(plain(name) for name in names[:MOST_NAMED])
    more = "…" if len(names) > MOST_NAMED else ""
    st.button(
        words("promotions.earlier", count=len(names), names=shown + more),
        key="earlier_promotions",
        icon=":material/history:",
        on_click=show_all_days,
    )
    return True
