"""Entry periods: hours, days, weeks or months of a time zone, as instants and as labels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from measurement.funnels.definition import Funnel

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Periods:
    """Starts in microseconds since 1970, with the end of the last period; labels in local time."""

    labels: list[str]
    boundaries: np.ndarray


def periods(funnel: Funnel, first: int, last: int, timezone: ZoneInfo) -> Periods:
    """The periods from `date_from` (or the instant `first`) to `date_to` (or `last`)."""
    start = funnel.date_from or _local(first, timezone).date()
    end = funnel.date_to or _local(last, timezone).date()
    instants = [
        instant
        for day in _period_days(funnel, start, end)
        for instant in _instants(funnel, day, timezone)
    ]
    if not instants:
        return Periods([], np.empty(0, np.int64))
    labels = [_label(funnel, instant.astimezone(timezone)) for instant in instants]
    after = _next(funnel, instants[-1].astimezone(timezone).date())
    instants.append(_midnight(after, timezone))
    return Periods(labels, np.array([microseconds(instant) for instant in instants], np.int64))


def microseconds(instant: datetime) -> int:
    """Microseconds since 1970."""
    return (instant - EPOCH) // timedelta(microseconds=1)


def _local(instant: int, timezone: ZoneInfo) -> datetime:
    return (EPOCH + timedelta(microseconds=instant)).astimezone(timezone)


def _midnight(day: date, timezone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), timezone).astimezone(UTC)


def _period_days(funnel: Funnel, start: date, end: date) -> list[date]:
    if funnel.interval == "week":
        start -= timedelta(days=(start.weekday() + (funnel.week_start == "Sunday")) % 7)
    elif funnel.interval == "month":
        start = start.replace(day=1)
    days = []
    while start <= end:
        days.append(start)
        start = _next(funnel, start)
    return days


def _next(funnel: Funnel, day: date) -> date:
    if funnel.interval == "month":
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return day + timedelta(days=7 if funnel.interval == "week" else 1)


def _instants(funnel: Funnel, day: date, timezone: ZoneInfo) -> list[datetime]:
    """The starts of the periods of a day: one, or its hours, 23 to 25 when clocks change."""
    start = _midnight(day, timezone)
    if funnel.interval != "hour":
        return [start]
    hours = []
    while start < _midnight(day + timedelta(days=1), timezone):
        hours.append(start)
        start += timedelta(hours=1)
    return hours


def _label(funnel: Funnel, local: datetime) -> str:
    return local.strftime("%Y-%m-%dT%H" if funnel.interval == "hour" else "%Y-%m-%d")
