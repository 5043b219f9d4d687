"""The menu of saved views: keep what is on the page, open, rename, delete, hand on by link."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboards.components.choices import choices, choose_all, page_address
from dashboards.components.markdown import plain
from dashboards.components.reader import reader_id
from dashboards.i18n import Words
from dashboards.kept import views
from dashboards.kept.store import StoreError, company_home
from dashboards.kept.views import SavedView, UnusableNameError
from dashboards.queries.company import channels, merged_channels
from dashboards.queries.reader import Build

PARAMETER = "view"
VIEWS = Path(__file__).parent.parent / "views"
_SAID = "saved_view_said"
_ASKED = "saved_view_asked"


def open_linked_view(words: Words, build: Build) -> None:
    """Choose what the saved view of the address holds, and say what of it is gone.

    Runs before anything is drawn that depends on a choice; the page is the one of the link.
    """
    view_id = st.query_params.get(PARAMETER)
    if view_id:
        del st.query_params[PARAMETER]
        _say_error(words, lambda: _choose(words, build, view_id))
    said = st.session_state.pop(_SAID, "")
    if said:
        st.info(said, icon=":material/bookmark:")


def saved_views_menu(words: Words, build: Build, page: str) -> None:
    """A small menu at the top of a page."""
    with st.popover(words("saved.menu"), icon=":material/bookmark:", type="tertiary", key="saved"):
        try:
            kept = views.mine(company_home(), reader_id())
        except StoreError as error:
            st.caption(words("saved.broken", reason=plain(str(error))))
            return
        name_key = f"saved_name_{words.language}"
        st.text_input(words("saved.name"), key=name_key, max_chars=views.LONGEST_NAME)
        st.button(
            words("saved.save"),
            key="saved_save",
            type="primary",
            on_click=lambda: _say_error(words, lambda: _save(words, build, page, name_key)),
        )
        if kept:
            _manage(words, kept, name_key)
    _switch_when_asked(words)


def _manage(words: Words, kept: list[SavedView], name_key: str) -> None:
    by_id = {view.view_id: view for view in kept}
    key = f"saved_chosen_{words.language}"
    if st.session_state.get(key) not in by_id:
        st.session_state[key] = None
    chosen = st.selectbox(
        words("saved.mine"),
        list(by_id),
        format_func=lambda view_id: by_id[view_id].name,
        index=None,
        placeholder=words("saved.choose"),
        key=key,
    )
    if chosen is None:
        return
    view = by_id[chosen]
    with st.container(horizontal=True, gap="small"):
        st.button(words("saved.open"), key="saved_open", on_click=lambda: _ask(view))
        for verb, act in (
            ("rename", lambda: _rename(view, name_key)),
            ("delete", lambda: _delete(view)),
        ):
            st.button(
                words(f"saved.{verb}"),
                key=f"saved_{verb}",
                on_click=lambda act=act: _say_error(words, act),
                help=words(f"saved.{verb}_help"),
            )
    st.caption(words("saved.link"))
    st.code(f"{page_address(view.page)}?{PARAMETER}={view.view_id}", language=None)


def _save(words: Words, build: Build, page: str, name_key: str) -> None:
    chosen = choices()
    names = views.names_of(channels(build), chosen)
    name = str(st.session_state.get(name_key, ""))
    views.save(company_home(), SavedView("", reader_id(), name, page, chosen, names))
    st.session_state[name_key] = ""
    st.session_state[_SAID] = words("saved.saved", name=plain(" ".join(name.split())))


def _rename(view: SavedView, name_key: str) -> None:
    views.rename(company_home(), view, str(st.session_state.get(name_key, "")))
    st.session_state[name_key] = ""


def _delete(view: SavedView) -> None:
    views.delete(company_home(), view)


def _ask(view: SavedView) -> None:
    st.session_state[_ASKED] = (view.page, view.view_id)


def _switch_when_asked(words: Words) -> None:
    asked = st.session_state.pop(_ASKED, None)
    if asked is None:
        return
    page, view_id = asked
    if (VIEWS / f"{page}.py").exists():
        st.switch_page(f"views/{page}.py", query_params={PARAMETER: view_id})
    st.info(words("saved.page_gone"), icon=":material/bookmark:")


def _choose(words: Words, build: Build, view_id: str) -> None:
    view = views.one(company_home(), view_id)
    if view is None:
        st.session_state[_SAID] = words("saved.deleted")
        return
    opened = views.fitted(view, channels(build), merged_channels(build))
    choose_all(opened.view.choices)
    said = words("saved.opened", name=plain(view.name))
    if opened.gone:
        said += " " + words("saved.gone", names=plain(", ".join(opened.gone)))
    st.session_state[_SAID] = said


def _say_error(words: Words, act: Callable[[], None]) -> None:
    try:
        act()
    except UnusableNameError as error:
        st.session_state[_SAID] = words(str(error))
    except StoreError as error:
        st.session_state[_SAID] = words("saved.broken", reason=plain(str(error)))
