"""A table as an Excel workbook: the rows on one sheet, on another what they are."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboards.files.csv_file import harmless

MOST_ROWS = 1_048_575
"""Rows that a sheet holds below its header."""
MOST_LETTERS = 32_767
"""Letters that a cell holds."""
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NARROWEST, _WIDEST, _MEASURED_ROWS = 10, 60, 200
_HEADER = PatternFill("solid", start_color="E3F1F5")
CellValue = str | int | float | bool | pd.Timestamp | None


@dataclass(frozen=True)
class Sheet:
    """One table ready to be written: a label and a number format per column of the frame."""

    name: str
    frame: pd.DataFrame
    labels: Sequence[str]
    formats: Sequence[str]
    """Excel number formats; "" leaves a column as it is."""


def to_xlsx(sheet: Sheet, about: Sequence[tuple[str, str]], about_name: str, cut: str) -> bytes:
    """The workbook's bytes. No text runs as a formula, wherever it is opened or saved again.

    A table longer than a sheet is cut, and `cut` is then written above the lines about it.
    """
    book = Workbook(write_only=True)
    _write_table(_page(book, sheet.name), sheet)
    lines = [("!", cut), *about] if len(sheet.frame) > MOST_ROWS else about
    _write_about(_page(book, about_name), lines)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _page(book: Workbook, name: str) -> Worksheet:
    return cast(Worksheet, book.create_sheet(_SHEET_NAME.sub(" ", name).strip()[:31] or "1"))


def _write_table(page: Worksheet, sheet: Sheet) -> None:
    frame = sheet.frame.head(MOST_ROWS)
    page.freeze_panes = "A2"
    last = get_column_letter(max(1, len(sheet.labels)))
    page.auto_filter.ref = f"A1:{last}{len(frame) + 1}"
    rows = [[_value(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    for place, label in enumerate(sheet.labels):
        texts = [label, *(str(row[place]) for row in rows[:_MEASURED_ROWS])]
        page.column_dimensions[get_column_letter(place + 1)].width = _width(texts)
    page.append([_cell(page, label, is_header=True) for label in sheet.labels])
    for row in rows:
        pairs = zip(row, sheet.formats, strict=True)
        page.append([_cell(page, value, form) for value, form in pairs])


def _write_about(page: Worksheet, lines: Sequence[tuple[str, str]]) -> None:
    page.column_dimensions["A"].width = 24
    page.column_dimensions["B"].width = 100
    for label, text in lines:
        cell = _cell(page, _clean(text))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.append([_cell(page, label, is_header=True), cell])


def _cell(page: Worksheet, value: CellValue, form: str = "", is_header: bool = False) -> Cell:
    cell = WriteOnlyCell(page, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if form and value is not None:
        cell.number_format = form
    if is_header:
        cell.font, cell.fill = Font(bold=True), _HEADER
        cell.alignment = Alignment(vertical="top")
    return cell


def _value(value: object) -> CellValue:
    if isinstance(value, list | tuple):
        return _clean("; ".join(str(part) for part in value))
    if value is None or pd.isna(value):
        return None
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, bool | int | float | pd.Timestamp):
        return value
    return _clean(str(value))


def _clean(text: str) -> str:
    return harmless(_CONTROL.sub("", text))[:MOST_LETTERS]


def _width(texts: Sequence[str]) -> float:
    longest = max(sum(2 if ord(letter) > 0x2E7F else 1 for letter in text) for text in texts)
    return min(max(longest + 2, _NARROWEST), _WIDEST)
