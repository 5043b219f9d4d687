"""Tables as CSV that Excel opens rightly: UTF-8 with BOM, and no cell that runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pandas as pd

_BOM = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def to_csv(frame: pd.DataFrame, headers: Sequence[str], decimals: Sequence[int | None]) -> bytes:
    """The frame as CSV bytes; `decimals` fixes the digits of a numeric column, None leaves it.

    Only text is made harmless: a negative number stays a number.
    """
    out = io.StringIO()
    out.write(_BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(header) for header in headers])
    for row in frame.itertuples(index=False, name=None):
        writer.writerow([_cell(value, n) for value, n in zip(row, decimals, strict=True)])
    return out.getvalue().encode("utf-8")


def _cell(value: object, decimals: int | None) -> str:
    if isinstance(value, list | tuple):
        return harmless("; ".join(str(part) for part in value))
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value) if decimals is None else f"{value:.{decimals}f}"
    if isinstance(value, pd.Timestamp):
        is_day = value == value.normalize()
        return value.strftime("%Y-%m-%d" if is_day else "%Y-%m-%d %H:%M:%S")
    return harmless(str(value))
