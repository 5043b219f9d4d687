"""Small pieces of SQL: instants, the period of an instant, masks of periods."""

from __future__ import annotations

from datetime import datetime, timedelta

from measurement.retention.periods import Periods

BITS = 62
"""Periods in one word of a mask: a BIGINT without its sign."""


def literal(instant: datetime) -> str:
    """A UTC instant as a TIMESTAMP."""
    return f"timestamp '{instant:%Y-%m-%d %H:%M:%S.%f}'"


def epoch(timestamp: str) -> str:
    """Microseconds since 1970 of a TIMESTAMP."""
    return f"epoch_us({timestamp})"


def width(periods: Periods) -> int:
    """Microseconds of one period counted from a person's own start."""
    return periods.width // timedelta(microseconds=1)


def period_of(periods: Periods, column: str = "ts") -> str:
    """The number of the period that holds `column`, -1 before the first.

    A search by halves over the bounds: time zones and months need no arithmetic then.
    """

    def among(low: int, high: int) -> str:
        if high - low == 1:
            return str(low)
        middle = (low + high) // 2
        bound = literal(periods.bounds[middle])
        earlier, later = among(low, middle), among(middle, high)
        return f"case when {column} < {bound} then {earlier} else {later} end"

    within = among(0, periods.count)
    return f"case when {column} < {literal(periods.bounds[0])} then -1 else {within} end"


def words(name: str, condition: str, count: int) -> list[str]:
    """Aggregates `name0`, `name1` ...: the periods, up to `count`, in which `condition` holds."""
    return [
        f"bit_or(case when {condition} and period between {first} and {first + BITS - 1} "
        f"then 1::bigint << (period - {first}) else 0 end) as {name}{number}"
        for number, first in enumerate(range(0, count, BITS))
    ]
