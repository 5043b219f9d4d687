"""Tables: one description of a column serves the grid and the download."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import pyarrow as pa
import streamlit as st
from streamlit.column_config import (
    CheckboxColumn,
    DateColumn,
    DatetimeColumn,
    LineChartColumn,
    MultiselectColumn,
    NumberColumn,
    ProgressColumn,
    TextColumn,
)
from streamlit.dataframe_util import convert_pandas_df_to_arrow_table
from streamlit.elements.lib.column_types import ColumnConfig

from dashboards.components.exports import Export
from dashboards.files.about import About
from dashboards.files.csv_file import to_csv
from dashboards.files.xlsx_file import Sheet, to_xlsx
from dashboards.fingerprint import fingerprint
from dashboards.formats import NOTHING
from dashboards.queries.memory import Memory
from dashboards.queries.per_build import per_build
from dashboards.scope import Scope

ColumnKind = Literal[
    "text",
    "channel",
    "code",
    "either",
    "status",
    "day",
    "instant",
    "flag",
    "count",
    "credit",
    "difference",
    "money",
    "unit_money",
    "ratio",
    "change",
    "multiple",
    "share",
    "trend",
    "degrees",
]
_DECIMALS: dict[str, int] = {
    **{"money": 2, "unit_money": 2, "ratio": 6, "change": 6, "share": 6, "multiple": 4},
    **{"credit": 4, "difference": 4, "count": 0, "degrees": 2},
}
_FORMATS: dict[str, str] = {
    **{"count": "%,.0f", "credit": "%,.1f", "difference": "%+,.1f", "money": "%,.2f"},
    **{"unit_money": "%,.2f", "ratio": "%.1f%%", "change": "%+.1f%%", "multiple": "%.2f×"},
    **{"share": "%.1f%%", "degrees": "%.2f"},
}
_EXCEL_FORMATS: dict[str, str] = {
    **{"count": "#,##0", "credit": "#,##0.0", "difference": "+#,##0.0;-#,##0.0;0"},
    **{"money": "#,##0.00", "unit_money": "#,##0.00", "ratio": "0.0%", "share": "0.0%"},
    **{"change": "+0.0%;-0.0%;0.0%", "multiple": '0.00"×"', "day": "yyyy-mm-dd"},
    "instant": "yyyy-mm-dd hh:mm",
}
_WIDTHS = {"day": 105, "instant": 140, "flag": 80}
_IN_PERCENT = ("ratio", "change", "share")
_GRIDS = per_build(Memory[pa.Table](100 * 2**20, lambda table: table.nbytes))
_STATUS_COLOURS = {"good": "green", "warn": "orange", "bad": "red", "plain": "gray"}


@dataclass(frozen=True)
class Column:
    """One column: its name in the frame, the text key of its label, and how it is written."""

    code: str
    kind: ColumnKind
    label: str = ""
    is_pinned: bool = False
    width: Literal["small", "medium", "large"] | int | None = None
    """Without one a grid takes the width of the rows it first shows, and keeps it for later ones:
    how many columns are in sight then depends on what was chosen before.
    """
    prefix: str = ""
    """For `code` and `status`: what stands before the code in its text key."""
    statuses: tuple[tuple[str, str], ...] = ()
    """For `status`: each code that can occur and its colour: good, warn, bad or plain."""

    @property
    def text_key(self) -> str:
        """The text key of the label; a metric's own name unless another is given."""
        return self.label or f"metric.{self.code}"


def show_table(  # noqa: PLR0913
    scope: Scope,
    frame: pd.DataFrame,
    columns: Sequence[Column],
    *,
    key: str,
    height: int | Literal["auto", "content"] = "auto",
    on_row: Callable[[int], None] | None = None,
) -> None:
    """A sortable grid with numbers written as numbers and "–" for nothing.

    Whoever ticks a row has `on_row` called with its place.
    """
    key = f"{key}_{scope.words.language}"

    def ticked() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows and on_row is not None:
            on_row(int(rows[0]))

    select: dict[str, Any] = {"on_select": ticked, "selection_mode": "single-row"}
    if on_row is None:
        select = {}
    reader = (scope.words.language, scope.formats, scope.build.timezone, scope.channels)
    digest = fingerprint(frame, tuple(columns), reader)
    st.dataframe(
        _GRIDS.get(digest, lambda: _displayed(scope, frame, columns)),
        hide_index=True,
        height=height,
        placeholder=NOTHING,
        key=key,
        column_config={column.code: _config(scope, column) for column in columns},
        **select,
    )


def show_or_say(
    scope: Scope, frame: pd.DataFrame, columns: Sequence[Column], nothing: str, *, key: str
) -> None:
    """The table, or the text `nothing` when it has no row."""
    if frame.empty:
        st.success(scope.words(nothing), icon=":material/check_circle:")
    else:
        show_table(scope, frame, columns, key=key)


