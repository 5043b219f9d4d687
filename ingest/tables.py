"""How one table of a delivery becomes rows of a dataset, in an analyst's words."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from ingest.contracts import DATASETS
from ingest.contracts.columns import Dataset
from ingest.zones import known_zone


class Part(BaseModel):
    """A part of a description; unknown names are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Lookup(Part):
    """A column whose value stands in another file beside the delivery."""

    file: str
    on: str
    key: str
    value: str
    latest_by: str | None = None
    is_optional: bool = False
    """Deliveries do not wait for the file; until it comes, the column stays empty."""


class TableDescription(Part):
    """One dataset within a delivery: contract column = header, constants, lookups, values."""

    dataset: str
    sheet: str = ""
    columns: dict[str, str] = {}
    sums: dict[str, list[str]] = {}
    """Columns that several headers add up to; in `columns` they are written as a list."""
    constants: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    lookups: dict[str, Lookup] = {}
    generated: dict[str, Literal["row"]] = {}
    named: dict[str, str] = {}
    """An id = the column whose text stands for it, after `name:`, where no id is delivered."""
    skip: dict[str, list[str]] = {}
    """A header = values whose rows are left out; their days count as delivered."""
    keep: dict[str, list[str]] = {}
    """A header = values without which a row is left out."""
    days_in: str = ""
    """Zone whose days count, where the rows are hours of the source's zone."""
    adds_up: bool = False
    """Whether several rows about one object and day are as they should be."""
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

    @property
    def headers(self) -> list[str]:
        """Every header that is read, once each."""
        return list(dict.fromkeys([*self.columns.values(), *self._besides]))

    @property
    def needed(self) -> list[str]:
        """Headers that a file must have."""
        plain = [header for name, header in self.columns.items() if name not in self.optional]
        return list(dict.fromkeys([*plain, *self._besides]))

    @property
    def is_part(self) -> bool:
        """Whether rows are left out, so that the platform's own total is of other rows."""
        return bool(self.skip or self.keep)

    @property
    def _besides(self) -> list[str]:
        added = [header for headers in self.sums.values() for header in headers]
        return [*added, *self.skip, *self.keep]

    @field_validator("skip", "keep", mode="before")
    @classmethod
    def _listed(cls, given: object) -> object:
        """`true`, `"PAUSED"` and `["PAUSED", "ARCHIVED"]` alike."""
        if not isinstance(given, dict):
            return given
        lists = {name: one if isinstance(one, list) else [one] for name, one in given.items()}
        return {name: [_text(word) for word in words] for name, words in lists.items()}

    @field_validator("days_in")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        return known_zone(value) if value else value

    @model_validator(mode="before")
    @classmethod
    def _lists_are_sums(cls, data: dict[str, object]) -> dict[str, object]:
        given = data.get("columns")
        if not isinstance(given, dict):
            return data
        lists = {name: headers for name, headers in given.items() if isinstance(headers, list)}
        plain = {name: header for name, header in given.items() if name not in lists}
        already = data.get("sums")
        sums = {**lists, **already} if isinstance(already, dict) else lists
        return {**data, "columns": plain, "sums": sums}

    @model_validator(mode="before")
    @classmethod
    def _sheets_name_a_column(cls, data: dict[str, object]) -> dict[str, object]:
        """What only the sheets' names say is read like a column of its own name."""
        columns, fills = data.get("columns"), data.get("sheet_name_fills")
        if not fills or not isinstance(columns, dict) or fills in columns:
            return data
        return {**data, "columns": {**columns, fills: fills}}

    @model_validator(mode="after")
    def _fits_the_contract(self) -> TableDescription:
        if self.dataset not in DATASETS:
            raise ValueError(f"there is no dataset '{self.dataset}'; known: {', '.join(DATASETS)}")
        known = [column.name for column in self.contract.columns if not column.is_own]
        filled = [*self.columns, *self.sums, *self.constants, *self.lookups]
        filled += [*self.generated, *self.named]
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

    @model_validator(mode="after")
    def _can_be_added_up(self) -> TableDescription:
        for name, headers in self.sums.items():
            kind = self.contract.column(name).kind
            if kind not in ("count", "money", "rate"):
                raise ValueError(
                    f"columns.{name}: '{name}' is a {kind}, and only numbers can be added up; "
                    f"name one header"
                )
            if not headers:
                raise ValueError(f"columns.{name} is an empty list; name the headers to add up")
        if self.days_in and "stat_date" not in self.columns:
            raise ValueError("days_in needs the header with the hours: columns.stat_date")
        return self

    @model_validator(mode="after")
    def _constants_are_choices(self) -> TableDescription:
        for name, value in self.constants.items():
            column = self.contract.column(name)
            if column.choices and value.lower() not in column.choices:
                hint = _UNITS if name.endswith("_unit") else ""
                raise ValueError(
                    f"constants.{name} = '{value}' is not one of {', '.join(column.choices)}{hint}"
                )
        return self


_UNITS = (
    ": yuan for whole units of any currency, such as dollars; fen for hundredths, such as cents; "
    "micros for millionths"
)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int)):
        return str(value)
    raise ValueError(f"'{value}' is not a value to look for; write text, true or false")
