"""What stands in place of a page for whoever may not see it, and who is signed in."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboards.access.log import Act
from dashboards.access.session import Person, note
from dashboards.components.language import language_switch
from dashboards.components.markdown import plain
from dashboards.components.states import explain
from dashboards.components.way_back import keep_way
from dashboards.i18n import Words

_ICONS = {
    **{"elsewhere": "lock", "signed_out": "login", "expired": "schedule"},
    **{"no_role": "person_off", "unreadable": "broken_image"},
}


def turn_away(words: Words, person: Person) -> None:
    """Say why no page is shown, and offer to sign in or out where that helps."""
    with _card(words, person.state, _ICONS[person.state], name=plain(person.name)):
        if person.state in ("signed_out", "expired"):
            keep_way()
            label, icon = words("access.sign_in"), ":material/login:"
            st.button(label, on_click=st.login, type="primary", icon=icon)
        if person.state == "no_role":
            _sign_out(words)


def refuse(words: Words, person: Person, page: str, first: StreamlitPage | None) -> None:
    """Say that a page is not for this person, and lead to the first that is; it is written down."""
    _write_down(person, page)
    with _card(words, "refused", "block", role=words(f"access.role_{person.role}")):
        if first is not None:
            label = words("access.go", page=first.title)
            st.page_link(first, label=label, icon=":material/arrow_forward:")


def explain_no_page(words: Words) -> None:
    """Say that no page can be restricted to the rows of this person."""
    with _card(words, "no_page", "block"):
        pass


def explain_refusal(words: Words, person: Person, what: str) -> None:
    """The card of a refusal in place of the rest of a page."""
    _write_down(person, what)
    body = words("access.refused_body", role=words(f"access.role_{person.role}"))
    explain(words, words("access.refused"), body, icon="block")


def show_person(words: Words, person: Person) -> None:
    """Below the navigation: who is signed in and a way out, or that nobody needs to."""
    if not person.is_admitted:
        return
    with st.sidebar.container(key="person", gap="xsmall"):
        if person.state == "here":
            st.caption(f":material/lock: {words('access.here')}")
            return
        st.caption(
            f":material/person: {plain(person.name)}  \n{words(f'access.role_{person.role}')}"
        )
        named = [name for part in person.rows.dimensions for name in person.rows.values(part)]
        if named:
            st.caption(words("access.rows", names=plain(", ".join(named))))
        _sign_out(words)


def _sign_out(words: Words) -> None:
    st.button(
        words("access.sign_out"), on_click=st.logout, type="tertiary", icon=":material/logout:"
    )


@contextmanager
def _card(words: Words, text: str, icon: str, **values: str) -> Generator[None]:
    """A card in the middle of an otherwise empty page, with the language above it."""
    with st.container(horizontal=True, horizontal_alignment="right", key="top"):
        language_switch(words)
    with (
        st.container(horizontal_alignment="center", key="entrance"),
        st.container(border=True, width=560, gap="medium"),
    ):
        st.header(f":material/{icon}: {words(f'access.{text}')}", anchor=False)
        st.markdown(words(f"access.{text}_body", **values))
        yield


def _write_down(person: Person, what: str) -> None:
    """Write a refusal down; where that is not possible nothing is shown all the same."""
    with suppress(OSError):
        note(person, Act("refused", what))()
