"""Which sheets of a workbook hold a table: the one described, or one per city or partner."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.descriptions import SourceDescription, TableDescription
from ingest.readers.reading import plain
from ingest.words import RefusalError

SHEET_ROWS = 1_000_000
"""Rows that a sheet may have, and more: what keeps the row numbers of several sheets apart."""
NOTES = ("填写说明",)
"""The sheet of a template that only explains."""
_NO_NAME = re.compile(r"(?i)(sheet|工作表)\s*[0-9]*|数据|合同|活动|{}".format("|".join(NOTES)))


def says_something(name: str) -> bool:
    """Whether a sheet's name could be that of a city or partner."""
    return _NO_NAME.fullmatch(name) is None


def is_by_sheet(names: Sequence[str], source: SourceDescription, table: TableDescription) -> bool:
    """Whether the table stands in several sheets, or in one that is named for what it is about.

    Beside other tables of its source, the sheet described is the table's only one.
    """
    if not table.sheet_name_fills or (len(source.tables) > 1 and table.sheet in names):
        return False
    return [name for name in names if name not in NOTES] != [table.sheet]


def sheets_of(
    names: Sequence[str], source: SourceDescription, table: TableDescription
) -> list[tuple[str, int]]:
    """The sheets that may hold the table, each with what its row numbers begin after.

    A sheet named 汇总 holds the others once more and stays out. Of several tables one may be
    missing, as long as every sheet is read by another.

    Raises:
        RefusalError: there is no such sheet.
    """
    if is_by_sheet(names, source, table):
        others = {one.sheet for one in source.tables} - {table.sheet}
        return [
            (name, place * SHEET_ROWS)
            for place, name in enumerate(names)
            if name not in others and not _adds_up_others(name, names, source)
        ]
    if table.sheet in names:
        return [(table.sheet, 0)]
    if not table.sheet or (len(names) == 1 and len(source.tables) == 1):
        return [(names[0], 0)]
    if len(source.tables) > 1 and not _left_over(names, source):
        return []
    raise no_sheet(table, names)


def no_sheet(table: TableDescription, names: Sequence[str]) -> RefusalError:
    """The refusal of a workbook that lacks a table."""
    return RefusalError(
        "missing_sheet",
        f"The workbook has no sheet '{table.sheet}'. Its sheets: {', '.join(names)}.",
        f"工作簿中没有工作表“{table.sheet}”。现有工作表：{', '.join(names)}。",
    )


def _left_over(names: Sequence[str], source: SourceDescription) -> list[str]:
    """Sheets that no table of the source reads."""
    if any(is_by_sheet(names, source, table) for table in source.tables):
        return []
    known = {*NOTES, *(table.sheet for table in source.tables)}
    return [n for n in names if n not in known and not _adds_up_others(n, names, source)]


def _adds_up_others(name: str, names: Sequence[str], source: SourceDescription) -> bool:
    """Whether a sheet is the sum of the others, by its name."""
    is_sum = plain(name).removesuffix("表") in {plain(word) for word in source.total_words}
    return is_sum and len(names) > 1
