"""How far a workbook's sheets reach: one stray cell at the end makes a table of billions."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from ingest.words import RefusalError

MOST_CELLS = 20_000_000
"""Of the rectangle that a sheet's cells span, all of which its reader keeps in memory."""
_PIECE = 1 << 20
_LONGEST_MARK = 64
_CELL = re.compile(rb'<c [^>]{0,40}?r="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb'<row [^>]{0,40}?r="([0-9]{1,7})"')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def check_extent(path: Path) -> None:
    """Look at the places of all cells before a sheet is laid out; older workbooks cannot reach far.

    Raises:
        RefusalError: a sheet spans more than `MOST_CELLS`.
        zipfile.BadZipFile: the archive is damaged.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if _SHEET.fullmatch(name):
                rows, columns = _span(packed, name)
                if rows * columns > MOST_CELLS:
                    raise _too_wide(rows, columns)


def _span(packed: zipfile.ZipFile, name: str) -> tuple[int, int]:
    rows, columns, rest = 0, 0, b""
    with packed.open(name) as file:
        while piece := file.read(_PIECE):
            text = rest + piece
            found = _CELL.findall(text)
            columns = max([columns, *map(_number, {letters for letters, _ in found})])
            rows = max([rows, *(int(row) for _, row in found[-1:])])
            rows = max([rows, *map(int, _ROW.findall(text)[-1:])])
            rest = text[-_LONGEST_MARK:]
    return rows, columns


def _number(letters: bytes) -> int:
    """The place of a column: A is 1, XFD is 16,384."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place


def _too_wide(rows: int, columns: int) -> RefusalError:
    return RefusalError(
        "too_wide",
        f"A sheet reaches over {rows:,} rows and {columns:,} columns. A stray cell far from the "
        f"table does that: delete the empty rows and columns and save it again.",
        f"有工作表跨越 {rows:,} 行 {columns:,} 列，通常是表格外有多余单元格。"
        f"请删除多余的行列后重新保存。",
    )
