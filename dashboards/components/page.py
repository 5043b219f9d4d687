"""The top of every page: name, question, language, filters, banner; and what stops it."""

from __future__ import annotations

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboards.components import states
from dashboards.components.filters import choose_filters, show_everything
from dashboards.components.language import current_words, language_switch
from dashboards.components.markdown import plain, without_formulas
from dashboards.components.saved_views import open_linked_view, saved_views_menu
from dashboards.formats import Formats
from dashboards.i18n import Words
from dashboards.queries.company import FIGURES, channels, has_figures
from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build, latest_build, serving_link
from dashboards.queries.status import publish_failure
from dashboards.scope import Scope


def open_page(code: str, *, by_channel: bool = True) -> Scope:
    """Draw the top of page `code` and return its scope; stops the page when nothing can be shown.

    A page that is not `by_channel` leaves the channels as they were chosen, unasked and unused.

    The page ends here, with an explanation and the command that helps, when there is no serving
    file, when it cannot be read, when the company has no data, or when the filters match nothing.
    """
    words = current_words()
    head = _title(words, code)
    build = _published(words)
    first, last = _days(words, build)
    formats = Formats(words.language, build.currency, build.timezone)
    known = channels(build)
    open_linked_view(words, build)
    _sidebar(words, formats, build)
    _banner(words, formats, build)
    with head:
        saved_views_menu(words, build, code)
    filters = choose_filters(words, known if by_channel else (), first, last)
    if build.may_read(FIGURES) and not has_figures(build, filters):
        states.explain_no_match(words, build, formats.day(first), formats.day(last))
        st.button(
            words("state.reset"),
            key="show_everything",
            on_click=show_everything,
            icon=":material/filter_alt_off:",
        )
        st.stop()
    return Scope(words, formats, build, filters, known)


def open_plain_page(code: str) -> Scope:
    """Draw the top of a page without filters, over all days; stops as `open_page` does."""
    words = current_words()
    _title(words, code)
    build = _published(words)
    first, last = _days(words, build)
    formats = Formats(words.language, build.currency, build.timezone)
    _sidebar(words, formats, build)
    _banner(words, formats, build)
    return Scope(words, formats, build, Filters(first, last), channels(build))


def open_room(code: str) -> tuple[Words, str]:
    """Draw the top of a page that needs no numbers; the reader's words and the company's zone.

    It opens before anything is published, in UTC then.
    """
    words = current_words()
    _title(words, code)
    try:
        build = latest_build()
    except states.UNREADABLE:
        return words, "UTC"
    _sidebar(words, Formats(words.language, build.currency, build.timezone), build)
    return words, build.timezone


def answer(text: str) -> None:
    """The page's answer to its question, in one sentence computed from the data."""
    with st.container(key="answer"):
        st.markdown(without_formulas(text))


def _published(words: Words) -> Build:
    try:
        return latest_build()
    except states.UNREADABLE as error:
        states.explain_unreadable(words, error)
        st.stop()


def _days(words: Words, build: Build) -> tuple[date, date]:
    first, last = build.first_date, build.as_of_date
    if first is None or last is None:
        states.explain_empty_company(words)
        st.stop()
    return first, last


def _title(words: Words, code: str) -> DeltaGenerator:
    """Name and question, and at the right the room for what belongs to the whole page."""
    with st.container(horizontal=True, vertical_alignment="top", key="top"):
        with st.container(key="heading"):
            st.caption(words(f"common.{code}"))
            st.header(words(f"{code}.question"), anchor=False)
        room = st.container(width="content")
        language_switch(words)
    return room


def _sidebar(words: Words, formats: Formats, build: Build) -> None:
    with st.sidebar.container(key="build"):
        name = plain(words.either(build.company_name, build.company_name_zh))
        st.markdown(f"**{name}**")
        st.caption(
            words(
                "common.published",
                as_of=formats.day(build.as_of_date),
                built_at=formats.instant(build.built_at),
                timezone=build.timezone,
                currency=build.currency,
            )
        )


def _banner(words: Words, formats: Formats, build: Build) -> None:
    failure = publish_failure(serving_link())
    if failure is None:
        return
    message = words.either(failure.message_en, failure.message_zh)
    as_of = formats.day(build.as_of_date)
    text = words("state.publish_failed", as_of=as_of, message=plain(message))
    if not all(name in message for name in failure.failed_checks):
        text += "\n\n" + states.failed_checks(words, failure.failed_checks)
    st.warning(text, icon=":material/warning:")


__all__ = ["Filters", "answer", "open_page"]
