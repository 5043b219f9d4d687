"""Time zones, as far as SQL may do without their rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

LAST = datetime(2100, 1, 1, tzinfo=UTC)
FIRST = datetime(1970, 1, 1, tzinfo=UTC)
STEP = timedelta(days=7)
"""Shorter than any summer or winter time that a country ever kept."""


def steady_offset(zone: str) -> dict[str, object]:
    """Since which UTC instant a zone keeps one distance from UTC, and how many seconds that is.

    Empty for a zone whose clocks still change.
    """
    known = ZoneInfo(zone)
    steady = LAST.astimezone(known).utcoffset()
    since = LAST
    while since > FIRST and (since - STEP).astimezone(known).utcoffset() == steady:
        since -= STEP
    if steady is None or since > LAST - timedelta(days=366):
        return {}
    return {"seconds": int(steady.total_seconds()), "since": f"{since:%Y-%m-%d}"}
