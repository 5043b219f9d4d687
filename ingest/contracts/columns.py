"""What a column and a dataset of the contract are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "id",
    "text",
    "day",
    "instant",
    "count",
    "money",
    "rate",
    "flag",
    "enum",
    "json",
    "currency",
]


META_COLUMNS = (
    "source",
    "_delivery_id",
    "_load_id",
    "_loaded_at",
    "_source_file",
    "_row_number",
)


@dataclass(frozen=True)
class Column:
    """One delivered column: its kind, whether it may be empty, its bounds or choices."""

    name: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    pii: bool = False
    is_person: bool = False
    """An id of a person: where it is a phone or ID number, its keyed hash takes its place."""
    is_login: bool = False
    """What somebody signs in with at a platform: as an id of a person where it is one."""
    default: str | None = None
    is_own: bool = False
    """Ingest fills it itself; no description maps it."""


@dataclass(frozen=True)
class Dataset:
    """One dataset of the lake: the key that identifies a row, and its columns."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    is_versioned: bool = False
    """The source keeps one row per key and changes it; the latest `updated_at` wins."""
    lake_columns: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names: list[str] = []
        for column in self.columns:
            names += hashed_names(column) if column.pii else [column.name]
        object.__setattr__(self, "lake_columns", tuple(names))

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError if there is none."""
        return {column.name: column for column in self.columns}[name]


def hashed_names(column: Column) -> list[str]:
    """What the lake holds in place of a personal column; an IP also keeps its /24 block."""
    extra = ["ip_block_hash"] if column.name == "ip" else []
    return [f"{column.name}_hash", *extra]
