"""What a source is: its files, how their columns map to the contract, what a delivery covers.

Built-in sources (`ingest/sources/*.toml`) and a company's own `[[source]]` share this model.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from ingest.config import ConfigError, Settings
from ingest.tables import Part, TableDescription
from ingest.zones import known_zone

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
_TRACKERS = ("sensors", "ga4", "snowplow", "matomo")
_WHOLE = {"whole_days": "ga4", "whole_visits": "matomo"}
"""What is delivered whole, and the one format whose rows say of which day or visit they are."""
TOTAL_WORDS = ("总计", "合计", "汇总", "total", "totals", "grand total")


class Pattern(Part):
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


class SourceDescription(Part):
    """Everything the product knows about one source."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = ""
    label_zh: str = ""
    format: Format
    files: list[str] = Field(default=[])
    folder_files: list[str] = Field(default=[])
    """Further patterns, accepted in the source's own inbox folder only."""
    encoding: str = "auto"
    timezone: str = "Asia/Shanghai"
    delivered: Pattern = Pattern()
    covers: Pattern = Pattern()
    refuse_preamble: dict[str, str] = Field(default={})
    """Pattern over the lines above the header = what to say when it is found."""
    sums_of_range: str = ""
    """Pattern over those lines by which rows are known as sums over the days covered."""
    total_words: tuple[str, ...] = TOTAL_WORDS
    owner: str = ""
    notes: str = ""
    """What to know about its deliveries, for its page in `docs/sources/`."""
    notes_zh: str = ""
    schedule: str = "daily"
    delivers: Literal["", "whole_days", "whole_visits"] = ""
    """What of its events a later delivery replaces as a whole; else the first of each counts."""
    repull_days: int = Field(default=0, ge=0)
    """Days that the source may still restate, so a run asks for them again."""
    freshness_hours: int = Field(default=36, ge=1)
    tables: list[TableDescription]

    @field_validator("timezone")
    @classmethod
    def _known(cls, value: str) -> str:
        return known_zone(value)

    @model_validator(mode="after")
    def _rows_tell_what_is_whole(self) -> SourceDescription:
        if self.delivers and self.format != _WHOLE[self.delivers]:
            raise ValueError(
                f"delivers = '{self.delivers}' needs format = '{_WHOLE[self.delivers]}', whose "
                f"rows say of which one they are"
            )
        return self

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
    def forms(self) -> list[str]:
        """The kinds of empty form that `template.write_template` can write of it."""
        kinds = {"csv": ["csv"], "xlsx": ["xlsx"], "table": ["xlsx", "csv"]}
        return kinds.get(self.format, [])

    @property
    def is_tracker(self) -> bool:
        """Whether it is the event export of an analytics system."""
        return self.format in _TRACKERS

    @property
    def is_restated(self) -> bool:
        """Whether a later delivery may replace what an earlier one said."""
        return self.is_spend or bool(self.delivers)

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
        _check_json_lines(name, source)
        own[source.name] = source
    return own


def _check_json_lines(name: str, source: SourceDescription) -> None:
    """Bulk files are read by their columns, constants and values alone."""
    plain = {"dataset", "sheet", "columns", "constants", "values", "optional"}
    said = {field for table in source.tables for field in table.model_fields_set}
    given = sorted(field for field in said - plain if any(getattr(t, field) for t in source.tables))
    if source.format == "json_lines" and given:
        raise ConfigError(
            f"The source '{name}' is of format json_lines, which does not know "
            f"{', '.join(given)}; deliver it as csv, or leave that out."
        )


def _explain(name: str, error: ValidationError) -> str:
    lines = [f"The source '{name}' in headwater.toml cannot be used:"]
    for item in error.errors():
        where = ".".join(str(part) for part in item["loc"] if part not in {"tables", 0})
        text = "is not a setting" if item["type"] == "extra_forbidden" else item["msg"]
        text = text.removeprefix("Value error, ")
        lines.append(f"  {where}: {text}" if where else f"  {text}")
    return "\n".join(lines)
