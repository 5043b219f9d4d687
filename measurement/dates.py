"""Days as people tell them: a date, a moment of which only the day counts, or text."""

from __future__ import annotations

from datetime import date


def day_of(told: object) -> date:
    """The day of `told`, which is a date or begins with a day like 2026-04-01.

    Raises:
        ValueError: when it is none.
    """
    try:
        return date.fromisoformat(str(told)[:10])
    except ValueError as error:
        raise ValueError(f"A day is told like 2026-04-01, not {told!r}.") from error


def span_of(start: object, end: object, what: str) -> tuple[date, date]:
    """First and last day of `what`, both included.

    Raises:
        ValueError: when one is no day, or they are in the wrong order.
    """
    first, last = day_of(start), day_of(end)
    if last < first:
        raise ValueError(f"The {what} ends on {last}, before it starts on {first}.")
    return first, last
