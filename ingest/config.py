"""The company's settings (`headwater.toml`) and the one place that knows where its files are."""

from __future__ import annotations

import os
import tomllib
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

from ingest.access import Access
from ingest.alerts import Alert, Alerts
from ingest.funnels import Funnel
from ingest.recipients import Report
from ingest.secrets import make_secret, secret
from ingest.sections import (
    Channel,
    Company,
    Engine,
    Forecasts,
    Lift,
    Maintain,
    Platform,
    Pull,
    Schedule,
    Section,
    Serve,
    Sources,
    Spark,
    Uploads,
    Windows,
    followed,
)

HOME_VARIABLE = "HEADWATER_HOME"
HASH_KEY_VARIABLE = "HEADWATER_HASH_KEY"
CONFIG_NAME = "headwater.toml"


Named = TypeVar("Named", Alert, Channel, Funnel, Lift)


class ConfigError(Exception):
    """The settings cannot be used; the message says which one and what to write instead."""


class Settings(Section):
    """All of `headwater.toml`; every value has a default.

    `[[source]]`, `[[channel]]` and `[[funnel]]` add the company's own, `[[pull]]` accounts to ask.
    """

    company: Company = Company()
    platform: Platform = Platform()
    windows: Windows = Windows()
    forecasts: Forecasts = Forecasts()
    engine: Engine = Field(default_factory=Engine)
    spark: Spark = Spark()
    serve: Serve = Serve()
    access: Access = Access()
    uploads: Uploads = Uploads()
    schedule: Schedule = Schedule()
    maintain: Maintain = Maintain()
    report: Report = Report()
    alerts: Alerts = Alerts()
    alert: list[Alert] = Field(default_factory=list)
    sources: Sources = Sources()
    source: list[dict[str, object]] = Field(default_factory=list)
    channel: list[Channel] = Field(default_factory=list)
    merged_codes: dict[str, str] = Field(default_factory=dict)
    """Channel codes that go by another one now: old = new."""
    funnel: list[Funnel] = Field(default_factory=list)
    pull: list[Pull] = Field(default_factory=list)
    lift: list[Lift] = Field(default_factory=list)
    """What experiments and geo tests measured, one row per month, channel and kind."""

    @field_validator("alert", "channel", "funnel", "lift")
    @classmethod
    def _named_once(cls, value: list[Named]) -> list[Named]:
        names = [item.name for item in value]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"described twice: {', '.join(twice)}")
        return value

    @model_validator(mode="after")
    def _merges_end(self) -> Settings:
        followed(self.merged_codes)
        followed(self.merged_channels)
        return self

    @property
    def merged_channels(self) -> dict[str, str]:
        """Channels that are part of another one now: old name to new."""
        return {one.name: one.merged_into for one in self.channel if one.merged_into}

    @cached_property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.company.timezone)


@dataclass(frozen=True)
class Paths:
    """Where everything of one company lives, below its home folder."""

    home: Path

    @property
    def config(self) -> Path:
        """The settings file."""
        return self.home / CONFIG_NAME

    @property
    def inbox(self) -> Path:
        """Files wait here, one folder per source, to be read."""
        return self.home / "inbox"

    @property
    def done(self) -> Path:
        """Files that were read."""
        return self.home / "done"

    @property
    def refused(self) -> Path:
        """Files that could not be read at all, each beside its `.reason.txt`."""
        return self.home / "refused"

    @property
    def lake_root(self) -> Path:
        """What dlt calls the bucket."""
        return self.home / "lake"

    @property
    def lake(self) -> Path:
        """Append-only Parquet, one folder per dataset."""
        return self.lake_root / "headwater"

    @property
    def rejects(self) -> Path:
        """Rows that broke their contract, with the reason."""
        return self.lake / "rejects"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that only a run opens."""
        return self.home / "warehouse" / "warehouse.duckdb"

    @property
    def serving(self) -> Path:
        """The DuckDB file that pages read; a link, swapped whole at each publish."""
        return self.home / "serving" / "headwater.duckdb"

    @property
    def journeys(self) -> Path:
        """All that people did, by person and time; `headwater journeys` writes it."""
        return self.serving.with_name("journeys.parquet")

    @property
    def registrations(self) -> Path:
        """What was promised of promotions before they began, a line each, only added to."""
        return self.home / "promotions" / "registered.jsonl"

    @property
    def reports(self) -> Path:
        """Weekly reports as PDF."""
        return self.home / "reports"

    @property
    def truth(self) -> Path:
        """What the simulator knows; tests and benchmarks only."""
        return self.home / "truth"

    @property
    def state(self) -> Path:
        """Pipeline state, Dagster's home, dbt's build folder, locks and logs."""
        return self.home / "state"

    @property
    def ingest_lock(self) -> Path:
        """Held by whoever reads the inbox or rewrites the lake."""
        return self.state / "ingest.lock"

    @property
    def pages_state(self) -> Path:
        """What the server of the pages is told: who may see what, and its secrets."""
        return self.state / "pages"

    @property
    def access_log(self) -> Path:
        """Who took what away and who looked at people: one JSON object per line, appended."""
        return self.home / "state" / "access-log.jsonl"

    def as_dict(self) -> dict[str, str]:
        """Name and absolute path of each place, for `headwater paths`."""
        names = ("config", "inbox", "done", "refused", "lake", "rejects")
        names += ("warehouse", "serving", "journeys", "registrations", "reports", "truth", "state")
        names += ("access_log",)
        return {name: str(getattr(self, name)) for name in names} | {
            key: str(value) for key, value in asdict(self).items()
        }


def resolve_home(home: Path | None = None) -> Path:
    """The company folder: the argument, else `HEADWATER_HOME`, else the current folder."""
    return (home or Path(os.environ.get(HOME_VARIABLE, "."))).expanduser().resolve()


def load_settings(home: Path) -> Settings:
    """Read and check `headwater.toml` below `home`; a missing file means all defaults.

    Raises:
        ConfigError: in the user's words, naming each wrong value.
    """
    path = Paths(home).config
    if not path.exists():
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error
    except ValidationError as error:
        raise ConfigError(f"{path} has values that cannot be used:\n{_explain(error)}") from error


def _explain(error: ValidationError) -> str:
    lines = []
    for item in error.errors():
        where = ".".join(str(part) for part in item["loc"])
        hint = "is not a setting" if item["type"] == "extra_forbidden" else item["msg"]
        lines.append(f"  {where}: {hint}")
    return "\n".join(lines)


def has_hash_key(home: Path) -> bool:
    """Whether anybody has set a key, be it long enough or not."""
    return bool(_set_key(home))


def make_hash_key(home: Path) -> None:
    """Write a random key to the home folder's `.env`, which only its owner may read then."""
    make_secret(home, HASH_KEY_VARIABLE)


def hash_key(home: Path) -> SecretStr:
    """The key of the personal-data hashes, from the environment or the home folder's `.env`.

    Raises:
        ConfigError: when no key of 16 characters or more is set.
    """
    value = _set_key(home)
    if len(value) < 16:
        raise ConfigError(
            f"{HASH_KEY_VARIABLE} is not set (16 characters or more). Phone, ID and card numbers "
            f"are hashed with it before anything is written. Put it in the environment or in "
            f"{home / '.env'}, and keep it: another key makes other hashes."
        )
    return SecretStr(value)


def _set_key(home: Path) -> str:
    return secret(home, HASH_KEY_VARIABLE)
