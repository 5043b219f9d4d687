"""What the reader asked to see: company days, both included, and channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

PRESET_DAYS = {"7d": 7, "30d": 30, "90d": 90, "180d": 180, "365d": 365}
ALL_DAYS = "all"
CUSTOM = "custom"
PERIODS = (*PRESET_DAYS, ALL_DAYS, CUSTOM)
DEFAULT_PERIOD = "90d"


@dataclass(frozen=True)
class Filters:
    """Days from `start` to `end` and channel codes; no channels means every channel."""

    start: date
    end: date
    channels: tuple[str, ...] = ()

    @property
    def day_count(self) -> int:
        """How many days the window has."""
        return (self.end - self.start).days + 1

    @property
    def previous_start(self) -> date:
        """First day of the window of equal length just before this one."""
        return self.start - timedelta(days=self.day_count)

    @property
    def previous_end(self) -> date:
        """Last day of the window just before this one."""
        return self.start - timedelta(days=1)

    @property
    def parameters(self) -> dict[str, date | bool | tuple[str, ...]]:
        """The values that queries bind by name."""
        return {
            "start": self.start,
            "end": self.end,
            "previous_start": self.previous_start,
            "every_channel": not self.channels,
            "channels": self.channels,
        }


def window(period: str, first: date, last: date) -> tuple[date, date]:
    """First and last day of a preset that ends with the last day of the data."""
    if period not in PRESET_DAYS:
        return first, last
    return max(first, last - timedelta(days=PRESET_DAYS[period] - 1)), last
