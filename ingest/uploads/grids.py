"""The cells of a small table as they are written, to be shown to people and written back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.descriptions import SourceDescription, TableDescription
from ingest.readers.blocks import codec_of
from ingest.readers.csv_file import delimiter
from ingest.readers.grid import Grid, find_header
from ingest.readers.reading import cell
from ingest.readers.sheets import SHEET_ROWS, sheets_of
from ingest.readers.table_file import is_workbook
from ingest.readers.text import GZIP_MAGIC, read_text
from ingest.words import RefusalError

EDITABLE = ("csv", "xlsx", "table")
MOST_BYTES = 8_000_000
"""Above it a file is corrected in a spreadsheet and handed in again."""
Edits = Mapping[int, list[str]]
"""Row number as problems have it = all cells of the row."""


@dataclass(frozen=True)
class Shown:
    """A table in one sheet: its headers as written and under our names, its rows by number."""

    table: TableDescription
    sheet: str
    headers: list[str]
    names: list[str]
    rows: dict[int, list[str]]


def is_editable(path: Path, source: SourceDescription) -> bool:
    """Whether its cells can be shown and written back: a table, small and not packed."""
    with path.open("rb") as file:
        is_packed = file.read(2) == GZIP_MAGIC
    is_small = path.stat().st_size <= MOST_BYTES
    return source.format in EDITABLE and is_small and not is_packed


def shown(path: Path, source: SourceDescription) -> list[Shown]:
    """All tables of a file that `is_editable`, sheet by sheet.

    Raises:
        RefusalError: a text file without the header.
    """
    if not is_workbook(path):
        return [_below(_csv_rows(path, source), source.tables[0], "", 0)]
    book = load_workbook(path, data_only=True)
    return [one for table in source.tables for one in _shown_sheets(book, source, table)]


def corrected(path: Path, edits: Mapping[str, Edits], source: SourceDescription) -> None:
    """Write the cells of `edits` (by dataset) into the file, all else as it was.

    What a workbook calculates is kept as the value that it had: nobody calculates it again.
    """
    if is_workbook(path):
        _correct_book(path, edits, source)
        return
    rows = _csv_rows(path, source)
    for number, cells in (item for part in edits.values() for item in part.items()):
        rows[number - 1] = cells
    text = io.StringIO()
    codec = codec_of(path, source.encoding)
    csv.writer(text, delimiter=delimiter(read_text(path, source.encoding))).writerows(rows)
    path.write_bytes(text.getvalue().encode(codec))


def _csv_rows(path: Path, source: SourceDescription) -> list[list[str]]:
    text = read_text(path, source.encoding)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text)))


def _below(rows: list[list[str]], table: TableDescription, sheet: str, before: int) -> Shown:
    grid: Grid = [(n, [cell(v) for v in row]) for n, row in enumerate(rows, start=1) if any(row)]
    told = [table.columns[table.sheet_name_fills]] if table.sheet_name_fills else []
    header = find_header(grid, table, told)
    first = grid[header.place][0]
    below = {before + n: rows[n - 1] for n, _ in grid if n > first}
    return Shown(table, sheet, rows[first - 1], header.names, below)


def _shown_sheets(
    book: Workbook, source: SourceDescription, table: TableDescription
) -> Iterator[Shown]:
    for sheet, before in _sheets(book, source, table):
        cells = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        try:
            yield _below(cells, table, sheet.title, before)
        except (RefusalError, IndexError):
            continue


def _sheets(
    book: Workbook, source: SourceDescription, table: TableDescription
) -> list[tuple[Worksheet, int]]:
    found = sheets_of(book.sheetnames, source, table)
    return [(book[name], before) for name, before in found]


def _correct_book(path: Path, edits: Mapping[str, Edits], source: SourceDescription) -> None:
    book = load_workbook(path, data_only=True)
    tables = {table.dataset: table for table in source.tables}
    for dataset, rows in edits.items():
        found = _sheets(book, source, tables[dataset])
        sheets = {before // SHEET_ROWS: sheet for sheet, before in found}
        for number, cells in rows.items():
            place, row = divmod(number - 1, SHEET_ROWS)
            _write(sheets[place], row + 1, cells)
    book.save(path)


def _write(sheet: Worksheet, row: int, cells: list[str]) -> None:
    """Write what differs; a cell that was merged into another stands for itself from now on."""
    for column, text in enumerate(cells, start=1):
        if _text(sheet.cell(row, column).value) == text:
            continue
        for merged in [one for one in sheet.merged_cells if (row, column) in set(one.cells)]:
            kept = sheet.cell(merged.min_row, merged.min_col).value
            sheet.unmerge_cells(str(merged))
            for place in merged.cells:
                sheet.cell(*place).value = kept
        sheet.cell(row, column).value = text or None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
