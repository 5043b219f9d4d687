"""A file on its way in: handed in, checked, corrected cell by cell, put into the inbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import streamlit as st

from dashboards.access.log import Act
from dashboards.access.session import current_person, note
from dashboards.components.markdown import plain
from dashboards.components.upload_cells import edited_rows, show_problems
from dashboards.components.upload_offers import Offered, corrected_file
from dashboards.i18n import Words
from dashboards.kept import uploads
from dashboards.kept.uploads import OrderRefusedError, Told

_HANDED, _TURN, _SAID = "upload_handed", "upload_turn", "upload_said"
RECOGNISE = ""
PAGE = "upload"


@dataclass(frozen=True)
class Handed:
    """The file in hand: where it is kept, what was asked of it, and what was found."""

    file_id: str
    asked: str
    path: Path
    found: Told = field(default_factory=dict)
    refusal: tuple[str, str] | None = None
    version: int = 0
    """How often it was corrected."""


def handed_in(words: Words, home: Path, offered: Offered) -> Handed | None:
    """The room to drop a file into, and the file with what was found in it."""
    turn = st.session_state.get(_TURN, 0)
    dropped, chosen = st.columns([3, 2])
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
        path = uploads.keep(home, file.name, file.getvalue())
        with st.spinner(words("upload.checking")):
            before = _asked(home, Handed(file.file_id, asked, path), "check", source=asked)
        st.session_state[_HANDED] = before
    return before


def finish(words: Words, home: Path, handed: Handed, offered: Offered) -> None:
    """Problems, the rows to correct, and the ways on."""
    if handed.refusal is not None:
        st.error(plain(words.either(*handed.refusal)), icon=":material/block:")
        return
    if "source" not in handed.found:
        return
    show_problems(words, handed.found)
    changed = edited_rows(words, handed.found, handed.version)
    with st.container(horizontal=True, key="upload_ways"):
        if changed and st.button(
            words("upload.check_again"), type="primary", icon=":material/rule:", key="upload_again"
        ):
            _correct(words, home, handed, changed)
        if handed.version:
            corrected_file(words, handed.path)
        _offer_to_load(words, home, handed, offered, is_open=not changed)


def say_what_happened() -> None:
    """What became of the last file, once."""
    said = st.session_state.pop(_SAID, "")
    if said:
        st.success(said, icon=":material/inbox:")


def _offer_to_load(
    words: Words, home: Path, handed: Handed, offered: Offered, *, is_open: bool
) -> None:
    rest = int(str(handed.found.get("rejected") or 0))
    is_pressed = st.button(
        words("upload.load_rest" if rest else "upload.load"),
        type="secondary" if rest else "primary",
        icon=":material/upload:",
        disabled=not (is_open and handed.found.get("may_load")),
        help=None if is_open else words("upload.check_first"),
        key="upload_load",
    )
    if is_pressed:
        _load(words, home, handed, offered)


def _load(words: Words, home: Path, handed: Handed, offered: Offered) -> None:
    """Write down who hands what in, then place it; neither without the other."""
    person, source = current_person(), str(handed.found["source"])
    if not person.may_open(PAGE):
        st.rerun()
    rows = int(str(handed.found["accepted"]))
    try:
        note(person, Act("upload", f"{source}/{handed.path.name}", rows))()
        placed = uploads.ask(home, "place", path=str(handed.path), source=source)
    except OSError as error:
        st.error(words("upload.not_written", reason=plain(str(error))), icon=":material/warning:")
        return
    except OrderRefusedError as refused:
        st.error(plain(words.either(refused.en, refused.zh)), icon=":material/block:")
        return
    _forget(handed)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.session_state[_SAID] = words(
        "upload.placed",
        file=plain(str(placed["file"])),
        source=plain(offered.label(words, source)),
    )
    st.rerun()


def _correct(
    words: Words, home: Path, handed: Handed, rows: Sequence[Mapping[str, object]]
) -> None:
    with st.spinner(words("upload.checking")):
        source = str(handed.found["source"])
        found = _asked(home, handed, "correct", source=source, rows=list(rows))
    st.session_state[_HANDED] = replace(found, version=handed.version + 1)
    st.rerun()


def _asked(home: Path, handed: Handed, order: str, **told: object) -> Handed:
    try:
        found = uploads.ask(home, order, path=str(handed.path), **told)
    except OrderRefusedError as refused:
        return replace(handed, found={}, refusal=(refused.en, refused.zh))
    return replace(handed, found=found, refusal=None)


def _forget(handed: Handed | None) -> None:
    if handed is not None:
        uploads.discard(handed.path)
    st.session_state.pop(_HANDED, None)
