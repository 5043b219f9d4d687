"""A file on its way in: handed in, checked, corrected cell by cell, put into the inbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from dashboards.access.log import Act
from dashboards.access.session import current_person, note
from dashboards.components.markdown import plain
from dashboards.components.style import name_uploader
from dashboards.components.upload_cells import edited_rows, show_problems
from dashboards.components.upload_offers import Offered, corrected_file
from dashboards.i18n import Words
from dashboards.kept import uploads
from dashboards.kept.checked import Checked, Edit
from dashboards.kept.uploads import OrderRefusedError

_HANDED, _TURN, _SAID = "upload_handed", "upload_turn", "upload_said"
RECOGNISE = ""
PAGE = "upload"


@dataclass(frozen=True)
class Handed:
    """The file in hand: where it is kept, what was asked of it, and what was found."""

    file_id: str
    asked: str
    path: Path
    found: Checked | None = None
    refusal: tuple[str, str] | None = None
    version: int = 0
    """How often it was corrected."""


def handed_in(words: Words, offered: Offered) -> Handed | None:
    """The room to drop a file into, and the file with what was found in it."""
    turn = st.session_state.get(_TURN, 0)
    dropped, chosen = st.columns([3, 2])
    name_uploader(words("upload.choose"), words("upload.limit", most=offered.most_mb))
    file = dropped.file_uploader(
        words("upload.file"), max_upload_size=offered.most_mb, key=f"upload_file_{turn}"
    )
    asked = chosen.selectbox(
        words("upload.source"),
        [RECOGNISE, *offered.labels(words)],
        format_func=lambda code: offered.label(words, code) or words("upload.recognise"),
        key=f"upload_source_{turn}",
    )
    before: Handed | None = st.session_state.get(_HANDED)
    if file is None:
        _forget(before)
        return None
    if before is None or (before.file_id, before.asked) != (file.file_id, asked):
        _forget(before)
        path = uploads.keep(offered.home, file.name, file.getvalue())
        new = Handed(file.file_id, asked, path)
        with st.spinner(words("upload.checking")):
            before = _with(new, lambda: uploads.check(offered.home, path, asked))
        st.session_state[_HANDED] = before
    return before


def finish(words: Words, offered: Offered, handed: Handed) -> None:
    """Problems, the rows to correct, and the ways on."""
    if handed.refusal is not None:
        st.error(plain(words.either(*handed.refusal)), icon=":material/block:")
        return
    found = handed.found
    if found is None:
        return
    show_problems(words, found)
    changed = edited_rows(words, found, handed.version)
    with st.container(horizontal=True, key="upload_ways"):
        if changed and st.button(
            words("upload.check_again"), type="primary", icon=":material/rule:", key="upload_again"
        ):
            _correct(words, offered.home, handed, changed)
        if handed.version:
            corrected_file(words, handed.path)
        _offer_to_load(words, offered, handed.path, found, is_open=not changed)


def say_what_happened() -> None:
    """What became of the last file, once."""
    said = st.session_state.pop(_SAID, "")
    if said:
        st.success(said, icon=":material/inbox:")


def _offer_to_load(
    words: Words, offered: Offered, path: Path, found: Checked, *, is_open: bool
) -> None:
    is_pressed = st.button(
        words("upload.load_rest" if found.rejected else "upload.load"),
        type="secondary" if found.rejected else "primary",
        icon=":material/upload:",
        disabled=not (is_open and found.may_load),
        help=None if is_open else words("upload.check_first"),
        key="upload_load",
    )
    if is_pressed:
        _load(words, offered, path, found)


def _load(words: Words, offered: Offered, path: Path, found: Checked) -> None:
    """Write down who hands what in, then place it; neither without the other."""
    person = current_person()
    if not person.may_open(PAGE):
        st.rerun()
    try:
        note(person, Act("upload", f"{found.source}/{path.name}", found.accepted))()
        placed = uploads.place(offered.home, path, found.source)
    except OSError as error:
        st.error(words("upload.not_written", reason=plain(str(error))), icon=":material/warning:")
        return
    except OrderRefusedError as refused:
        st.error(plain(words.either(refused.en, refused.zh)), icon=":material/block:")
        return
    _forget(st.session_state.get(_HANDED))
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    source = plain(offered.label(words, found.source))
    st.session_state[_SAID] = words("upload.placed", file=plain(placed), source=source)
    st.rerun()


def _correct(words: Words, home: Path, handed: Handed, edits: Sequence[Edit]) -> None:
    source = handed.found.source if handed.found else RECOGNISE
    with st.spinner(words("upload.checking")):
        again = _with(handed, lambda: uploads.correct(home, handed.path, source, edits))
    st.session_state[_HANDED] = replace(again, version=handed.version + 1)
    st.rerun()


def _with(handed: Handed, look: Callable[[], Checked | None]) -> Handed:
    """The file in hand with what a look at it finds, or why there was none."""
    try:
        return replace(handed, found=look(), refusal=None)
    except OrderRefusedError as refused:
        return replace(handed, found=None, refusal=(refused.en, refused.zh))


def _forget(handed: Handed | None) -> None:
    if handed is not None:
        uploads.discard(handed.path)
    st.session_state.pop(_HANDED, None)
