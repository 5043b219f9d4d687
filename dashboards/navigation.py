"""Which pages there are, in what order and under which heading."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboards.access.session import Person
from dashboards.components.entrance import explain_no_page, refuse, turn_away
from dashboards.i18n import Words

_VIEWS = Path(__file__).parent / "views"
_ICONS = {
    "overview": "trending_up",
    "channels": "hub",
    "funnel": "filter_alt",
    "attribution": "call_split",
    "retention": "grid_on",
    "promotions": "redeem",
    "partners": "handshake",
    "spend": "receipt_long",
    "economics": "savings",
    "planner": "tune",
    "offline": "school",
    "hunters": "diversity_3",
    "alerts": "notifications",
    "tracking": "troubleshoot",
    "health": "health_and_safety",
    "upload": "upload_file",
    "annotations": "event_note",
    "glossary": "menu_book",
}
GROUPS = {
    "group_growth": ("overview", "channels", "funnel", "attribution", "retention"),
    "group_money": ("spend", "economics", "planner", "partners"),
    "group_promotions": ("promotions", "offline", "hunters"),
    "group_data": ("alerts", "tracking", "health", "upload"),
    "group_reference": ("annotations", "glossary"),
}
REFERENCE = ("upload", *GROUPS["group_reference"])
"""Pages without figures over days."""
PAGES = tuple(code for codes in GROUPS.values() for code in codes if code not in REFERENCE)


HOME = "home"


def pages(words: Words, person: Person) -> dict[str, list[st.Page]]:
    """The pages by group heading; addresses are codes, the same in both languages.

    A page that this person may not open keeps its address, shows a refusal and is in no menu.
    """
    groups = {
        words(f"common.{group}"): [_page(words, person, code) for code in codes]
        for group, codes in GROUPS.items()
    }
    lead = _by_name if person.may_open(PAGES[0]) else _home
    return {"": [lead(words, person)], **groups}


def _page(words: Words, person: Person, code: str) -> st.Page:
    is_open = person.may_open(code)
    is_home = is_open and code == PAGES[0]
    return st.Page(
        _VIEWS / f"{code}.py" if is_open else _refusal(words, person, code),
        title=words(f"common.{code}"),
        icon=f":material/{_ICONS[code]}:",
        url_path=HOME if is_home else code,
        default=is_home,
        visibility="visible" if is_open else "hidden",
    )


def _by_name(words: Words, person: Person) -> st.Page:
    """Where the first page's name leads: to the bare address, which is its own."""
    first = _page(words, person, PAGES[0])
    return st.Page(
        lambda: st.switch_page(first, query_params=st.query_params.to_dict()),
        title=words(f"common.{PAGES[0]}"),
        url_path=PAGES[0],
        visibility="hidden",
    )


def _home(words: Words, person: Person) -> st.Page:
    """Where the bare address leads whoever may not open the first page: to their own first."""
    first = _first(words, person)
    if first is not None:
        show = partial(st.switch_page, first)
    elif person.is_admitted:
        show = partial(explain_no_page, words)
    else:
        show = partial(turn_away, words, person)
    return st.Page(show, title="Headwater", url_path=HOME, default=True, visibility="hidden")


def _first(words: Words, person: Person) -> StreamlitPage | None:
    """The first page that this person may open."""
    return next((_page(words, person, code) for code in PAGES if person.may_open(code)), None)


def _refusal(words: Words, person: Person, code: str) -> Callable[[], None]:
    if person.is_admitted:
        return lambda: refuse(words, person, code, _first(words, person))
    return partial(turn_away, words, person)
