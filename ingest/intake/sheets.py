"""Workbooks: one sheet per dataset, or the first sheet of a company's own source."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from ingest.descriptions import SourceDescription, TableDescription
from ingest.intake.delimited import is_total
from ingest.intake.delivered import Delivered, Part, Row, need_headers, needed_headers
from ingest.words import RefusalError

Cell = int | float | str | bool | time | date | datetime | timedelta
HEADER_SEARCH_ROWS = 20


def read(path: Path, source: SourceDescription) -> Delivered:
    """The rows of every sheet that the source describes.

    Raises:
        RefusalError: not a workbook, or a sheet or column is missing.
    """
    if not path.stat().st_size:
        raise RefusalError("empty_file", "The file is empty.", "文件为空。")
    try:
        book = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError) as error:
        raise RefusalError(
            "not_a_workbook",
            "The file is not an Excel workbook; save it as .xlsx.",
            "文件不是 Excel 工作簿，请另存为 .xlsx。",
        ) from error
    return Delivered([_part(book, table, source.total_words) for table in source.tables])


def _part(book: CalamineWorkbook, table: TableDescription, total_words: tuple[str, ...]) -> Part:
    name = table.sheet or book.sheet_names[0]
    if name not in book.sheet_names:
        raise RefusalError(
            "missing_sheet",
            f"Sheet '{name}' is missing; there are {', '.join(book.sheet_names)}.",
            f"缺少工作表“{name}”；文件中有：{'、'.join(book.sheet_names)}。",
        )
    grid = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    lines = [[cell_text(cell) for cell in cells] for cells in grid]
    known = set(table.columns.values())
    scores = [len(known.intersection(cells)) for cells in lines[:HEADER_SEARCH_ROWS]] or [0]
    at = scores.index(max(scores))
    headers = lines[at] if lines else []
    need_headers(headers, needed_headers(table))
    rows = [
        Row(number, {name: cell for name, cell in zip(headers, cells, strict=False) if name})
        for number, cells in enumerate(lines[at + 1 :], at + 2)
        if any(cells) and not is_total(cells, total_words)
    ]
    return Part(table, tuple(headers), rows)


def cell_text(cell: Cell) -> str:
    """A cell as a person would type it: 1200 rather than 1200.0, days without midnight."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)):f}".removesuffix(".0")
    if isinstance(cell, datetime):
        return str(cell).removesuffix(" 00:00:00")
    return str(cell).strip()
