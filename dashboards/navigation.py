"""Which pages there are, in what order and under which heading."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

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
    "offline": "school",
    "hunters": "diversity_3",
    "health": "health_and_safety",
    "annotations": "event_note",
    "glossary": "menu_book",
}
GROUPS = {
    "group_growth": ("overview", "channels", "funnel", "attribution", "retention"),
    "group_money": ("spend", "partners"),
    "group_promotions": ("promotions", "offline", "hunters"),
    "group_data": ("health",),
    "group_reference": ("annotations", "glossary"),
}
REFERENCE = GROUPS["group_reference"]
"""Pages without figures over days."""
PAGES = tuple(code for codes in GROUPS.values() for code in codes if code not in REFERENCE)


def pages(words: Words) -> dict[str, list[st.Page]]:
    """The pages by group heading; addresses are codes, the same in both languages."""
    return {
        words(f"common.{group}"): [_page(words, code) for code in codes]
        for group, codes in GROUPS.items()
    }


def _page(words: Words, code: str) -> st.Page:
    return st.Page(
        _VIEWS / f"{code}.py",
        title=words(f"common.{code}"),
        icon=f":material/{_ICONS[code]}:",
        url_path=code,
        default=code == PAGES[0],
    )
