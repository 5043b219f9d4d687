"""The frame of one simulated company: its days, its seed, and what of it is delivered."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
ZONE = ZoneInfo("Asia/Shanghai")
UTC_OFFSET = 8 * HOUR
"""Shanghai has kept UTC+8 without summer time since 1992."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Columns = dict[str, np.ndarray]
"""Columns of equal length, by name; instants are milliseconds since the first local midnight."""


@dataclass(frozen=True)
class Story:
    """Size, days and seed of the company, and the range of days on which deliveries are written."""

    visitors: int
    days: int
    seed: int
    end: date
    deliver_from: date | None = None
    deliver_until: date | None = None

    @property
    def start(self) -> date:
        """The first company day."""
        return self.end - timedelta(days=self.days - 1)

    @property
    def horizon(self) -> int:
        """The local midnight after the last day, in milliseconds: nothing happens from here on."""
        return self.days * DAY

    @property
    def last_delivery(self) -> int:
        """Index of the last day on which something is delivered (the last day + 1 by default)."""
        return self.days if self.deliver_until is None else self.index(self.deliver_until)

    @property
    def known(self) -> int:
        """The moment whose knowledge the platform database and the truth hold."""
        return min(self.last_delivery + 1, self.days) * DAY

    def delivers(self, day: int) -> bool:
        """Whether what is delivered on this day is written."""
        first = 0 if self.deliver_from is None else self.index(self.deliver_from)
        return first <= day <= self.last_delivery

    def index(self, day: date) -> int:
        """Days since the first company day."""
        return (day - self.start).days

    def day(self, index: int) -> date:
        """The company day with this index."""
        return self.start + timedelta(days=int(index))

    def moment(self, at: int) -> datetime:
        """The local wall clock of an instant."""
        midnight = datetime.combine(self.start, datetime.min.time())
        return midnight + timedelta(milliseconds=int(at))

    def at(self, day: float, hour: int = 0, minute: int = 0) -> int:
        """The instant of a wall clock time on the day with this index."""
        return int(day) * DAY + hour * HOUR + minute * MINUTE

    def part(self, share: float) -> int:
        """The day index at this share of the story."""
        return int(share * self.days)

    def rng(self, *purpose: str | int) -> np.random.Generator:
        """A generator of its own for each purpose, so that no draw depends on another's number."""
        words = [zlib.crc32(str(word).encode()) for word in purpose]
        size = [self.visitors, self.days, self.end.toordinal()]
        return np.random.default_rng([self.seed % 2**63, *size, *words])


def local_text(story: Story, at: Ints) -> list[str | None]:
    """`YYYY-MM-DD HH:MM:SS` on the company's clock; instants below zero are unknown (None)."""
    epoch = np.datetime64(story.start, "s")
    seconds = epoch + (at // SECOND).astype("timedelta64[s]")
    texts = np.datetime_as_string(seconds, unit="s").tolist()
    unknown = (at < 0).tolist()
    return [
        None if is_unknown else text.replace("T", " ")
        for text, is_unknown in zip(texts, unknown, strict=True)
    ]


def take(columns: Columns, index: np.ndarray) -> Columns:
    """The same columns at these rows (positions or a mask)."""
    return {name: values[index] for name, values in columns.items()}


def stack(parts: list[Columns]) -> Columns:
    """All rows of all parts, in order; the parts have the same columns."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
