"""The choices of the planner: budget, elasticities, and own changes of single channels."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import streamlit as st
from streamlit.column_config import NumberColumn, TextColumn

from dashboards.answers.planner import BEST, ELASTICITIES, OWN, ROOMS, STARTS, USUAL, Wish
from dashboards.components.choices import remember, remembered, write_address
from dashboards.components.controls import choose_on_page, toolbar
from dashboards.formats import number_or_none
from dashboards.queries.planner import Base
from dashboards.scope import Scope
from measurement.budget import FLATTEST, STEEPEST

MOST_BUDGET = 1e11
EDITED = {"change": "plan_changes", "elasticity": "plan_elasticities"}


def choose_wish(page: Scope, base: Base) -> Wish:
    """What the reader wants to try; all of it stands in the address."""
    with toolbar():
        budget = _budget(page, round(sum(base.now.values())))
        label = "planner.start"
        start = choose_on_page(page, "plan", STARTS, area="planner.", label=label, default=BEST)
        every = choose_on_page(
            page,
            "elasticity",
            ELASTICITIES,
            area="planner.e_",
            label="planner.elasticity_all",
            default=USUAL,
        )
        room = "50"
        if start == BEST:
            room = choose_on_page(
                page, "room", ROOMS, area="planner.room_", label="planner.room", default="50"
            )
    known = {one.channel for one in base.channels}
    own = _numbers(EDITED["elasticity"], known, FLATTEST, STEEPEST)
    elasticity = {code: own.get(code, float(every)) for code in known}
    changes = _numbers(EDITED["change"], known, -100.0, 1000.0)
    return Wish(Decimal(budget), elasticity, start, float(room) / 100, changes)


def edit_channels(page: Scope, base: Base, wish: Wish) -> None:
    """A grid in which elasticities, and in a plan of one's own the changes, can be typed."""
    codes = [one.channel for one in base.channels]
    frame = pd.DataFrame(
        {
            "channel": [page.channel_name(code) for code in codes],
            "elasticity": [wish.elasticity[code] for code in codes],
            "change": [wish.changes.get(code, 0.0) for code in codes],
        }
    )
    words, key = page.words, f"plan_grid_{page.words.language}_{_turn()}"
    is_own = wish.start == OWN
    st.data_editor(
        frame if is_own else frame.drop(columns="change"),
        key=key,
        hide_index=True,
        disabled=["channel"],
        height="content",
        column_config={
            "channel": TextColumn(words("common.channel"), pinned=True),
            "elasticity": NumberColumn(
                words("planner.elasticity"),
                min_value=FLATTEST,
                max_value=STEEPEST,
                step=0.05,
                format="%.2f",
                required=True,
            ),
            "change": NumberColumn(
                words("planner.change_percent"), min_value=-100, max_value=1000, format="%+.0f%%"
            ),
        },
        on_change=lambda: _keep(key, codes),
    )


def _budget(page: Scope, usual: int) -> str:
    """The month's budget in whole units; today's spend unless another one was chosen."""
    text = remembered("budget", str(usual))
    amount = int(text) if text.isdecimal() and 0 < int(text) <= MOST_BUDGET else usual
    key = f"budget_{page.words.language}"
    st.session_state[key] = amount
    with st.container(width=220):
        st.number_input(
            page.words("planner.budget"),
            min_value=1,
            max_value=int(MOST_BUDGET),
            step=max(1, usual // 20),
            key=key,
            on_change=lambda: remember("budget", str(st.session_state[key])),
            help=page.words("planner.budget_help"),
        )
    write_address("budget", str(amount), str(usual))
    return str(amount)


def _numbers(name: str, known: set[str], least: float, most: float) -> dict[str, float]:
    """The numbers per channel that a choice holds; what is no number between the ends is gone."""
    found: dict[str, float] = {}
    for part in remembered(name, "").split(","):
        code, _, text = part.rpartition(":")
        try:
            number = float(text)
        except ValueError:
            continue
        if code in known and least <= number <= most:
            found[code] = number
    write_address(name, _written(found), "")
    return found


def _written(numbers: dict[str, float]) -> str:
    return ",".join(f"{code}:{number:g}" for code, number in sorted(numbers.items()))


def _keep(key: str, codes: list[str]) -> None:
    """Put what was typed beside what was typed before, and begin with a fresh grid."""
    for column, name in EDITED.items():
        told = dict(part.rsplit(":", 1) for part in remembered(name, "").split(",") if ":" in part)
        for row, cells in st.session_state[key]["edited_rows"].items():
            number = number_or_none(cells.get(column))
            if number is not None:
                told[codes[int(row)]] = f"{number:g}"
        remember(name, ",".join(f"{code}:{text}" for code, text in sorted(told.items())))
    st.session_state["plan_turn"] = _turn() + 1


def _turn() -> int:
    return int(st.session_state.get("plan_turn", 0))
