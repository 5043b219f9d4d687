"""The sections of `headwater.toml`: what may be set, with defaults for nearly everything."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from ingest.zones import known_zone

ChannelClass = Literal[
    "SEM",
    "Feed",
    "DSP",
    "Affiliate",
    "Rebate portal",
    "Portal",
    "Social",
    "CRM",
    "Offline",
    "Campus",
    "Alliance",
    "Organic search",
    "Referral",
    "Promotion",
    "Other",
]
PricingModel = Literal[
    "CPC", "CPM", "OCPC", "CPA", "CPS", "CPA+CPS", "CPT", "FLAT", "REWARD", "PROMOTION", "NONE"
]


WEEKLY = r"^((MON|TUE|WED|THU|FRI|SAT|SUN) ([01]\d|2[0-3]):[0-5]\d)?$"


class Section(BaseModel):
    """A part of the settings; unknown names are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Company(Section):
    """Who the numbers are about, and the clock and currency they are told in."""

    name: str = "Headwater demo"
    name_zh: str = ""
    timezone: str = "Asia/Shanghai"
    currency: str = Field(default="CNY", pattern=r"^[A-Z]{3}$")

    @field_validator("timezone")
    @classmethod
    def _known(cls, value: str) -> str:
        return known_zone(value)


class Platform(Section):
    """The platform's own database: SQLAlchemy URL, its clock, and how far back to look again."""

    url: str = ""
    timezone: str = "Asia/Shanghai"
    lag_hours: int = Field(default=24, ge=0)
    finds_deleted: bool = True
    """Whether each run counts the rows, and compares all keys where rows were deleted."""
    most_deleted: float = Field(default=0.1, ge=0, le=1)
    """Share of a table that may vanish at once; more looks like a broken copy, not deletions."""


ConversionKind = Literal["registration", "first_investment", "repeat_investment"]
AttributionModel = Literal[
    "first",
    "last",
    "last_non_direct",
    "last_paid",
    "linear",
    "position",
    "time_decay",
    "markov",
    "shapley",
    "leave_one_out",
]


class Lift(Section):
    """Conversions of a month that a test measured as incremental, with its 95 % interval."""

    channel: str
    month: str = Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")
    kind: ConversionKind = "first_investment"
    conversions: float
    low: float | None = None
    high: float | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Lift:
        low = self.conversions if self.low is None else self.low
        high = self.conversions if self.high is None else self.high
        if not low <= self.conversions <= high:
            raise ValueError("conversions must lie between low and high")
        return self

    @property
    def name(self) -> str:
        """What tells it from the others."""
        return f"{self.month} {self.channel} {self.kind}"

    @property
    def row(self) -> dict[str, object]:
        """As a row of the warehouse's `int_measured_lifts`."""
        told = {"channel": self.channel, "conversion_kind": self.kind}
        numbers = {"conversions": self.conversions, "low": self.low, "high": self.high}
        return {"month": f"{self.month}-01", **told, **numbers}


class KindWindow(Section):
    """Attribution windows of one kind of conversion; empty ones are those of all kinds."""

    lookback_days: int | None = Field(default=None, ge=1, le=365)
    half_life_days: float | None = Field(default=None, gt=0, le=365)


class Windows(Section):
    """Every window that a number depends on."""

    session_timeout_minutes: int = Field(default=30, ge=1)
    attribution_lookback_days: int = Field(default=30, ge=1, le=365)
    attribution_half_life_days: float = Field(default=7, gt=0, le=365)
    attribution_training_days: int = Field(default=180, ge=7, le=1095)
    """Days of journeys that the data-driven models learn from."""
    attribution_own_model: AttributionModel = "last_non_direct"
    """Stands for our own attribution beside what platforms claim."""
    platform_conversion_kind: ConversionKind = "registration"
    """What ad platforms count as a conversion."""
    registration: KindWindow = KindWindow()
    first_investment: KindWindow = KindWindow()
    repeat_investment: KindWindow = KindWindow()
    funnel_window_days: int = Field(default=90, ge=1, le=730)
    freshness_hours: int = Field(default=36, ge=1)


class Forecasts(Section):
    """Forecasts by each investor's own rhythm (BG/NBD); they need the extra `lifetime`."""

    repeat_purchases: bool = False


