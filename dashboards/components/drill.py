"""From channel to keyword: a breadcrumb, one table per level, a click on a row leads deeper."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboards.components.choices import remember, remembered, write_address
from dashboards.components.figure import figure
from dashboards.components.markdown import plain
from dashboards.components.table import show_table
from dashboards.formats import number_or_none
from dashboards.queries import drill as queries
from dashboards.scope import Scope
from dashboards.tables import drill as tables

CHOICE = "drill"
WITHOUT_GROUPS = 3
"""The level of ad groups, passed over where a campaign has none."""


def drill(page: Scope) -> None:
    """The level that is chosen, with the way to it above and the three truths of its channel."""
    path = _chosen(page)
    with figure(page, "channels.drill", listed=queries.LISTED) as card:
        _breadcrumb(page, path)
        frame = queries.step(page.build, page.filters, path)
        if len(path) == WITHOUT_GROUPS and list(frame["item"]) == [""]:
            path = (*path, "")
            frame = queries.step(page.build, page.filters, path)
        level = queries.LEVELS[len(path)]
        if frame.empty:
            st.info(page.words("channels.drill_empty"), icon=":material/info:")
            return
        shown = _named(page, frame, level)
        columns = tables.step(level)
        card.offer(shown, columns, f"channels_by_{level}")
        is_last = len(path) == len(queries.LEVELS) - 1
        key = f"drill_{queries.written(path)}"
        opened = None if is_last else lambda row: _choose((*path, str(frame["item"].iloc[row])))
        show_table(page, shown, columns, key=key, on_row=opened)
        if path:
            _truths(page, path[0])
        card.note("channels.drill_last" if is_last else "channels.drill_note")


def _chosen(page: Scope) -> tuple[str, ...]:
    """The path of the address; one that begins with a channel nobody knows is the top."""
    path = queries.read(remembered(CHOICE, ""))
    known = {channel.code for channel in page.channels}
    if path and path[0] not in known:
        path = ()
    write_address(CHOICE, queries.written(path), "")
    return path


def _choose(path: Sequence[str]) -> None:
    remember(CHOICE, queries.written(path))


def _breadcrumb(page: Scope, path: tuple[str, ...]) -> None:
    """Every level above as a button that leads back to it."""
    names = [page.words("common.all_channels"), *_names(page, path)]
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="drill_way"):
        for depth, name in enumerate(names):
            if depth:
                st.markdown("›", width="content")
            st.button(
                plain(name),
                key=f"drill_to_{depth}",
                type="tertiary",
                disabled=depth == len(path),
                on_click=_choose,
                args=(path[:depth],),
            )


def _names(page: Scope, path: tuple[str, ...]) -> list[str]:
    unknown = page.words("channels.drill_unknown")
    names = [page.channel_name(code) if depth == 0 else code for depth, code in enumerate(path)]
    if len(path) > 2 and path[2]:
        names[2] = queries.campaign_name(page.build, path[0], path[2])
    return [name or unknown for name in names]


def _named(page: Scope, frame: pd.DataFrame, level: str) -> pd.DataFrame:
    """A copy whose `name` reads well: a channel's own name, and words for what is not known."""
    shown = frame.copy()
    unknown = page.words("channels.drill_unknown")
    name = page.channel_name if level == "channel" else str
    shown["name"] = [name(str(value)) if value else unknown for value in frame["name"]]
    return shown


def _truths(page: Scope, channel: str) -> None:
    """What the channel claims, what we credit, and what tests measured, where any is known."""
    words, show = page.words, page.formats.show
    frame = queries.truths(page.build, page.filters, channel)
    for row in frame.to_dict("records"):
        kind = words(f"attribution.{row['conversion_kind']}_many")
        model = words(f"attribution.{row['own_model']}")
        told = [words("channels.truth_own", own=show(row["own"], "count"), model=model)]
        if number_or_none(row["claimed"]) is not None:
            told.insert(0, words("channels.truth_claimed", claimed=show(row["claimed"], "count")))
        if row["tested_months"]:
            low, high = show(row["low"], "count"), show(row["high"], "count")
            measured = show(row["incremental"], "count")
            told.append(words("channels.truth_measured", n=measured, low=low, high=high))
        else:
            told.append(words("channels.truth_untested"))
        name = plain(page.channel_name(channel))
        joined = words("channels.truth_join").join(told)
        st.markdown(words("channels.truths", channel=name, kind=kind, told=joined))
