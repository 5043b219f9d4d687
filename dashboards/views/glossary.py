"""What does each number mean?"""

from __future__ import annotations

import streamlit as st

from dashboards.answers import glossary as answers
from dashboards.components.figure import figure
from dashboards.components.page import answer, open_plain_page
from dashboards.scope import Scope
from dashboards.tables import glossary as tables


def glossary(page: Scope) -> None:
    """The answer, a search, and what was found: metrics first, then the figures of the pages."""
    everything = answers.entries(page)
    counts = {True: 0, False: 0}
    for entry in everything:
        counts[entry.is_metric] += 1
    answer(page.words("glossary.answer", metrics=counts[True], figures=counts[False]))
    sought = st.text_input(
        page.words("glossary.search"),
        placeholder=page.words("glossary.search_for"),
        key=f"glossary_search_{page.words.language}",
    )
    found = answers.entries(page, sought or "")
    for key, is_metric in (("glossary.metrics", True), ("glossary.figures", False)):
        listed = [entry for entry in found if entry.is_metric == is_metric]
        if not listed:
            continue
        with figure(page, key, caption=page.this_build) as card:
            card.offer(answers.frame(listed), tables.ENTRIES, key.replace(".", "_"))
            card.say("\n\n".join(answers.written(page, entry) for entry in listed))
    if not found:
        st.info(page.words("glossary.nothing"), icon=":material/search_off:")


glossary(open_plain_page("glossary"))
