"""One firing, or one watched number where nothing fired, chosen among those of the window."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards.answers import alerts as answers
from dashboards.components.choices import remember, remembered
from dashboards.scope import Scope


def chosen_alert(page: Scope, rows: pd.DataFrame) -> pd.Series | None:
    """The row that the reader chose, the newest one unless chosen; None when there is none."""
    if rows.empty:
        return None
    told = rows.to_dict("records")
    names = [_name(row) for row in told]
    before = remembered("alert", names[0])
    key = f"alert_{page.words.language}"
    st.session_state[key] = before if before in names else names[0]
    by_name = dict(zip(reversed(names), reversed(told), strict=True))
    st.selectbox(
        page.words("alerts.which"),
        list(dict.fromkeys(names)),
        key=key,
        format_func=lambda name: answers.label(page, by_name[name]),
        label_visibility="collapsed",
        on_change=lambda: remember("alert", str(st.session_state[key])),
    )
    return rows.iloc[names.index(str(st.session_state[key]))]


def _name(row: answers.Row) -> str:
    parts = (row["alert"], row["channel"], row["city"], row["stat_date"].date())
    return "|".join(str(part) for part in parts)
