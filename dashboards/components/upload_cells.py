"""What is wrong with a file, and the cells in which it can be put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboards.components.markdown import plain
from dashboards.i18n import Words
from dashboards.kept.uploads import Told

_ROW = "__row__"
_SHEET_ROWS = 1_000_000
_WIDE = 780
"""Pixels in which most reasons stand whole."""
Row = Mapping[str, object]


def show_problems(words: Words, found: Told) -> None:
    """Every problem with its row, in the reader's language."""
    problems = _records(found["problems"])
    if not problems:
        return
    frame = pd.DataFrame(
        {
            "line": [one["line"] for one in problems],
            "sheet": [one["sheet"] for one in problems],
            "problem": [words.either(str(one["en"]), str(one["zh"])) for one in problems],
        }
    ).astype({"line": "Int64"})
    shown = ["line", "sheet", "problem"] if frame["sheet"].any() else ["line", "problem"]
    st.markdown(f"**{words('upload.problems')}**")
    st.dataframe(
        frame[shown],
        width="content",
        hide_index=True,
        column_config={
            "line": st.column_config.NumberColumn(words("upload.line"), width=70, format="%d"),
            "sheet": st.column_config.TextColumn(words("upload.sheet"), width="small"),
            "problem": st.column_config.TextColumn(words("upload.problem"), width=_WIDE),
        },
    )
    count = int(str(found["problem_count"]))
    if count > len(problems):
        st.caption(words("upload.more", count=count, shown=len(problems)))


def edited_rows(words: Words, found: Told, version: int) -> list[dict[str, object]]:
    """The rows that are wrong, to be changed; gives those that were, with all their cells."""
    changed: list[dict[str, object]] = []
    for place, table in enumerate(_records(found["tables"])):
        rows = [row for row in _records(found["rows"]) if row["table"] == place]
        if rows:
            changed += _edited(words, table, rows, f"upload_cells_{place}_{version}")
    return changed


def _edited(words: Words, table: Row, rows: Sequence[Row], key: str) -> list[dict[str, object]]:
    headers = _strings(table["headers"])
    cells = [_strings(row["cells"]) for row in rows]
    width = max(len(headers), *map(len, cells))
    names = [str(place) for place in range(width)]
    frame = pd.DataFrame([row + [""] * (width - len(row)) for row in cells], columns=names)
    frame.insert(0, _ROW, [(int(str(row["row"])) - 1) % _SHEET_ROWS + 1 for row in rows])
    wrong = {place for row in rows for place in _numbers(row["places"])}
    sheet = f" · {plain(str(table['sheet']))}" if table["sheet"] else ""
    st.markdown(f"**{words('upload.correct')}{sheet}**")
    st.caption(words("upload.correct_help", wrong=_look_at(words, headers, wrong)))
    labels = {
        name: st.column_config.TextColumn(
            f"{'▸ ' if place in wrong else ''}{headers[place] if place < len(headers) else '…'}"
        )
        for place, name in enumerate(names)
    }
    line = st.column_config.NumberColumn(words("upload.line"), width=70, format="%d", pinned=True)
    edited = st.data_editor(
        frame,
        hide_index=True,
        disabled=[_ROW],
        column_config={_ROW: line, **labels},
        key=key,
    )
    after = edited[names].fillna("").astype(str).to_numpy().tolist()
    before = frame[names].to_numpy().tolist()
    return [
        {"dataset": table["dataset"], "row": row["row"], "cells": new}
        for row, old, new in zip(rows, before, after, strict=True)
        if old != new
    ]


def _look_at(words: Words, headers: Sequence[str], wrong: set[int]) -> str:
    named = [headers[place] for place in sorted(wrong) if place < len(headers)]
    return words("upload.wrong_columns", columns=plain(", ".join(named))) if named else ""


def _records(value: object) -> list[dict[str, object]]:
    return [dict(item) for item in value] if isinstance(value, list) else []


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _numbers(value: object) -> list[int]:
    return [int(item) for item in value] if isinstance(value, list) else []
