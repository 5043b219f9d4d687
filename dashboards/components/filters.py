"""The filters above every page: days and channels, in the address and kept across pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboards.components.choices import choose, remember, remembered, write_address
from dashboards.components.markdown import plain
from dashboards.i18n import Words
from dashboards.queries.company import Channel
from dashboards.queries.filters import (
    ALL_DAYS,
    CUSTOM,
    DEFAULT_PERIOD,
    Comparison,
    Filters,
    comparisons,
    offered,
    window,
)


def choose_filters(words: Words, channels: tuple[Channel, ...], first: date, last: date) -> Filters:
    """Show the filter row and return what is chosen; no `channels` means do not ask."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters"):
        period = _period(words, first, last)
        if period == CUSTOM:
            start, end = _dates(words, first, last)
        else:
            start, end = window(period, first, last)
            write_address("from", "", "")
            write_address("to", "", "")
        is_reversed = start > end
        start, end = min(start, end), max(start, end)
        chosen: tuple[str, ...] = ()
        if channels:
            chosen = _channels(words, channels)
        filters = Filters(start, end, chosen)
        options = comparisons(filters, first)
        if len(options) > 1:
            filters = replace(filters, comparison=_comparison(words, options))
    if is_reversed:
        st.caption(f":material/info: {words('state.reversed_dates')}")
    return filters


def show_days(start: date, end: date) -> None:
    """Choose exactly these days, as a button's callback."""
    remember("period", CUSTOM)
    remember("from", start.isoformat())
    remember("to", end.isoformat())


def show_all_days() -> None:
    """Choose all days, as a button's callback."""
    remember("period", ALL_DAYS)


def show_everything() -> None:
    """Choose all days and all channels, as a button's callback."""
    show_all_days()
    remember("channels", "")


def _period(words: Words, first: date, last: date) -> str:
    known = offered(first, last)
    chosen = remembered("period", CUSTOM if "from" in st.query_params else DEFAULT_PERIOD)
    remember("period", chosen if chosen in known else DEFAULT_PERIOD)
    return choose(
        "period",
        known,
        label=words("common.period"),
        show=lambda code: words(f"common.{code}"),
        language=words.language,
        default=DEFAULT_PERIOD,
        is_label_visible=True,
    )


def _comparison(words: Words, options: tuple[Comparison, ...]) -> Comparison:
    code = choose(
        "compare",
        options,
        label=words("common.compare"),
        show=lambda code: words(f"common.compare_{code}"),
        language=words.language,
        is_label_visible=True,
    )
    return "year" if code == "year" else "previous"


def _dates(words: Words, first: date, last: date) -> tuple[date, date]:
    start, end = window(DEFAULT_PERIOD, first, last)
    chosen = (_day("from", start), _day("to", end))
    key = f"dates_{words.language}"
    picking = st.session_state.get(key)
    if not (isinstance(picking, tuple) and len(picking) == 1):
        st.session_state[key] = tuple(sorted(chosen))

    def keep() -> None:
        days = st.session_state[key]
        if isinstance(days, tuple) and len(days) == 2:
            show_days(*days)

    st.date_input(words("common.dates"), key=key, format="YYYY-MM-DD", on_change=keep, width=240)
    write_address("from", chosen[0].isoformat(), "")
    write_address("to", chosen[1].isoformat(), "")
    return chosen


def _day(name: str, default: date) -> date:
    try:
        return date.fromisoformat(remembered(name, default.isoformat()))
    except ValueError:
        remember(name, default.isoformat())
        return default


def _channels(words: Words, channels: tuple[Channel, ...]) -> tuple[str, ...]:
    names = {item.code: words.either(item.name, item.name_zh) for item in channels}
    wanted = [code for code in remembered("channels", "").split(",") if code]
    chosen = [code for code in wanted if code in names]
    key = f"channels_{words.language}"
    st.session_state[key] = chosen
    st.multiselect(
        words("common.channel_filter"),
        list(names),
        key=key,
        format_func=lambda code: names[code],
        placeholder=words("common.every_channel"),
        select_all=False,
        width=380,
        on_change=lambda: remember("channels", ",".join(st.session_state[key])),
    )
    write_address("channels", ",".join(chosen), "")
    unknown = [code for code in wanted if code not in names]
    if unknown:
        message = words("state.unknown_channels", names=plain(", ".join(unknown)))
        st.caption(f":material/info: {message}")
    return tuple(chosen)
