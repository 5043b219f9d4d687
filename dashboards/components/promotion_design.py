"""How many people a promotion needs, what it could show, and how small a holdout may be."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards.answers.promotion_design import Wish, told
from dashboards.components.figure import Card
from dashboards.formats import number_or_none
from dashboards.scope import Scope

USUAL_RATE, USUAL_PEOPLE = 0.05, 10_000


def design(page: Scope, baseline: pd.Series, card: Card) -> None:
    """Three questions that begin with the company's own numbers, and what follows from them."""
    words, language = page.words, page.words.language
    rate = number_or_none(baseline["rate"]) or USUAL_RATE
    usual = min(max(round(rate * 100, 1), 0.1), 95.0)
    people = max(int(number_or_none(baseline["people"]) or USUAL_PEOPLE), 20)
    left, middle, right = st.columns(3)
    with left:
        base = st.number_input(
            words("promotions.baseline"),
            min_value=0.1,
            max_value=95.0,
            value=usual,
            step=0.1,
            key=f"design_rate_{language}_{usual}",
            help=words("promotions.baseline_help"),
        )
    with middle:
        lift = st.number_input(
            words("promotions.wanted"),
            min_value=1.0,
            max_value=500.0,
            value=10.0,
            step=1.0,
            key=f"design_lift_{language}",
            help=words("promotions.wanted_help"),
        )
    with right:
        reach = st.number_input(
            words("promotions.reach"),
            min_value=20,
            value=people,
            step=100,
            key=f"design_people_{language}_{people}",
            help=words("promotions.reach_help"),
        )
    card.say(told(page, Wish.in_percent(base, lift, int(reach))))
