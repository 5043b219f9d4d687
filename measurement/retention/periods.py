"""The periods of a retention question: calendar hours, days, weeks or months of a time zone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from measurement.retention.definition import MOST_PERIODS, Retention, RetentionDefinitionError

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WIDTHS = {
    "hour": timedelta(hours=1),
    "day": timedelta(hours=24),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
}
"""How long one period lasts when it is counted from each person's own start."""


@dataclass(frozen=True)
class Periods:
    """Bounds of consecutive periods; cohorts start in the first `rows` of them.

    `bounds` are UTC, one more than there are periods. `as_of` is the moment up to which events
    are known. `columns` is how many periods a cohort is followed, its own included, unless the
    last period comes first.
    """

    bounds: tuple[datetime, ...]
    rows: int
    columns: int
    as_of: datetime
    unit: str
    zone: ZoneInfo

    @property
    def count(self) -> int:
        """How many periods there are."""
        return len(self.bounds) - 1

    @property
    def width(self) -> timedelta:
        """One period counted from a person's own start."""
        return WIDTHS[self.unit]

    def cells(self, row: int) -> int:
        """How many cells the cohort of `row` has."""
        return min(self.columns, self.count - row)

    def passed(self, period: int) -> bool:
        """Whether `period` is over."""
        return self.bounds[period + 1] <= self.as_of

    def label(self, period: int) -> str:
        """The local day, or day and hour, at which `period` begins."""
        local = self.bounds[period].astimezone(self.zone)
        return f"{local:%Y-%m-%dT%H}" if self.unit == "hour" else f"{local:%Y-%m-%d}"


def zone_of(name: str) -> ZoneInfo:
    """The time zone called `name`.

    Raises:
        RetentionDefinitionError: there is none.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise RetentionDefinitionError(
            f"timezone: there is no time zone {name!r}; write one like Asia/Shanghai."
        ) from error


def periods_of(asked: Retention, zone: ZoneInfo, newest: Callable[[], datetime]) -> Periods:
    """The periods of a question; `newest` tells the time of the last event, UTC, when needed.

    Without `date_from` there are `total_intervals` periods, the last one holding `date_to`. With
    it cohorts start from its period to that of `date_to`, and each is followed for
    `total_intervals` periods, however late its last one is.

    Raises:
        RetentionDefinitionError: days that cannot be read, or too many periods.
    """
    told = asked.date_to
    begun, ended = _moment("date_to", told, zone) if told else (newest(),) * 2
    last = _Calendar.holding(max(begun, ended - timedelta.resolution), asked, zone)
    if asked.date_from:
        first = _Calendar.holding(_moment("date_from", asked.date_from, zone)[0], asked, zone)
        rows = _rows(first, last.bound(0))
        count = rows + asked.total_intervals - 1
    else:
        rows = count = asked.total_intervals
        first = last.moved(1 - rows)
    if asked.as_of:
        known = _moment("as_of", asked.as_of, zone)[1]
    else:
        known = newest() if asked.date_from else ended
    bounds = tuple(first.bound(number) for number in range(count + 1))
    return Periods(bounds, rows, asked.total_intervals, known, asked.period, zone)


def _rows(first: _Calendar, last: datetime) -> int:
    rows = 1
    while first.bound(rows) <= last:
        rows += 1
        if rows > MOST_PERIODS:
            raise RetentionDefinitionError(f"date_from: more than {MOST_PERIODS} periods ago.")
    if first.bound(0) > last:
        raise RetentionDefinitionError("date_from: comes after date_to.")
    return rows


@dataclass(frozen=True)
class _Calendar:
    """Counts periods from the one that begins at `start`, which is local but for hours (UTC)."""

    start: datetime
    unit: str
    zone: ZoneInfo

    @classmethod
    def holding(cls, instant: datetime, asked: Retention, zone: ZoneInfo) -> _Calendar:
        local = instant.astimezone(zone).replace(tzinfo=None)
        if asked.period == "hour":
            since = timedelta(
                minutes=local.minute, seconds=local.second, microseconds=local.microsecond
            )
            return cls(instant - since, "hour", zone)
        day = local.replace(hour=0, minute=0, second=0, microsecond=0)
        if asked.period == "month":
            day = day.replace(day=1)
        if asked.period == "week":
            past = day.isoweekday() % 7 if asked.week_start == "sunday" else day.weekday()
            day -= timedelta(days=past)
        return cls(day, asked.period, zone)

    def moved(self, number: int) -> _Calendar:
        """Counting from `number` periods later."""
        if self.unit == "month":
            year, month = divmod(self.start.year * 12 + self.start.month - 1 + number, 12)
            return replace(self, start=self.start.replace(year=year, month=month + 1))
        return replace(self, start=self.start + number * WIDTHS[self.unit])

    def bound(self, number: int) -> datetime:
        """When period `number` begins, UTC."""
        start = self.moved(number).start
        return start if self.unit == "hour" else start.replace(tzinfo=self.zone).astimezone(UTC)


def _moment(key: str, told: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when to when a told day lasts, UTC; a told instant begins and ends at once."""
    try:
        found = datetime.fromisoformat(told)
    except ValueError as error:
        raise RetentionDefinitionError(
            f"{key}: {told!r} is not a day (2026-05-31) or a time (2026-05-31T18:00:00+08:00)."
        ) from error
    aware = found if found.tzinfo else found.replace(tzinfo=zone)
    if DAY.fullmatch(told):
        next_day = (found + timedelta(days=1)).replace(tzinfo=zone)
        return aware.astimezone(UTC), next_day.astimezone(UTC)
    return aware.astimezone(UTC), aware.astimezone(UTC)
