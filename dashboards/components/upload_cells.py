"""What is wrong with a file, and the cells in which it can be put right."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboards.components.markdown import plain
from dashboards.i18n import Words
from dashboards.kept.checked import Checked, Edit, Row, Table

_ROW = "row"
_SHEET_ROWS = 1_000_000
_WIDE = 780
"""Pixels in which most reasons stand whole."""


def show_problems(words: Words, found: Checked) -> None:
    """Every problem with its row, in the reader's language."""
    if not found.problems:
        return
    frame = pd.DataFrame(
        {
            "line": pd.array([one.line for one in found.problems], dtype="Int64"),
            "sheet": [one.sheet for one in found.problems],
            "problem": [words.either(one.en, one.zh) for one in found.problems],
        }
    )
    shown = ["line", "sheet", "problem"] if frame["sheet"].any() else ["line", "problem"]
    st.markdown(f"**{words('upload.problems')}**")
    config = st.column_config
    st.dataframe(
        frame[shown],
        width="content",
        hide_index=True,
        column_config={
            "line": config.NumberColumn(words("upload.line"), width=70, format="%d"),
            "sheet": config.TextColumn(words("upload.sheet"), width="small"),
            "problem": config.TextColumn(words("upload.problem"), width=_WIDE),
        },
    )
    if found.problem_count > len(found.problems):
        count = {"count": found.problem_count, "shown": len(found.problems)}
        st.caption(words("upload.more", **count))


def edited_rows(words: Words, found: Checked, version: int) -> list[Edit]:
    """The rows that are wrong, to be changed; gives those that were, with all their cells."""
    changed: list[Edit] = []
    for place, table in enumerate(found.tables):
        rows = [row for row in found.rows if row.table == place]
        if rows:
            changed += _edited(words, table, rows, f"upload_cells_{place}_{version}")
    return changed


def _edited(words: Words, table: Table, rows: Sequence[Row], key: str) -> list[Edit]:
    wrong = {place for row in rows for place in row.places}
    sheet = f" · {plain(table.sheet)}" if table.sheet else ""
    st.markdown(f"**{words('upload.correct')}{sheet}**")
    st.caption(words("upload.correct_help", wrong=_look_at(words, table.headers, wrong)))
    frame, names = _frame(table, rows)
    config = st.column_config
    labels = {
        name: config.TextColumn(_label(table.headers, place, place in wrong))
        for place, name in enumerate(names)
    }
    line = config.NumberColumn(words("upload.line"), width=70, format="%d", pinned=True)
    edited = st.data_editor(
        frame, hide_index=True, disabled=[_ROW], column_config={_ROW: line, **labels}, key=key
    )
    before, after = (_texts(one[names]) for one in (frame, edited))
    return [
        Edit(dataset=table.dataset, row=row.row, cells=new)
        for row, old, new in zip(rows, before, after, strict=True)
        if old != new
    ]


def _texts(frame: pd.DataFrame) -> list[list[str]]:
    return frame.fillna("").astype(str).to_numpy().tolist()


def _frame(table: Table, rows: Sequence[Row]) -> tuple[pd.DataFrame, list[str]]:
    """The cells under the numbers of their columns, beside the row's number in its sheet."""
    width = max(len(table.headers), *(len(row.cells) for row in rows))
    names = [str(place) for place in range(width)]
    cells = [row.cells + [""] * (width - len(row.cells)) for row in rows]
    frame = pd.DataFrame(cells, columns=names)
    frame.insert(0, _ROW, [(row.row - 1) % _SHEET_ROWS + 1 for row in rows])
    return frame, names


def _label(headers: Sequence[str], place: int, is_wrong: bool) -> str:
    name = headers[place] if place < len(headers) else "…"
    return f"▸ {name}" if is_wrong else name


def _look_at(words: Words, headers: Sequence[str], wrong: set[int]) -> str:
    named = [headers[place] for place in sorted(wrong) if place < len(headers)]
    return words("upload.wrong_columns", columns=plain(", ".join(named))) if named else ""
