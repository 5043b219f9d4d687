"""What a source is: its files, how their columns map to the contract, what a delivery covers.

Built-in sources (`ingest/sources/*.toml`) and a company's own `[[source]]` share this model.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from ingest.config import ConfigError, Settings
from ingest.contracts import DATASETS, Dataset

Format = Literal[
    "csv",
    "xlsx",
    "table",
    "json_lines",
    "ocean_engine",
    "yiqifa",
    "fanli",
    "xml",
    "ipinyou_log",
    "api_answer",
    "sensors",
    "ga4",
    "snowplow",
    "matomo",
    "database",
]
PLATFORM = "platform"
TOTAL_WORDS = ("总计", "合计", "汇总", "total", "totals", "grand total")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Lookup(_Part):
    """A column whose value stands in another file beside the delivery."""

    file: str
    on: str
    key: str
    value: str
    latest_by: str | None = None


class Pattern(_Part):
    """A regular expression over the lines above the header, or over the file name."""

    preamble: str | None = None
    file_name: str | None = None

    @field_validator("preamble", "file_name")
    @classmethod
    def _compiles(cls, value: str | None) -> str | None:
        try:
            groups = re.compile(value).groups if value else 1
        except re.error as error:
            raise ValueError(f"'{value}' is not a regular expression: {error}") from error
        if groups < 1:
            raise ValueError(f"'{value}' needs a (group) around what it should find")
        return value


class TableDescription(_Part):
    """One dataset within a delivery: contract column = header, constants, lookups, values."""

    dataset: str
    sheet: str = ""
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    lookups: dict[str, Lookup] = {}
    generated: dict[str, Literal["row"]] = {}
    named: dict[str, str] = {}
    """An id = the column whose text stands for it, after `name:`, where no id is delivered."""
    aliases: dict[str, list[str]] = {}
    """A header = what else the source has called it."""
    sheet_name_fills: str = ""
    """Every sheet with these headers is read; its name fills this column where it is empty."""
    asked: list[str] = []
    """Headers that a template asks for besides, for people; they are not loaded."""
    optional: list[str] = []

    @property
    def contract(self) -> Dataset:
        """The dataset's contract."""
        return DATASETS[self.dataset]

    @model_validator(mode="after")
    def _fits_the_contract(self) -> TableDescription:
        if self.dataset not in DATASETS:
            raise ValueError(f"there is no dataset '{self.dataset}'; known: {', '.join(DATASETS)}")
        known = [column.name for column in self.contract.columns]
        filled = [*self.columns, *self.constants, *self.lookups, *self.generated, *self.named]
        fill = [self.sheet_name_fills] if self.sheet_name_fills else []
        for name in [*filled, *self.named.values(), *self.values, *self.optional, *fill]:
            if name not in known:
                raise ValueError(
                    f"'{name}' is not a column of {self.dataset}; it has: {', '.join(known)}"
                )
        for column in self.contract.columns:
            if column.required and column.default is None and column.name not in filled:
                raise ValueError(
                    f"{self.dataset} needs '{column.name}': say which header holds it under "
                    f"columns, or give it a value under constants"
                )
        for name, lookup in self.lookups.items():
            if lookup.on not in filled:
                raise ValueError(f"lookups.{name}: on = '{lookup.on}' is not filled by this source")
        return self


