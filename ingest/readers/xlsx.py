"""Excel workbooks, one table per sheet that the source describes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from ingest.descriptions import SourceDescription, TableDescription
from ingest.readers.grid import Grid, take_apart
from ingest.readers.reading import Cell, Reading, Sheet, cell
from ingest.words import RefusalError

Value = int | float | str | bool | time | date | datetime | timedelta


def read(path: Path, source: SourceDescription) -> Reading:
    """Each described sheet as a table; a workbook with one sheet needs no sheet name.

    Raises:
        RefusalError: not a workbook, or a described sheet is missing or has no header.
    """
    try:
        workbook = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError) as error:
        raise RefusalError(
            "not_the_stated_format",
            "The file is not an Excel workbook (.xlsx). Save it as one and drop it again.",
            "文件不是 Excel 工作簿（.xlsx）。请另存为 .xlsx 后重新放入。",
        ) from error
    sheets: dict[str, Sheet] = {}
    preambles = []
    for table in source.tables:
        grid = _grid(workbook, _sheet_name(workbook, table))
        sheets[table.sheet], preamble = take_apart(grid, source, table)
        preambles.append(preamble)
    return Reading(sheets, "\n".join(preambles))


def _sheet_name(workbook: CalamineWorkbook, table: TableDescription) -> str:
    names = workbook.sheet_names
    if table.sheet in names:
        return table.sheet
    if not table.sheet or len(names) == 1:
        return names[0]
    raise RefusalError(
        "missing_sheet",
        f"The workbook has no sheet '{table.sheet}'. Its sheets: {', '.join(names)}.",
        f"工作簿中没有工作表“{table.sheet}”。现有工作表：{', '.join(names)}。",
    )


def _grid(workbook: CalamineWorkbook, name: str) -> Grid:
    sheet = workbook.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    grid = [(number, [_text(value) for value in row]) for number, row in enumerate(rows, start=1)]
    return [(number, row) for number, row in grid if any(row)]


def _text(value: Value) -> Cell:
    """A cell as a person would have typed it; whole numbers without Excel's trailing .0."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return cell(str(value))
