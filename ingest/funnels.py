"""The funnels that a company describes in `[[funnel]]`, checked with words."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field, field_validator, model_validator

from ingest.sections import Section

StepName = Literal[
    "visit",
    "registration",
    "verification",
    "card_bound",
    "funded",
    "first_investment",
    "repeat_investment",
]
STEPS: tuple[StepName, ...] = get_args(StepName)
ACQUISITION = "acquisition"
"""The funnel that every company has: all steps, within `windows.funnel_window_days`."""


class FunnelStep(Section):
    """A step, and the days after the step before within which it counts; none: no limit."""

    step: StepName
    window_days: int | None = Field(default=None, ge=1, le=730)

    @field_validator("step", mode="before")
    @classmethod
    def _known(cls, value: object) -> object:
        if value not in STEPS:
            raise ValueError(f"'{value}' is not a step; the steps are {', '.join(STEPS)}")
        return value


class Funnel(Section):
    """A named funnel: its steps in order, and the days from the first within which all count."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = ""
    label_zh: str = ""
    window_days: int | None = Field(default=None, ge=1, le=730)
    steps: list[FunnelStep]

    @field_validator("steps", mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        if not isinstance(value, list):
            return value
        return [{"step": item} if isinstance(item, str) else item for item in value]

    @model_validator(mode="after")
    def _makes_sense(self) -> Funnel:
        names = [item.step for item in self.steps]
        if len(names) < 2:
            raise ValueError(f"the funnel '{self.name}' needs two steps or more")
        if len(set(names)) < len(names):
            raise ValueError(f"the funnel '{self.name}' names a step twice")
        if "visit" in names[1:]:
            raise ValueError(f"'visit' comes before everything: it can only begin '{self.name}'")
        if {"first_investment", "repeat_investment"} <= set(names) and names.index(
            "repeat_investment"
        ) < names.index("first_investment"):
            raise ValueError(f"in '{self.name}' nobody repeats before the first investment")
        if self.steps[0].window_days is not None:
            raise ValueError(f"the first step of '{self.name}' has nothing before it to wait for")
        self._keeps_acquisition(names)
        return self

    def _keeps_acquisition(self, names: list[StepName]) -> None:
        if self.name != ACQUISITION:
            return
        if tuple(names) != STEPS or self.window_days or self.label or self.label_zh:
            raise ValueError(
                f"'{ACQUISITION}' is the funnel of all seven steps, within "
                "windows.funnel_window_days; only its steps may have window_days of their own. "
                "Give another funnel another name"
            )
