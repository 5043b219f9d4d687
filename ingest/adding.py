"""Which rows of a file count, and columns that several headers add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from ingest.readers.reading import Cell, Sheet, match_headers
from ingest.tables import TableDescription

_ASCII = str.maketrans("０１２３４５６７８９．", "0123456789.", ",，￥¥$ ")
_NOTHING = frozenset({"-", "--", "null", "n/a", "\\n"})
_FLAGS = {"t": "true", "1": "true", "yes": "true", "f": "false", "0": "false", "no": "false"}


def chosen(sheet: Sheet, table: TableDescription) -> tuple[Sheet, Sheet]:
    """The rows that count, and those that `skip` leaves out although they were delivered."""
    kept = _where(sheet, [fits == len(table.keep) for fits in _matches(sheet, table.keep)])
    skips = [fits > 0 for fits in _matches(kept, table.skip)]
    return _where(kept, [not skip for skip in skips]), _where(kept, skips)


def sum_of(parts: Sequence[Cell]) -> Cell:
    """The sum of numbers as text; None when none is given.

    When one of them is no number, all of them as they are, for the contract to refuse.
    """
    given = [part for part in parts if part is not None and part.lower() not in _NOTHING]
    try:
        numbers = [Decimal(part.translate(_ASCII)) for part in given]
    except InvalidOperation:
        return " + ".join(given)
    return format(sum(numbers, Decimal(0)), "f") if numbers else None


def _matches(sheet: Sheet, wanted: dict[str, list[str]]) -> list[int]:
    """How many of the filters each row fits."""
    places = match_headers(list(wanted), sheet.headers)
    filters = [(places[header], words) for header, words in wanted.items()]
    return [sum(_fits(row[place], words) for place, words in filters) for row in sheet.rows]


def _fits(value: Cell, words: Sequence[str]) -> bool:
    said = (value or "").lower()
    wanted = {word.lower() for word in words}
    is_flag = bool(wanted & {"true", "false"})
    return said in wanted or (is_flag and _FLAGS.get(said) in wanted)


def _where(sheet: Sheet, are_chosen: Sequence[bool]) -> Sheet:
    if all(are_chosen):
        return sheet
    pairs = zip(sheet.rows, sheet.numbers, are_chosen, strict=True)
    found = [(row, number) for row, number, is_chosen in pairs if is_chosen]
    return replace(sheet, rows=[row for row, _ in found], numbers=[n for _, n in found])
