"""Which language the reader reads."""

from __future__ import annotations

import os

import streamlit as st

from dashboards.components.choices import remember, remembered, write_address
from dashboards.formats import Language
from dashboards.i18n import LANGUAGES, Words

LANGUAGE_VARIABLE = "HEADWATER_LANGUAGE"
_NAMES = {"en": "English", "zh": "中文"}


def current_words() -> Words:
    """The reader's words: chosen in this session, in the address, or the company's default."""
    default = _default()
    language = remembered("lang", default)
    return Words(language if language in LANGUAGES else default)


def language_switch(words: Words) -> None:
    """English or Chinese, on every page; the choice goes into the address."""
    key = "language_switch"
    st.session_state[key] = words.language
    with st.container(key="language", width="content"):
        st.segmented_control(
            words("common.language"),
            LANGUAGES,
            key=key,
            format_func=lambda code: _NAMES[code],
            required=True,
            label_visibility="collapsed",
            on_change=lambda: remember("lang", str(st.session_state[key])),
        )
    write_address("lang", words.language, _default())


def _default() -> Language:
    value = os.environ.get(LANGUAGE_VARIABLE, "en")
    return value if value in LANGUAGES else "en"
