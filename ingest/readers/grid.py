"""A grid of cells, as CSV and Excel have them: where the header is, which rows are totals."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.descriptions import SourceDescription, TableDescription
from ingest.readers.headings import in_units, our_headers
from ingest.readers.reading import BrokenRow, Cell, Sheet, match_headers, missing_columns, plain
from ingest.words import RefusalError

HEADER_WITHIN = 40
"""Rows above the header at most; exports put 3 to 8 lines there."""
Grid = list[tuple[int, list[Cell]]]


def take_apart(grid: Grid, source: SourceDescription, table: TableDescription) -> tuple[Sheet, str]:
    """The table in `grid` (numbered rows) and the text above its header.

    Raises:
        RefusalError: when no row looks like the header, or columns are missing.
    """
    place = _header_place(grid, table)
    said = [value or "" for value in grid[place][1]]
    headers, in_ten_thousands = our_headers(said, table)
    _check_headers(headers, table)
    above = "\n".join(" ".join(value for value in row if value) for _, row in grid[:place])
    below = in_units(
        [row for row in grid[place + 1 :] if row[1] != grid[place][1]], in_ten_thousands
    )
    return _rows(headers, below, source.total_words), above


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


def _check_headers(headers: list[str], table: TableDescription) -> None:
    places = match_headers(table.needed, headers)
    missing = [header for header in table.needed if header not in places]
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
            sheet.totals.update(
                {h: v for h, v in zip(headers, cells, strict=True) if v and h not in sheet.totals}
            )
            continue
        sheet.rows.append(cells)
        sheet.numbers.append(number)
    return sheet


def _is_total(cells: list[Cell], words: frozenset[str], starts: tuple[str, ...]) -> bool:
    first = plain(next((value for value in cells if value and value.strip("-")), ""))
    return first in words or first.startswith(starts)
