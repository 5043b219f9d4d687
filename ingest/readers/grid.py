"""A grid of cells, as CSV and Excel have them: where the header is, which rows are totals."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ingest.descriptions import SourceDescription, TableDescription
from ingest.readers.headings import in_units, our_headers
from ingest.readers.reading import BrokenRow, Cell, Sheet, match_headers, missing_columns, plain
from ingest.words import RefusalError

HEADER_WITHIN = 40
"""Rows above the header at most; exports put 3 to 8 lines there."""
Grid = list[tuple[int, list[Cell]]]


@dataclass(frozen=True)
class Header:
    """The header of a table: its place in the grid, its cells as written, and under our names."""

    place: int
    cells: list[Cell]
    names: list[str]
    in_ten_thousands: frozenset[int]
    """Columns whose money is in 万元."""
    preamble: str
    """The text above it."""


def take_apart(
    grid: Grid, source: SourceDescription, table: TableDescription, told: Collection[str] = ()
) -> tuple[Sheet, str]:
    """The table in `grid` (numbered rows) and the text above its header.

    Columns `told` may be missing, as what they would say is known.

    Raises:
        RefusalError: when no row looks like the header, or columns are missing.
    """
    header = find_header(grid, table, told)
    return sheet_below(header, grid[header.place + 1 :], source.total_words), header.preamble


def find_header(grid: Grid, table: TableDescription, told: Collection[str] = ()) -> Header:
    """The header among the first rows of `grid`; columns `told` may be missing.

    Raises:
        RefusalError: when no row looks like it, or columns are missing.
    """
    place = _header_place(grid, table)
    cells = grid[place][1]
    names, large = our_headers([value or "" for value in cells], table)
    _check_headers(names, table, told)
    above = "\n".join(" ".join(value for value in row if value) for _, row in grid[:place])
    return Header(place, cells, names, frozenset(large), above)


def sheet_below(header: Header, grid: Grid, total_words: Sequence[str]) -> Sheet:
    """Rows below the header: those of the table, the total, and those that are broken."""
    rows = [row for row in grid if row[1] != header.cells]
    return _rows(header.names, in_units(rows, header.in_ten_thousands), total_words)


def _header_place(grid: Grid, table: TableDescription) -> int:
    wanted = table.headers
    best, place = 0, 0
    for number, (_, row) in enumerate(grid[:HEADER_WITHIN]):
        score = len(match_headers(wanted, our_headers([value or "" for value in row], table)[0]))
        if score > best:
            best, place = score, number
        if best == len(wanted):
            break
    if best == 0 or (best == 1 and len(wanted) > 2):
        first = ", ".join(value for _, row in grid[:1] for value in row if value)[:200]
        raise RefusalError(
            "no_header",
            f"No header row was found. Expected columns: {', '.join(wanted)}. The first line "
            f"reads: {first}. Wrong source, or wrong encoding?",
            f"找不到表头。应有的列：{', '.join(wanted)}。首行内容：{first}。请检查来源与编码。",
        )
    return place


def _check_headers(headers: list[str], table: TableDescription, told: Collection[str]) -> None:
    known = {*match_headers(table.needed, headers), *told}
    missing = [header for header in table.needed if header not in known]
    if missing:
        raise missing_columns(missing, headers)


def _rows(headers: list[str], grid: Grid, total_words: Sequence[str]) -> Sheet:
    words = frozenset(plain(word) for word in total_words)
    starts = tuple(f"{word}{mark}" for word in words for mark in "-:")
    sheet = Sheet(headers, [], [])
    width = len(headers)
    for number, row in grid:
        if not any(row):
            continue
        if any(row[width:]):
            text = ",".join(value or "" for value in row)
            sheet.broken.append(BrokenRow(number, "too_many_cells", text))
            continue
        if len(row) < width and any("\n" in (value or "") for value in row):
            text = ",".join(value or "" for value in row)
            sheet.broken.append(BrokenRow(number, "unclosed_quote", text))
            continue
        cells = (row + [None] * width)[:width]
        if _is_total(cells, words, starts):
            for header, value in zip(headers, cells, strict=True):
                if value and value.strip("-"):
                    sheet.totals.setdefault(header, value)
            continue
        sheet.rows.append(cells)
        sheet.numbers.append(number)
    return sheet


def _is_total(cells: list[Cell], words: frozenset[str], starts: tuple[str, ...]) -> bool:
    first = plain(next((value for value in cells if value and value.strip("-")), ""))
    return first in words or first.startswith(starts)
