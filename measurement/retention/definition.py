"""What a retention question may say, and what makes no sense, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from measurement.definitions import Strict, read_definition
from measurement.filters import Where
from measurement.nearest import nearest

MOST_PERIODS = 1000


class RetentionDefinitionError(ValueError):
    """The question makes no sense; the message says which part, for whoever asked it."""


def _names(told: object) -> object:
    return [told] if isinstance(told, str) else told


def _small(told: object) -> object:
    return told.lower() if isinstance(told, str) else told


Events = Annotated[list[str] | None, BeforeValidator(_names)]
"""Names of events, any of which will do; null is any event at all."""


class Property(Strict):
    """A property of the event (`prop`) or of its person (`person_prop`)."""

    prop: str | None = None
    person_prop: str | None = None

    @model_validator(mode="after")
    def _one(self) -> Property:
        if (self.prop is None) == (self.person_prop is None):
            raise ValueError("give either prop or person_prop.")
        return self


class Retention(Strict):
    """Who starts, what counts as a return, and in which periods both are counted."""

    period: Annotated[Literal["hour", "day", "week", "month"], BeforeValidator(_small)] = "day"
    total_intervals: Annotated[int, Field(ge=1, le=MOST_PERIODS, strict=True)] = 7
    date_from: str | None = None
    date_to: str | None = None
    as_of: str | None = None
    week_start: Annotated[Literal["monday", "sunday"], BeforeValidator(_small)] = "monday"
    retention_type: Literal["recurring", "first_time", "first_ever"] = "recurring"
    start_event: Events = None
    return_event: Events = None
    start_where: Where = Field(default_factory=list)
    return_where: Where = Field(default_factory=list)
    where: Where = Field(default_factory=list)
    mode: Literal["calendar", "rolling"] = "calendar"
    return_: Annotated[Literal["on", "on_or_after", "range"], Field(alias="return")] = "on"
    ranges: list[tuple[int, int]] = Field(default_factory=list)
    minimum_occurrences: Annotated[int, Field(ge=1, strict=True)] = 1
    breakdown: Property | None = None
    weight: Property | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Retention:
        if self.start_event == [] or self.return_event == []:
            raise ValueError("an empty list of events never happens; null means any event.")
        if (self.return_ == "range") != bool(self.ranges):
            raise ValueError('ranges ([[1, 3], [4, 7]]) and return "range" go together.')
        for first, last in self.ranges:
            if not 1 <= first <= last:
                raise ValueError(
                    f"the range {first} to {last} must begin at 1 or later and end after."
                )
            if last >= self.total_intervals:
                raise ValueError(
                    f"the range {first} to {last} needs total_intervals of {last + 1} or more."
                )
        return self

    @property
    def same_event(self) -> bool:
        """Whether starting and returning are the same thing."""
        return (self.start_event, self.start_where) == (self.return_event, self.return_where)

    @property
    def is_first(self) -> bool:
        """Whether a person starts only once."""
        return self.retention_type != "recurring"


def read(definition: Mapping[str, object]) -> Retention:
    """The definition with its defaults; without `return_event` the start event is the return.

    Keys that are like no key of a definition are notes of whoever wrote it, and are left aside.

    Raises:
        RetentionDefinitionError: a key is misspelt, or what is asked makes no sense.
    """
    keys = {field.alias or name for name, field in Retention.model_fields.items()}
    for key in definition:
        meant = nearest(key, keys)
        if meant:
            raise RetentionDefinitionError(f"{key}: there is no such key; did you mean {meant}?")
    known = {key: value for key, value in definition.items() if key in keys}
    if "return_event" not in known and "start_event" in known:
        known["return_event"] = known["start_event"]
    return read_definition(Retention, known, RetentionDefinitionError)
