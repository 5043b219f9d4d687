"""Entry point of the pages: `streamlit run dashboards/app.py`, with HEADWATER_SERVING set."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboards.access.session import current_person, view_page
from dashboards.components.entrance import explain_refusal, show_person
from dashboards.components.language import current_words
from dashboards.components.states import guard
from dashboards.components.style import apply_style
from dashboards.components.way_back import go_where_asked
from dashboards.navigation import PAGES, pages
from dashboards.turns import turn

LOGO = Path(__file__).parent / "logo.svg"
WORDMARK = Path(__file__).parent / "wordmark.svg"


def main() -> None:
    """Draw the page that the address names, in the reader's language."""
    st.set_page_config(page_title="Headwater", page_icon=LOGO, layout="wide")
    words = current_words()
    st.logo(WORDMARK, size="large", icon_image=LOGO)
    person = current_person()
    known = pages(words, person)
    page = st.navigation(known, expanded=True)
    if person.is_admitted:
        go_where_asked(page for group in known.values() for page in group)
    view_page(page.url_path or PAGES[0])
    apply_style()
    show_person(words, person)
    with turn():
        guard(words, page.run, lambda what: explain_refusal(words, person, what))


main()