def exports_of(
    scope: Scope, about: About, frame: pd.DataFrame, columns: Sequence[Column], *, name: str
) -> list[Export]:
    """The same table as CSV and as a workbook that says what it is, small charts left out."""
    columns = [column for column in columns if column.kind != "trend"]
    return [
        Export(name, "csv", lambda: table_csv(scope, frame, columns), len(frame)),
        Export(name, "xlsx", lambda: table_xlsx(scope, about, frame, columns), len(frame)),
    ]


def table_csv(scope: Scope, frame: pd.DataFrame, columns: Sequence[Column]) -> bytes:
    """The bytes of the download: labels of the reader's language, plain numbers, local times."""
    labels = [_label(scope, column) for column in columns]
    ready = _localised(scope, frame, columns)
    return to_csv(ready, labels, [_DECIMALS.get(column.kind) for column in columns])


def table_xlsx(scope: Scope, about: About, frame: pd.DataFrame, columns: Sequence[Column]) -> bytes:
    """The bytes of the workbook: the rows as on the page, numbers exact, and a sheet about them."""
    words = scope.words
    sheet = Sheet(
        words("export.data"),
        _localised(scope, frame, columns),
        [_label(scope, column) for column in columns],
        [_EXCEL_FORMATS.get(column.kind, "") for column in columns],
    )
    return to_xlsx(sheet, about.lines(scope), words("export.about"), words("export.cut"))


def _localised(scope: Scope, frame: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    return pd.DataFrame(
        {column.code: _localised_column(scope, frame, column) for column in columns},
        index=frame.index,
    )


def _localised_column(scope: Scope, frame: pd.DataFrame, column: Column) -> pd.Series | list[str]:
    words = scope.words
    match column.kind:
        case "channel":
            return [scope.channel_name(str(code)) for code in frame[column.code]]
        case "code" | "status":
            return [words.code(column.prefix, str(code)) for code in frame[column.code].fillna("")]
        case "either":
            english, chinese = frame[f"{column.code}_en"], frame[f"{column.code}_zh"]
            pairs = zip(english.fillna(""), chinese.fillna(""), strict=True)
            return [words.either(en, zh) for en, zh in pairs]
        case "instant":
            instants = pd.to_datetime(frame[column.code]).dt.tz_localize("UTC")
            return instants.dt.tz_convert(scope.build.timezone).dt.tz_localize(None)
    return frame[column.code]


def _displayed(scope: Scope, frame: pd.DataFrame, columns: Sequence[Column]) -> pa.Table:
    """A table as grids take it, kept for everybody who reads the same one in the same language."""
    return convert_pandas_df_to_arrow_table(_written(scope, frame, columns))


def _written(scope: Scope, frame: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    ready = _localised(scope, frame, columns)
    for column in columns:
        if column.kind in _IN_PERCENT:
            ready[column.code] = 100 * ready[column.code].astype("float64")
        if column.kind == "status":
            ready[column.code] = [[str(value)] for value in ready[column.code]]
    return ready


def _label(scope: Scope, column: Column) -> str:
    label = scope.words(column.text_key)
    is_money = column.kind in ("money", "unit_money")
    return f"{label} ({scope.formats.symbol.strip()})" if is_money else label


def _config(scope: Scope, column: Column) -> ColumnConfig:
    label, pinned = _label(scope, column), column.is_pinned
    width = column.width or _WIDTHS.get(column.kind)
    tip = _help(scope, column)
    match column.kind:
        case "day":
            made = DateColumn(label, format="YYYY-MM-DD", help=tip, width=width, pinned=pinned)
        case "instant":
            made = DatetimeColumn(label, format="YYYY-MM-DD HH:mm", help=tip, width=width)
        case "flag":
            made = CheckboxColumn(label, help=tip, width=width)
        case "status":
            colours = [_STATUS_COLOURS[colour] for _, colour in column.statuses]
            options = [scope.words.code(column.prefix, code) for code, _ in column.statuses]
            made = MultiselectColumn(label, options=options, color=colours, width=width)
        case "share":
            made = ProgressColumn(
                label, format=_FORMATS["share"], help=tip, min_value=0, max_value=100
            )
        case "trend":
            made = LineChartColumn(label, help=tip, width=width, y_min=0)
        case "text" | "channel" | "code" | "either":
            made = TextColumn(label, help=tip, width=width, pinned=pinned)
        case _:
            form = _FORMATS[column.kind]
            made = NumberColumn(label, format=form, help=tip, width=width, pinned=pinned)
    return made


def _help(scope: Scope, column: Column) -> str | None:
    key = f"{column.text_key}_help"
    return scope.words(key) if scope.words.has(key) else None
