"""The section `[report]` of `headwater.toml`: the weekly report and who gets it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, SecretStr, field_validator, model_validator

from ingest.sections import WEEKLY, Section


class Recipient(Section):
    """Who gets the weekly report, where, and what of it they may see.

    Addresses are Apprise URLs (mailto, dingtalk, wecombot, feishu ...). They hold secrets, so they
    belong into the environment variable that `address_variable` names, a space between two.
    """

    name: str = Field(pattern=r"^[\w.-]+$")
    address: SecretStr = SecretStr("")
    address_variable: str = ""
    language: Literal["en", "zh"] = "zh"
    pages: list[str] | None = None
    """Pages whose numbers the report may hold; not set: all that channels and cities allow."""
    channels: list[str] | None = None
    """Channel codes whose numbers it is made of; not set: the whole company."""
    cities: list[str] | None = None
    """For whoever may see only some cities: no number of the whole company is in the report."""

    @model_validator(mode="after")
    def _has_an_address(self) -> Recipient:
        if bool(self.address.get_secret_value()) == bool(self.address_variable):
            raise ValueError(f"{self.name}: set either address_variable or address")
        return self


class Report(Section):
    """The weekly report: when it is sent by itself (off unless set), and to whom."""

    weekly_at: str = Field(default="", pattern=WEEKLY)
    """Day and company time, such as "MON 09:00"; empty: never by itself."""
    recipient: tuple[Recipient, ...] = ()

    @field_validator("recipient")
    @classmethod
    def _named_once(cls, value: tuple[Recipient, ...]) -> tuple[Recipient, ...]:
        names = [one.name for one in value]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"described twice: {', '.join(twice)}")
        return value
