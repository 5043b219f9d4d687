"""Excel workbooks, one table per sheet that the source describes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import BadZipFile

from python_calamine import CalamineError, CalamineWorkbook

from ingest.descriptions import SourceDescription, TableDescription
from ingest.normalise import NUMBERS
from ingest.readers.extent import check_extent
from ingest.readers.grid import Grid, take_apart
from ingest.readers.headings import our_headers
from ingest.readers.reading import Cell, Reading, Sheet, cell, match_headers, plain
from ingest.readers.sheets import is_by_sheet, no_sheet, says_something, sheets_of
from ingest.words import RefusalError

Range = tuple[tuple[int, int], tuple[int, int]]
Value = int | float | str | bool | time | date | datetime | timedelta


def read(path: Path, source: SourceDescription) -> Reading:
    """Each described sheet as a table; a workbook with one sheet needs no sheet name.

    Raises:
        RefusalError: not a workbook, or a described sheet is missing or has no header.
    """
    try:
        check_extent(path)
        workbook = CalamineWorkbook.from_path(str(path))
    except (BadZipFile, CalamineError, OSError, ValueError) as error:
        raise RefusalError(
            "not_the_stated_format",
            "The file is not an Excel workbook (.xlsx). Save it as one and drop it again.",
            "文件不是 Excel 工作簿（.xlsx）。请另存为 .xlsx 后重新放入。",
        ) from error
    sheets: dict[str, Sheet] = {}
    preambles = []
    for table in source.tables:
        sheets[table.sheet], preamble = _read_table(workbook, source, table)
        preambles.append(preamble)
    return Reading(sheets, "\n".join(preambles))


def _read_table(
    workbook: CalamineWorkbook, source: SourceDescription, table: TableDescription
) -> tuple[Sheet, str]:
    """A table and the text above it; without rows where a workbook has no sheet for it."""
    if is_by_sheet(workbook.sheet_names, source, table):
        return _read_all_sheets(workbook, source, table)
    for name, _ in sheets_of(workbook.sheet_names, source, table):
        return take_apart(_grid(workbook, name, table), source, table)
    return Sheet(table.headers, [], []), ""


def _read_all_sheets(
    workbook: CalamineWorkbook, source: SourceDescription, table: TableDescription
) -> tuple[Sheet, str]:
    """Every sheet with the table's headers as one; a sheet's name fills the column it is for.

    That column need not be there. A row of the second sheet is numbered from 1,000,001, of the
    third from 2,000,001.

    Raises:
        RefusalError: when no sheet has the headers.
    """
    filled = table.columns[table.sheet_name_fills]
    whole, said = Sheet(table.headers, [], []), []
    for name, before in sheets_of(workbook.sheet_names, source, table):
        told = [filled] if says_something(name) else []
        try:
            part, above = take_apart(_grid(workbook, name, table), source, table, told)
        except RefusalError as refusal:
            if refusal.code != "no_header":
                raise
            continue
        said.append(above)
        _append(whole, part, before, table, name)
    if not said:
        raise no_sheet(table, workbook.sheet_names)
    return whole, "\n".join(said)


def _append(whole: Sheet, part: Sheet, before: int, table: TableDescription, name: str) -> None:
    places = match_headers(whole.headers, part.headers)
    filled = table.columns[table.sheet_name_fills]
    for row in part.rows:
        cells = [row[places[h]] if h in places else None for h in whole.headers]
        place = whole.headers.index(filled)
        if cells[place] is None and says_something(name):
            cells[place] = cell(name)
        whole.rows.append(cells)
    whole.numbers.extend(before + number for number in part.numbers)
    whole.broken.extend(replace(one, number=before + one.number) for one in part.broken)


def _grid(workbook: CalamineWorkbook, name: str, table: TableDescription) -> Grid:
    sheet = workbook.get_sheet_by_name(name)
    rows = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    _spread(rows, sheet.merged_cell_ranges or [], table)
    return [(number, row) for number, row in enumerate(rows, start=1) if any(row)]


def _spread(rows: list[list[Cell]], merged: Sequence[Range], table: TableDescription) -> None:
    """What cells merged over several rows say holds for each of them, except figures.

    An amount stands for its rows together: repeated, it would be spent several times.
    """
    figures = {c.name for c in table.contract.columns if c.kind in NUMBERS}
    headers = [plain(h) for name, h in table.columns.items() if name in figures]
    headers += [plain(h) for added in table.sums.values() for h in added]
    for (top, left), (bottom, _) in merged:
        column = [row[left] if left < len(row) else None for row in rows[: top + 1]]
        names, _ = our_headers([value or "" for value in column], table)
        if not any(plain(name) in headers for name in names):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = column[-1]


def _text(value: Value) -> Cell:
    """A cell as a person would have typed it; whole numbers without Excel's trailing .0."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return cell(str(value))
