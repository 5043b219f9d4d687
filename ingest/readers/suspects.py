"""Which rows of columns may be no rows of the table: totals, repeated headers, blank lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.readers.grid import Header
from ingest.readers.pieces import SPACES
from ingest.readers.reading import plain

_LOOKED_AT = 4
"""Columns from the first wanted one on that are asked what a row begins with."""
_WIDE = {"(": "[(（]", ")": "[)）]", ":": "[:：]"}


class Suspicion:
    """Finds every row that `grid.sheet_below` might not take for one, and few others."""

    def __init__(self, header: Header, wanted: Sequence[int], total_words: Sequence[str]) -> None:
        self.places = range(min(len(header.names), wanted[0] + _LOOKED_AT))
        self._header = header
        self._wanted = wanted
        words = "|".join(_loosely(plain(word)) for word in total_words)
        self._total = pc.MatchSubstringOptions(f"^[{SPACES}]*(?:{words})", ignore_case=True)
        self._has_totals = bool(words)

    def of(self, columns: Mapping[int, pa.Array], count: int) -> np.ndarray:
        """Whether each of `count` rows has to be looked at."""
        is_odd = np.zeros(count, dtype=bool)
        is_open = np.ones(count, dtype=bool)
        for place in self.places:
            is_odd |= is_open & self._is_said(columns[place], place)
            is_open &= _begins_with_nothing(columns[place])
            if not is_open.any():
                return is_odd
        return is_odd | is_open

    def _is_said(self, column: pa.Array, place: int) -> np.ndarray:
        name = self._header.cells[place]
        found = _mask(column, "equal", pa.scalar(name)) if name else np.zeros(len(column), bool)
        if self._has_totals:
            found |= _mask(column, "match_substring_regex", options=self._total)
        return found


def _loosely(word: str) -> str:
    """A pattern for `word` with spaces anywhere and brackets of either width."""
    letters = [_WIDE.get(letter, re.escape(letter)) for letter in word]
    return f"[{SPACES}\\x{{feff}}]*".join(letters)


def _begins_with_nothing(column: pa.Array) -> np.ndarray:
    """Where a cell is empty or may be dashes only."""
    dash = pc.MatchSubstringOptions("-")
    is_empty = _mask(column, "equal", pa.scalar(""))
    return is_empty | _mask(column, "starts_with", options=dash)


def _mask(
    column: pa.Array,
    function: str,
    other: pa.Scalar | None = None,
    options: pc.FunctionOptions | None = None,
) -> np.ndarray:
    values = column.dictionary if isinstance(column, pa.DictionaryArray) else column
    arguments = [values] if other is None else [values, other]
    found = pc.call_function(function, arguments, options).to_numpy(zero_copy_only=False)
    return found[column.indices.to_numpy()] if isinstance(column, pa.DictionaryArray) else found