class SourceDescription(_Part):
    """Everything the product knows about one source."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = ""
    label_zh: str = ""
    format: Format
    files: list[str] = []
    folder_files: list[str] = []
    """Further patterns, accepted in the source's own inbox folder only."""
    encoding: str = "auto"
    timezone: str = "Asia/Shanghai"
    delivered: Pattern = Pattern()
    covers: Pattern = Pattern()
    refuse_preamble: dict[str, str] = {}
    """Pattern over the lines above the header = what to say when it is found."""
    total_words: tuple[str, ...] = TOTAL_WORDS
    owner: str = ""
    notes: str = ""
    """What to know about its deliveries, for its page in `docs/sources/`."""
    notes_zh: str = ""
    schedule: str = "daily"
    repull_days: int = Field(default=0, ge=0)
    """Days that the source may still restate, so a run asks for them again."""
    freshness_hours: int = Field(default=36, ge=1)
    tables: list[TableDescription]

    @field_validator("timezone")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"'{value}' is not a time zone; write one such as 'Asia/Shanghai'")
        return value

    @model_validator(mode="before")
    @classmethod
    def _one_table_written_flat(cls, data: dict[str, object]) -> dict[str, object]:
        data = dict(data)
        if isinstance(data.get("files"), str):
            data["files"] = [data["files"]]
        flat = {key: data.pop(key) for key in list(data) if key in TableDescription.model_fields}
        if "tables" not in data and "dataset" in flat:
            data["tables"] = [flat]
        elif flat:
            raise ValueError(f"write {', '.join(flat)} below each [[source.tables]]")
        return data

    @property
    def datasets(self) -> list[str]:
        """Names of the datasets it fills."""
        return [table.dataset for table in self.tables]

    @property
    def is_spend(self) -> bool:
        """Whether its deliveries cover days that a later delivery may replace."""
        return "ad_spend" in self.datasets


def load_sources(settings: Settings) -> dict[str, SourceDescription]:
    """Every source this company reads, by name: built-in ones it enables, then its own.

    Raises:
        ConfigError: naming each source and value that cannot be used.
    """
    built_in = built_in_sources()
    enabled = settings.sources.enabled
    unknown = sorted(set(enabled or []) - set(built_in))
    if unknown:
        raise ConfigError(
            f"[sources] enabled names {', '.join(unknown)}, which Headwater does not know. "
            f"Built in: {', '.join(sorted(built_in))}. A source of your own needs no entry there."
        )
    chosen = {n: s for n, s in built_in.items() if enabled is None or n in enabled}
    chosen.pop(PLATFORM, None)
    if settings.platform.url:
        chosen[PLATFORM] = built_in[PLATFORM]
    known = chosen | _own(settings)
    _check_pulls(settings, known)
    return known


@lru_cache(maxsize=1)
def built_in_sources() -> dict[str, SourceDescription]:
    """The sources that come with Headwater, by name."""
    folder = files("ingest").joinpath("sources")
    texts = [item.read_text("utf-8") for item in folder.iterdir() if item.name.endswith(".toml")]
    found = [SourceDescription.model_validate(tomllib.loads(text)) for text in texts]
    return {source.name: source for source in sorted(found, key=lambda source: source.name)}


def _check_pulls(settings: Settings, known: dict[str, SourceDescription]) -> None:
    apis = sorted(name for name, source in known.items() if source.format == "api_answer")
    for pull in settings.pull:
        if pull.source not in apis:
            raise ConfigError(
                f"[[pull]] names {pull.source}, which is no API that Headwater asks. "
                f"Known: {', '.join(apis)}."
            )


def _own(settings: Settings) -> dict[str, SourceDescription]:
    own: dict[str, SourceDescription] = {}
    for number, entry in enumerate(settings.source, start=1):
        name = str(entry.get("name", f"number {number}"))
        filled = {"timezone": settings.company.timezone, **entry}
        try:
            source = SourceDescription.model_validate(filled)
        except ValidationError as error:
            raise ConfigError(_explain(name, error)) from error
        if source.name in own:
            raise ConfigError(f"headwater.toml describes the source '{source.name}' twice")
        if not source.files or source.format == "database":
            raise ConfigError(
                f"The source '{name}' needs files = \"<pattern>\" and a format of csv, xlsx or "
                f"json_lines; the platform's database is set in [platform] url."
            )
        own[source.name] = source
    return own


def _explain(name: str, error: ValidationError) -> str:
    lines = [f"The source '{name}' in headwater.toml cannot be used:"]
    for item in error.errors():
        where = ".".join(str(part) for part in item["loc"] if part not in {"tables", 0})
        text = "is not a setting" if item["type"] == "extra_forbidden" else item["msg"]
        text = text.removeprefix("Value error, ")
        lines.append(f"  {where}: {text}" if where else f"  {text}")
    return "\n".join(lines)
