"""Is this file fit to be loaded?"""

from __future__ import annotations

import streamlit as st

from dashboards.answers import upload as answers
from dashboards.components import states, upload_offers
from dashboards.components.page import answer, open_room
from dashboards.components.upload_form import finish, handed_in, say_what_happened
from dashboards.i18n import Words
from dashboards.kept.store import company_home
from dashboards.kept.uploads import OrderRefusedError, is_of_the_past


def upload(words: Words, timezone: str) -> None:
    """The answer, the file in hand, forms to fill in, and what waits in the inbox."""
    home = company_home()
    if is_of_the_past(home):
        states.explain(words, words("upload.closed"), words("upload.past"), icon="history")
        return
    try:
        offered = upload_offers.offered_at(home)
    except OrderRefusedError as refused:
        states.explain(words, words("upload.closed"), words.either(refused.en, refused.zh))
        return
    sentence = st.empty()
    say_what_happened()
    with _card(words, "hand_in"):
        handed = handed_in(words, offered)
        with sentence:
            answer(answers.answer(words, handed, offered))
        if handed is not None:
            finish(words, offered, handed)
    left, right = st.columns([2, 3], gap="medium")
    with left, _card(words, "forms"):
        upload_offers.forms(words, offered)
    with right, _card(words, "waiting"):
        upload_offers.waiting(words, offered, timezone)


def _card(words: Words, key: str) -> st.delta_generator.DeltaGenerator:
    card = st.container(border=True, height="stretch", key=f"upload_card_{key}")
    card.subheader(words(f"upload.{key}"), anchor=False, help=words(f"upload.{key}_help"))
    return card


upload(*open_room("upload"))
