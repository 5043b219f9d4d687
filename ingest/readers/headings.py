"""Headers as people and exports write them: other names, and money in ten thousands (万元)."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from ingest.descriptions import TableDescription
from ingest.readers.reading import Cell, plain

TEN_THOUSAND = 10_000
_ASCII = str.maketrans("０１２３４５６７８９．", "0123456789.", ",，￥¥ ")


def our_headers(found: list[str], table: TableDescription) -> tuple[list[str], set[int]]:
    """`found` under the names that the description uses, and which columns are in 万元.

    A name of the description is never taken for an alias of another.
    """
    wanted = {plain(header): header for header in table.headers}
    others = {plain(o): header for header, names in table.aliases.items() for o in names}
    present = {plain(name) for name in found}
    headers, large = [], set()
    for place, name in enumerate(found):
        text = plain(name)
        if text not in wanted and text.endswith("(万元)"):
            text = text.removesuffix("(万元)") + "(元)"
            if text in wanted or text in others:
                large.add(place)
        ours = wanted.get(text) or others.get(text)
        is_twice = ours is not None and plain(ours) != plain(name) and plain(ours) in present
        headers.append(name if ours is None or is_twice else ours)
    return headers, large


def in_units(
    grid: list[tuple[int, list[Cell]]], places: Collection[int]
) -> list[tuple[int, list[Cell]]]:
    """The same rows with the cells at `places` times ten thousand."""
    if not places:
        return grid
    return [
        (
            number,
            [times_ten_thousand(value) if n in places else value for n, value in enumerate(row)],
        )
        for number, row in grid
    ]


@lru_cache(maxsize=4096)
def times_ten_thousand(value: Cell) -> Cell:
    """Ten thousand times a bare number; a cell that names its own unit, or no number, stays."""
    try:
        number = Decimal((value or "").translate(_ASCII))
    except InvalidOperation:
        return value
    return format((number * TEN_THOUSAND).normalize(), "f") if number.is_finite() else value
