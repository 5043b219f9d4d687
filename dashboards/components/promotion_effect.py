"""The effect of one promotion day by day, chosen among those whose method tells it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards.charts import promotions as charts
from dashboards.components.choices import remember, remembered
from dashboards.components.figure import Card
from dashboards.queries import promotions as queries
from dashboards.scope import Scope
from dashboards.tables import promotions as tables

DAILY_METHODS = ("randomised", "geo")


def chosen_effect(page: Scope, frame: pd.DataFrame, card: Card) -> None:
    """A choice of promotions, and the chart of the chosen one."""
    shown = frame[frame["method"].isin(DAILY_METHODS)].reset_index(drop=True)
    if shown.empty:
        card.chart(None)
        return
    row = shown.iloc[_chosen(page, shown)]
    grain = queries.effect_grain(row)
    days = queries.effects(page.build, row["promotion_id"], row["arm"], grain)
    card.offer(days, tables.EFFECTS, f"promotion_effect_per_{grain}")
    card.chart(charts.effect(page, days, grain))
    card.note(f"promotions.effect_per_{grain}")


def _chosen(page: Scope, shown: pd.DataFrame) -> int:
    names = [f"{one}|{arm}" for one, arm in zip(shown["promotion_id"], shown["arm"], strict=True)]
    before = remembered("promotion", names[0])
    key = f"promotion_{page.words.language}"
    st.session_state[key] = before if before in names else names[0]
    labels = dict(zip(names, shown["label"], strict=True))
    st.selectbox(
        page.words("promotions.promotion"),
        names,
        key=key,
        format_func=lambda name: labels[name],
        label_visibility="collapsed",
        on_change=lambda: remember("promotion", str(st.session_state[key])),
    )
    return names.index(str(st.session_state[key]))
