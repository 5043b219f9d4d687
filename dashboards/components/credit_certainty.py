"""The parts of the attribution page below the channels' credit."""

from __future__ import annotations

import streamlit as st

from dashboards.charts import credit_certainty as charts
from dashboards.charts.attribution import MOST_CHANNELS
from dashboards.components.controls import choose_code, is_unfolded
from dashboards.components.figure import figure
from dashboards.components.markdown import plain
from dashboards.components.table import show_or_say, show_table
from dashboards.queries import credit_certainty as queries
from dashboards.queries import credit_parts
from dashboards.queries.attribution import DATA_DRIVEN
from dashboards.scope import Scope
from dashboards.tables import attribution as tables

NAMED = 10
"""Channels of a group that are named one by one."""


def certainty(page: Scope, kind: str) -> None:
    """Intervals of the data-driven models, and which decisions they can carry."""
    frame = queries.intervals(page.build, page.filters, kind)
    said = queries.decisions(page.build, page.filters, kind)
    window = _learned(page)
    with figure(page, "attribution.certainty", caption=window, most=MOST_CHANNELS) as card:
        model = choose_code(card, page, "learned_model", DATA_DRIVEN, "attribution.")
        card.offer(frame, tables.INTERVALS, f"credit_intervals_of_{kind}")
        card.chart(charts.intervals(page, frame, model))
        groups = [f"- {_named(page, group)}" for group in queries.alike(frame, model)]
        if groups:
            st.markdown("\n".join([page.words("attribution.alike"), "", *groups]))
    with figure(page, "attribution.decisions", caption=window) as card:
        card.offer(said, tables.DECISIONS, f"decisions_by_{kind}")
        nothing = "attribution.decisions_none"
        show_or_say(page, said, tables.DECISIONS, nothing, key="decisions")


def parts(page: Scope, kind: str) -> None:
    """Credit by campaign, keyword or city under every model: a long table, for whoever asks."""
    with figure(page, "attribution.parts", listed=credit_parts.LISTED) as card:
        if not is_unfolded(card, page, "parts"):
            return
        part = choose_code(card, page, "part", credit_parts.PARTS, "attribution.")
        frame = credit_parts.credits(page.build, page.filters, kind, part)
        card.offer(frame, tables.PARTS[part], f"credit_by_{part}_of_{kind}")
        show_table(page, frame, tables.PARTS[part], key=f"credit_by_{part}")


def truths(page: Scope, kind: str) -> None:
    """What channels claim, what we credit them with, and what tests measured."""
    model = queries.own_model(page.build) or "last_non_direct"
    own = page.words(f"attribution.{model}")
    with figure(page, "attribution.truths", model=own) as card:
        frame = queries.truths(page.build, page.filters, kind)
        card.offer(frame, tables.TRUTHS, f"three_truths_of_{kind}")
        show_or_say(page, frame, tables.TRUTHS, "attribution.truths_none", key="truths")


def _named(page: Scope, channels: list[str]) -> str:
    names = page.words.listed(plain(page.channel_name(code)) for code in channels[:NAMED])
    more = len(channels) - NAMED
    return names if more <= 0 else page.words("attribution.and_more", channels=names, more=more)


def _learned(page: Scope) -> str:
    window = queries.learned(page.build)
    if window is None:
        return page.all_data
    days = page.formats.days(*window)
    as_of = page.formats.day(page.build.as_of_date)
    return page.words("common.window", days=days, as_of=as_of)
