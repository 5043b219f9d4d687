"""The sections `[alerts]` and `[[alert]]` of `headwater.toml`: what is watched, and who is told."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field, model_validator

from ingest.sections import Section

CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
EVERYBODY = "all"
Kind = Literal["below", "above", "falls_by", "rises_by", "unusual"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Alerts(Section):
    """When alerts are not sent."""

    quiet_hours: str = Field(default="", pattern=rf"^({CLOCK}-{CLOCK})?$")
    """Company time, such as "22:00-08:00"; what fires then is sent when they end."""


class Alert(Section):
    """A rule: a metric of one day or of the last days, and when it is worth a message.

    Exactly one of `below`, `above`, `falls_by`, `rises_by` and `unusual` says when it fires.
    """

    name: str = Field(pattern=r"^[\w.-]+$")
    metric: str
    each: Literal["", "channel", "city"] = ""
    """Every channel or city on its own."""
    channels: tuple[str, ...] = ()
    """These channels, each on its own; without `each`, `channels` and `cities`: the company."""
    cities: tuple[str, ...] = ()
    below: float | None = None
    above: float | None = None
    falls_by: float | None = Field(default=None, gt=0, le=1)
    """Share of the number it is compared with: 0.3 is 30 %."""
    rises_by: float | None = Field(default=None, gt=0)
    unusual: Literal["low", "high", "both"] | None = None
    """Outside what its own past foretells for such a day."""
    against: Literal["previous", "week", "year"] = "week"
    """What a change is measured from: the days before, the same weekdays before, or 52 weeks."""
    days: int = Field(default=1, ge=1, le=31)
    floor: float = Field(default=0, ge=0)
    """Volume below which nothing is said; see docs/alerts.md for each metric's."""
    interval: float | None = Field(default=None, ge=0, lt=1)
    """How sure it must be; not set: 0.99 for `unusual`, 0.95 otherwise; 0: any difference."""
    to: tuple[str, ...] = ()
    """Recipients of `[[report.recipient]]`, or "all"; nobody: the page and the log alone."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Alert:
        kinds = {name: getattr(self, name) for name in KINDS}
        told = [name for name, value in kinds.items() if value is not None]
        if len(told) != 1:
            raise ValueError(f"{self.name}: set exactly one of {', '.join(KINDS)}")
        if sum(map(bool, (self.each, self.channels, self.cities))) > 1:
            raise ValueError(f"{self.name}: set only one of each, channels and cities")
        if self.unusual and self.interval == 0:
            raise ValueError(f"{self.name}: unusual needs an interval above 0")
        return self

    @property
    def kind(self) -> Kind:
        """Which of the five it is."""
        return next(name for name in KINDS if getattr(self, name) is not None)

    @property
    def level(self) -> float:
        """The level of the interval."""
        if self.interval is not None:
            return self.interval
        return 0.99 if self.unusual else 0.95
