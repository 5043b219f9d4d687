"""What a question about paths may say, and what makes no sense, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from measurement.definitions import Strict, read_definition
from measurement.filters import Where

Whole = Annotated[int, Field(ge=1, strict=True)]


class PathsDefinitionError(ValueError):
    """The question makes no sense; the message says which part, for whoever asked it."""


class Point(Strict):
    """A step at which paths begin or end."""

    event: str | None = None
    where: Where = Field(default_factory=list)


class Window(Strict):
    """A length of time."""

    n: Whole
    unit: Literal["second", "minute", "hour", "day", "week"]


class Paths(Strict):
    """Between which steps, of whom, and how journeys are made comparable."""

    start: Point | None = None
    end: Point | None = None
    max_steps: Annotated[int, Field(ge=2, le=20, strict=True)] = 5
    per: Literal["person", "session"] = "person"
    session_gap: Window = Window(n=30, unit="minute")
    step_prop: str | None = None
    collapse_repeats: bool = True
    events: list[str] | None = None
    exclude: list[str] = Field(default_factory=list)
    where: Where = Field(default_factory=list)
    window: Window | None = None
    min_people: Whole = 1
    limit: Whole = 20
    date_from: date | None = None
    date_to: date | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Paths:
        if self.events == []:
            raise ValueError("events: an empty list leaves no step; leave it out for all events.")
        for name, point in (("start", self.start), ("end", self.end)):
            if point and point.event in self.exclude:
                raise ValueError(f"{name}: {point.event} is excluded.")
            if point and point.event and self.events and point.event not in self.events:
                raise ValueError(f"{name}: {point.event} is not among events.")
        if self.window and not (self.start or self.end):
            raise ValueError("window: counts from start or up to end, and there is neither.")
        if self.start and self.start == self.end:
            raise ValueError("start and end are the same step.")
        if self.date_from and self.date_to and self.date_to < self.date_from:
            raise ValueError("date_to: comes before date_from.")
        return self


def read(definition: Mapping[str, object]) -> Paths:
    """The definition with its defaults.

    Raises:
        PathsDefinitionError: what is asked makes no sense.
    """
    return read_definition(Paths, definition, PathsDefinitionError)
