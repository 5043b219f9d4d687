"""Everything a page needs to know about its reader and its data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dashboards.charts.palette import NEUTRAL, channel_colours
from dashboards.formats import Formats
from dashboards.i18n import Words
from dashboards.queries.company import UNATTRIBUTED, Channel
from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

OTHERS = "other_channels"


@dataclass(frozen=True)
class Scope:
    """The reader's language and number formats, the build that is shown, and the filters."""

    words: Words
    formats: Formats
    build: Build
    filters: Filters
    channels: tuple[Channel, ...]

    @property
    def window(self) -> str:
        """The window and the day up to which data are complete, for under a figure."""
        return self.window_in("common.window")

    @property
    def all_data(self) -> str:
        """The caption of figures over everything loaded so far."""
        return self.words("common.all_data", as_of=self.formats.day(self.build.as_of_date))

    @property
    def this_build(self) -> str:
        """The caption of figures about the published build itself."""
        return self.words("common.this_build", built_at=self.formats.instant(self.build.built_at))

    def window_in(self, key: str) -> str:
        """The caption `key` with the window and the last day of data."""
        days = self.formats.days(self.filters.start, self.filters.end)
        return self.words(key, days=days, as_of=self.formats.day(self.build.as_of_date))

    def month_of(self, day: date) -> str:
        """The caption of figures over the calendar month of a day."""
        as_of = self.formats.day(self.build.as_of_date)
        return self.words("common.window", days=self.formats.month(day), as_of=as_of)

    def channel_name(self, code: str) -> str:
        """A channel's name in the reader's language; a code nobody described stays a code."""
        if code in (UNATTRIBUTED, OTHERS):
            return self.words(f"common.{code}")
        if not code:
            return self.words("common.all_channels")
        channel = self._channel_by_code.get(code)
        return code if channel is None else self.words.either(channel.name, channel.name_zh)

    def channel_colour(self, code: str) -> str:
        """A channel's colour, the same on every page and whatever is filtered."""
        return self.colours.get(code, NEUTRAL)

    @cached_property
    def _channel_by_code(self) -> dict[str, Channel]:
        return {channel.code: channel for channel in self.channels}

    @cached_property
    def colours(self) -> dict[str, str]:
        """Colour per channel code, by the channels' fixed order."""
        return channel_colours(channel.code for channel in self.channels)
