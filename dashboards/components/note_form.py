"""The form in which a calendar note is written, changed or ended."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboards.components.markdown import plain
from dashboards.components.reader import reader_id
from dashboards.kept import notes
from dashboards.kept.notes import KINDS, Note, UnusableNoteError
from dashboards.kept.store import StoreError, company_home
from dashboards.scope import Scope

NEW = ""
_SAID = "note_said"
_TURN = "note_turn"
"""Counts what was kept, so that the form begins anew each time."""


def note_form(page: Scope, known: list[Note]) -> None:
    """Choose a note or a new one, change it, and keep it for the next run."""
    words, by_id = page.words, {note.annotation_id: note for note in known}
    chosen = st.selectbox(
        words("annotations.which"),
        [NEW, *by_id],
        format_func=lambda code: _label(page, by_id.get(code)),
        key=f"note_{words.language}",
    )
    note = by_id.get(chosen) or _blank(page)
    turn = st.session_state.get(_TURN, 0)
    with st.form(f"note_form_{note.annotation_id}_{words.language}_{turn}", border=False):
        left, right = st.columns(2)
        title_zh = left.text_input(words("annotations.title_zh"), value=note.title_zh)
        title = right.text_input(words("annotations.title"), value=note.title)
        first, last, kinds = st.columns(3)
        starts_on = first.date_input(words("annotations.starts_on"), value=note.starts_on)
        ends_on = last.date_input(words("annotations.ends_on"), value=note.ends_on)
        kind = kinds.selectbox(
            words("annotations.kind"),
            list(dict.fromkeys([note.kind, *KINDS])),
            format_func=lambda code: words.code("annotations.kind_", code),
        )
        is_sent = st.form_submit_button(words("annotations.keep"), type="primary")
    if is_sent:
        days = _day(starts_on), _day(ends_on)
        _keep(page, _completed(note.annotation_id or notes.new_id(), days, (title, title_zh), kind))
    if chosen != NEW and note.ends_on > page.filters.end:
        label = words("annotations.end_now", day=page.formats.day(page.filters.end))
        if st.button(label, key="note_end"):
            days = note.starts_on, max(note.starts_on, page.filters.end)
            titles = note.title, note.title_zh
            _keep(page, _completed(note.annotation_id, days, titles, note.kind))


def say_what_happened() -> None:
    """What the last click on the form came to, once."""
    said = st.session_state.pop(_SAID, "")
    if said:
        st.success(said, icon=":material/event_available:")


def _keep(page: Scope, note: Note) -> None:
    try:
        notes.write(company_home(), note, reader_id())
    except UnusableNoteError as error:
        st.warning(page.words(str(error)), icon=":material/edit:")
        return
    except StoreError as error:
        st.warning(page.words("saved.broken", reason=plain(str(error))), icon=":material/warning:")
        return
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.session_state[_SAID] = page.words("annotations.kept", title=plain(note.title))
    st.rerun()


def _completed(
    annotation_id: str, days: tuple[date, date], titles: tuple[str, str], kind: str
) -> Note:
    """The note with the title of one language standing for the other where that is empty."""
    title, title_zh = (" ".join(text.split()) for text in titles)
    return Note(annotation_id, *days, title or title_zh, title_zh or title, kind)


def _blank(page: Scope) -> Note:
    return Note(NEW, page.filters.end, page.filters.end, "", "", KINDS[0])


def _label(page: Scope, note: Note | None) -> str:
    if note is None:
        return page.words("annotations.new")
    title = page.words.either(note.title, note.title_zh)
    return f"{note.starts_on} · {title}"


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.max
