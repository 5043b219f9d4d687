"""What a rule said of one channel, one city or the company on one day."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Part:
    """What one effect in one channel did to the number that fired."""

    part_channel: str
    effect: str
    contribution: float


@dataclass(frozen=True)
class Evaluation:
    """One rule asked of one series on one day; instants and builds are told by the log."""

    alert: str
    metric: str
    kind: str
    bound: str
    against: str
    days: int
    floor: float
    level: float
    channel: str
    city: str
    start_date: str
    stat_date: str
    has_fired: bool
    reason: str
    value: float | None
    usual: float | None
    low: float | None
    high: float | None
    volume: float | None
    before: float | None
    """What the parts start from; they add up to `value`."""
    occasion_en: str
    occasion_zh: str
    parts: tuple[Part, ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What is told once: rule, channel, city and day."""
        return self.alert, self.channel, self.city, self.stat_date

    def as_dict(self) -> dict[str, object]:
        """Plain values, parts among them."""
        return asdict(self)
