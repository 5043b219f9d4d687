"""What the reader asked to see: company days, both included, and channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

PRESET_DAYS = {"7d": 7, "30d": 30, "90d": 90, "180d": 180, "365d": 365}
LAST_MONTH = "last_month"
ALL_DAYS = "all"
CUSTOM = "custom"
PERIODS = (*PRESET_DAYS, LAST_MONTH, ALL_DAYS, CUSTOM)
DEFAULT_PERIOD = "90d"
Comparison = Literal["previous", "year"]
COMPARISONS: tuple[Comparison, ...] = get_args(Comparison)


@dataclass(frozen=True)
class Filters:
    """Days from `start` to `end` and channel codes; no channels means every channel.

    Compared with the equal window just before, or with the same days a year earlier.
    """

    start: date
    end: date
    channels: tuple[str, ...] = ()
    comparison: Comparison = "previous"

    @property
    def day_count(self) -> int:
        """How many days the window has."""
        return (self.end - self.start).days + 1

    @property
    def previous_start(self) -> date:
        """First day of the window that this one is compared with; both are equally long."""
        if self.comparison == "year":
            return year_before(self.end) - timedelta(days=self.day_count - 1)
        return self.start - timedelta(days=self.day_count)

    @property
    def previous_end(self) -> date:
        """Last day of the window that this one is compared with."""
        return self.previous_start + timedelta(days=self.day_count - 1)

    @property
    def parameters(self) -> dict[str, date | bool | tuple[str, ...]]:
        """The values that queries bind by name."""
        return {
            "start": self.start,
            "end": self.end,
            "previous_start": self.previous_start,
            "previous_end": self.previous_end,
            "every_channel": not self.channels,
            "channels": self.channels,
        }


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def comparisons(filters: Filters, first: date) -> tuple[Comparison, ...]:
    """What a window can be compared with when the company's data begin on `first`."""
    a_year = Filters(filters.start, filters.end, comparison="year")
    is_possible = filters.day_count <= 365 and a_year.previous_start >= first
    return COMPARISONS if is_possible else COMPARISONS[:1]


def window(period: str, first: date, last: date) -> tuple[date, date]:
    """First and last day of a preset that ends with the last day of the data.

    Last month is the last whole one: on the day after its end, it is the month that has ended.
    """
    if period == LAST_MONTH:
        end = (last + timedelta(days=1)).replace(day=1) - timedelta(days=1)
        return max(first, end.replace(day=1)), end
    if period not in PRESET_DAYS:
        return first, last
    return max(first, last - timedelta(days=PRESET_DAYS[period] - 1)), last


def offered(first: date, last: date) -> list[str]:
    """The periods that these data fill, and the default."""
    span = (last - first).days + 1
    month_end = window(LAST_MONTH, first, last)[1]
    short = {code for code, days in PRESET_DAYS.items() if days >= span} - {DEFAULT_PERIOD}
    too_long = short | ({LAST_MONTH} if month_end < first else set())
    return [code for code in PERIODS if code not in too_long]
