"""A way from days that are too young to the latest ones that can be judged."""

from __future__ import annotations

import streamlit as st

from dashboards.components.filters import show_days
from dashboards.queries.funnel import judged_window
from dashboards.scope import Scope


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
