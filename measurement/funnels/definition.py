"""What a funnel is: the typed form of its JSON, and what makes no sense in it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from measurement.definitions import Strict
from measurement.filters import Where

MOST_STEPS = 16
"""An event's steps and the exclusions it hits share one 32-bit number."""
SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 7 * 86400,
    "month": 31 * 86400,
}
"""A month is as long as the longest one."""


class FunnelDefinitionError(ValueError):
    """A definition makes no sense, in words for whoever wrote it."""


class Window(Strict):
    """How long an attempt may take; its last instant still counts."""

    n: Annotated[int, Field(gt=0)]
    unit: Literal["second", "minute", "hour", "day", "week", "month"] = "day"

    @property
    def microseconds(self) -> int:
        """The window in the unit of all times of a funnel."""
        return self.n * SECONDS[self.unit] * 1_000_000


class Matcher(Strict):
    """Which events are meant; `event` null stands for any event."""

    event: str | None = None
    where: Where = Field(default_factory=list)


class Step(Matcher):
    """A step of the funnel; its own window counts from the nearest earlier required step."""

    name: str | None = None
    optional: bool = False
    window: Window | None = None
    cohort: list[str | int] | None = None

    @model_validator(mode="after")
    def _says_what(self) -> Step:
        if "event" not in self.model_fields_set and not self.where and self.cohort is None:
            raise ValueError("a step needs an event (null for any event).")
        return self


class Exclusion(Matcher):
    """An event that spoils an attempt between two steps, which count from 0."""

    event: str | None
    from_step: int
    to_step: int


class Breakdown(Strict):
    """The property that divides persons into groups, and which of their events tells it."""

    prop: str | list[str] | None = None
    person_prop: str | list[str] | None = None
    attribution: Annotated[str, Field(pattern=r"^(first_touch|last_touch|all|step:\d+)$")] = (
        "first_touch"
    )

    @model_validator(mode="after")
    def _one_source(self) -> Breakdown:
        if (self.prop is None) == (self.person_prop is None) or not self.names:
            raise ValueError("give either prop or person_prop.")
        return self

    @property
    def names(self) -> list[str]:
        """The properties; several make one value together."""
        told = self.prop if self.person_prop is None else self.person_prop
        return told if isinstance(told, list) else [told or ""]

    @property
    def step(self) -> int | None:
        """The step whose event tells the value, counted from 0."""
        kind, _, number = self.attribution.partition(":")
        return int(number) if kind == "step" else None


def _as_name(told: object) -> object:
    return told.capitalize() if isinstance(told, str) else told


class Funnel(Strict):
    """A whole definition."""

    order: Literal["ordered", "strict", "unordered"] = "ordered"
    steps: Annotated[list[Step], Field(min_length=1, max_length=MOST_STEPS)]
    where: Where = Field(default_factory=list)
    window: Window | None = None
    exclusions: list[Exclusion] = Field(default_factory=list)
    date_from: date | None = None
    date_to: date | None = None
    aggregate_by: Annotated[str, Field(pattern=r"^(person|(person_)?props\..+)$")] = "person"
    breakdown: Breakdown | None = None
    interval: Literal["hour", "day", "week", "month"] | None = None
    week_start: Annotated[Literal["Monday", "Sunday"], BeforeValidator(_as_name)] = "Monday"
    from_step: int | None = None
    to_step: int | None = None
    bin_count: Annotated[int, Field(gt=0)] | None = None

    @field_validator("exclusions", mode="before")
    @classmethod
    def _none_is_empty(cls, told: object) -> object:
        return [] if told is None else told

    @property
    def last(self) -> int:
        """The last step, counted from 0."""
        return len(self.steps) - 1

    @property
    def span(self) -> tuple[int, int]:
        """The steps between which trends and times are told."""
        return self.from_step or 0, self.last if self.to_step is None else self.to_step

    @property
    def window_microseconds(self) -> int:
        """The window of a whole attempt; unless told, 14 days or as long as the steps' own."""
        if self.window:
            return self.window.microseconds
        own = sum(step.window.microseconds for step in self.steps[1:] if step.window)
        return max(own, 14 * 86400 * 1_000_000)

    def required_before(self, step: int) -> int:
        """The nearest earlier step that is not optional, from which a step's time counts."""
        return next(k for k in range(step - 1, -1, -1) if k == 0 or not self.steps[k].optional)

    @model_validator(mode="after")
    def _makes_sense(self) -> Funnel:
        for complaint in (*self._about_order(), *self._about_steps(), *self._about_exclusions()):
            raise ValueError(complaint)
        return self

    def _about_order(self) -> list[str]:
        found = []
        unordered = self.order == "unordered"
        if self.date_from and self.date_to and self.date_from > self.date_to:
            found.append("date_from is after date_to.")
        if unordered and any(step.optional for step in self.steps):
            found.append("optional steps need an order: ordered or strict.")
        if unordered and any(step.window for step in self.steps):
            found.append("windows of single steps need an order: ordered or strict.")
        step = self.breakdown.step if self.breakdown else None
        if step is not None and step > self.last:
            found.append(f"attribution step:{step}: the last step is {self.last} (the first is 0).")
        if unordered and step:
            found.append(
                "without an order only step:0, the first one done, can tell the breakdown."
            )
        return found

    def _about_steps(self) -> list[str]:
        found = []
        if self.steps[0].optional:
            found.append("the first step cannot be optional.")
        for before, step in pairwise(self.steps):
            if before.optional and not step.optional and covers(step, before):
                found.append("an optional step cannot be the same as the required step after it.")
        start, end = self.span
        asked = self.from_step is not None or self.to_step is not None
        if asked and not 0 <= start < end <= self.last:
            found.append(
                f"from_step {start} and to_step {end}: from_step must come before to_step, and the "
                f"last step is {self.last} (the first is 0)."
            )
        return found

    def _about_exclusions(self) -> list[str]:
        found = []
        for exclusion in self.exclusions:
            start, end = exclusion.from_step, exclusion.to_step
            between = f"exclusion from step {start} to step {end}: "
            if not 0 <= start < end:
                found.append(f"{between}its end must come after its start.")
            elif end > self.last:
                found.append(f"{between}the last step is {self.last} (the first is 0).")
            elif exclusion.event is None and not exclusion.where:
                found.append(f"{between}no event in between at all is what order strict means.")
            elif self.order == "unordered" and (start, end) != (0, self.last):
                found.append(f"{between}without an order it must span all steps.")
            elif any(covers(step, exclusion) for step in self.steps[start : end + 1]):
                found.append(f"{between}{exclusion.event!r} is also a step there.")
        return found


def covers(step: Matcher, other: Matcher) -> bool:
    """Whether `step` surely takes every event that `other` takes."""
    if isinstance(step, Step) and step.cohort is not None:
        return False
    return step.event in {None, other.event} and (not step.where or step.where == other.where)
