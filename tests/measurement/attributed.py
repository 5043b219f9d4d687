"""Small tables of touches, conversions and paths, and credits as dictionaries."""

from collections.abc import Mapping

import pandas as pd

from measurement.attribution import Credits

COUNTED = {
    "A": (10, 90),
    "B": (4, 96),
    "C": (6, 94),
    "A > B": (12, 38),
    "B > C": (9, 41),
    "A > C": (8, 42),
    "A > B > C": (10, 10),
}
"""Paths with conversions and nulls whose credits are worked out by hand below."""


def paths(counted: Mapping[str, tuple[float, float]], worth: float | None = 10) -> pd.DataFrame:
    """A table of paths; every conversion is worth `worth`."""
    rows = [(path, *counts) for path, counts in counted.items()]
    frame = pd.DataFrame(rows, columns=["path", "conversions", "nulls"])
    return frame.assign(value=frame["conversions"] * worth if worth is not None else None)


def touches(*told: str) -> pd.DataFrame:
    """Touches told as `user instant channel`."""
    rows = [line.rsplit(maxsplit=1) for line in told]
    split = [(head.split(maxsplit=1)[0], head.split(maxsplit=1)[1], tail) for head, tail in rows]
    return pd.DataFrame(split, columns=["user_id", "ts", "channel"])


def conversions(*told: tuple[str, str | None, str, float | None]) -> pd.DataFrame:
    """Conversions as (id, user, instant, revenue)."""
    frame = pd.DataFrame(told, columns=["conversion_id", "user_id", "ts", "revenue"])
    return frame.astype({"revenue": float})


def credit(table: Credits, model: str, column: str = "conversions") -> dict[str, float]:
    """Credit by channel, without channels that have none."""
    rows = table[(table["model"] == model) & (table[column] != 0)]
    return rows.set_index("channel")[column].round(4).to_dict()
