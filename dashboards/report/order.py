"""What is asked for: a week, a language, and what its reader may see."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboards.formats import Formats, Language
from dashboards.i18n import LANGUAGES, Words
from dashboards.queries.company import Channel
from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build
from dashboards.scope import Scope

OF_CHANNELS = ("overview", "channels")
"""Pages whose numbers can all be told of some channels alone."""
_WEEK = re.compile(r"(\d{4})-W(\d{2})")


class OrderError(Exception):
    """The report cannot be made; the message says why, in both languages."""


@dataclass(frozen=True)
class Order:
    """One report; None for channels or cities means all of them, an empty list none.

    None for pages means all of them, or for whoever is bound to channels or cities those pages
    that can be told of these alone.
    """

    language: Language = "en"
    week: str | None = None
    pages: tuple[str, ...] | None = None
    channels: tuple[str, ...] | None = None
    cities: tuple[str, ...] | None = None

    @classmethod
    def parse(cls, told: dict[str, object]) -> Order:
        """An order as JSON has it."""
        lists = {name: _strings(told.get(name)) for name in ("pages", "channels", "cities")}
        language = next((code for code in LANGUAGES if code == told.get("language")), "en")
        week = told.get("week")
        return cls(language=language, week=str(week) if week else None, **lists)

    def may_see(self, page: str) -> bool:
        """Whether what this page shows belongs into the report."""
        is_bound = self.channels is not None or self.cities is not None
        pages = OF_CHANNELS if self.pages is None and is_bound else self.pages
        return pages is None or page in pages

    def scope(self, build: Build, known: Sequence[Channel]) -> Scope:
        """The week and the reader's channels, as a page would have them.

        Raises:
            OrderError: when the week is not whole in the data, or no allowed channel exists.
        """
        start = self._monday(build)
        codes = {channel.code for channel in known}
        allowed = () if self.channels is None else tuple(sorted(codes.intersection(self.channels)))
        if self.channels is not None and not allowed:
            raise OrderError(
                f"None of the channels this reader may see exists: {', '.join(self.channels)}.\n"
                f"该接收人可见的渠道均不存在：{'、'.join(self.channels)}。"
            )
        words = Words(self.language)
        formats = Formats(self.language, build.currency, build.timezone)
        filters = Filters(start, start + timedelta(days=6), allowed)
        return Scope(words, formats, build, filters, tuple(known))

    def _monday(self, build: Build) -> date:
        first, last = build.first_date, build.as_of_date
        if first is None or last is None:
            raise OrderError("There are no data yet. 还没有数据。")
        newest = last - timedelta(days=last.isoweekday() % 7 + 6)
        start = monday_of(self.week) if self.week else newest
        if start < first or start > newest:
            raise OrderError(
                f"The week {week_of(start)} is not whole in the data, which reach from {first} to "
                f"{last}; the last whole week is {week_of(newest)}.\n"
                f"数据（{first} 至 {last}）不包含完整的 {week_of(start)} 周，"
                f"最近的完整周是 {week_of(newest)}。"
            )
        return start


def monday_of(week: str) -> date:
    """The first day of an ISO week such as "2026-W07".

    Raises:
        OrderError: when there is no such week.
    """
    found = _WEEK.fullmatch(week)
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else _no_week(week)
    except ValueError:
        return _no_week(week)


def week_of(day: date) -> str:
    """The ISO week of a day, such as "2026-W07"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _no_week(week: str) -> date:
    raise OrderError(f"{week} is no week; write for example 2026-W07. 请写成 2026-W07 的形式。")


def _strings(value: object) -> tuple[str, ...] | None:
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else None