class Engine(Section):
    """What builds the warehouse, and how much of this machine it may use.

    `engine = "spark"` alone is short for its name.
    """

    name: Literal["duckdb", "spark"] = "duckdb"
    threads: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    memory_limit: str = "4GB"

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value


class Spark(Section):
    """The cluster that builds the models when the engine is `spark`.

    `lake` and `marts` are folders that the cluster and this machine both see under that name, or
    object stores; empty means the company's own folders. A token comes from the environment.
    """

    remote: str = "sc://127.0.0.1:15002"
    database: str = Field("headwater", pattern=r"^[A-Za-z][A-Za-z0-9_]*$")
    lake: str = ""
    marts: str = ""
    threads: int = Field(default=4, ge=1, le=64)

    @field_validator("remote")
    @classmethod
    def _is_remote(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme != "sc" or not parts.hostname:
            raise ValueError(f"{value}: write it as sc://host:15002")
        return value


class Serve(Section):
    """Where the pages and the Dagster UI listen; loopback unless a sign-in provider is set."""

    host: str = "127.0.0.1"
    dashboards_port: int = Field(default=8501, ge=1, le=65535)
    dagster_port: int = Field(default=3000, ge=1, le=65535)
    language: Literal["en", "zh"] = "en"


class Uploads(Section):
    """How large a file the upload page takes, as it is and unpacked."""

    most_mb: int = Field(default=50, ge=1, le=1000)
    most_unpacked_mb: int = Field(default=500, ge=1)


class Schedule(Section):
    """The daily run, company time."""

    daily_at: str = Field(default="06:30", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")


class Maintain(Section):
    """Upkeep of the folder (`headwater maintain`); 0 days keep for ever."""

    weekly_at: str = Field(default="SUN 03:30", pattern=WEEKLY)
    """When Dagster does it, company time; empty for never."""
    pack_after_days: int = Field(default=7, ge=0)
    """Loads older than this are packed, one file per dataset and month."""
    keep_done_days: int = Field(default=0, ge=0)
    """Delivered files, whose rows are in the lake."""
    keep_as_of_days: int = Field(default=30, ge=1)
    """Past moments that `headwater as-of` built."""
    keep_serving_files: int = Field(default=3, ge=1)
    """Published files, the newest one included."""


class Sources(Section):
    """Built-in sources to read; `None` reads all of them."""

    enabled: list[str] | None = None


class ChannelRule(Section):
    """What a visit must show to belong to a channel: all that is named here."""

    click_id: str | None = None
    utm_source: str | None = None
    utm_medium: str | None = None
    utm_content: str | None = None
    code_prefix: str | None = None
    referrer_domain: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> ChannelRule:
        if not self.model_dump(exclude_none=True):
            names = ", ".join(type(self).model_fields)
            raise ValueError(f"a rule names at least one of: {names}")
        return self


class Channel(Section):
    """A channel of the company's own, or its own words for a built-in one."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = ""
    label_zh: str = ""
    channel_class: ChannelClass = Field(default="Other", alias="class")
    platform: str = ""
    medium: str = ""
    owner: str = ""
    merged_into: str = ""
    """The channel that this one is part of now; all its history counts there."""
    pricing_model: PricingModel = "FLAT"
    role: Literal["creates", "captures", "none"] = "creates"
    is_paid: bool = True
    rules: list[ChannelRule] = []
    """Without any, visits whose utm_source is the channel's name belong to it."""


def followed(merged: Mapping[str, str]) -> dict[str, str]:
    """Where each old name leads in the end: `a` into `b` and `b` into `c` makes both `c`.

    Raises:
        ValueError: when names lead back to themselves.
    """
    found = {}
    for old in merged:
        seen, new = {old}, merged[old]
        while new in merged and new not in seen:
            seen.add(new)
            new = merged[new]
        if new in seen:
            raise ValueError(f"merged in a circle: {', '.join(sorted(seen))}")
        found[old] = new
    return found


class Pull(Section):
    """An account of an API that each run asks; its secrets come from the environment."""

    source: str
    account_id: str
    since: date | None = None
    """First day to ask for; without it, as far back as the source still restates."""
    url: str = ""
    options: dict[str, str] = {}
    attempts: int = Field(default=5, ge=1)
    timeout_seconds: float = Field(default=60, gt=0)
    backoff_seconds: float = Field(default=1, ge=0)
    longest_wait_seconds: float = Field(default=120, ge=0)
    """A platform that asks to be left alone for longer is asked again by the next run."""
