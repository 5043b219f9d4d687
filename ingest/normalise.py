"""A contract compiled to SQL: every column in the lake's form, and whether the row may pass.

A value that cannot be read stays as delivered, so that the contract check can quote it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ingest.contracts.columns import Column, Dataset
from ingest.contracts.conventions import FREE_TEXT, FUTURE_COLUMNS, PERIODS

EARLIEST = "1990-01-01"
LAST = "2200-01-01"
"""No plan or term reaches further; beyond it a date is a typing error."""
MAX_DIGITS = 15
"""Digits before the point: more would not fit `decimal(18,2)` yuan."""
MAX_DECIMALS = 12
_READERS = {
    "money": "hw_number",
    "rate": "hw_rate",
    "count": "hw_count",
    "day": "hw_day",
    "instant": "hw_instant",
    "flag": "hw_flag",
}
NUMBERS = ("money", "rate", "count")
SHORT = min(MAX_DIGITS, MAX_DECIMALS + 1)
"""Characters of a number that has neither too many digits nor too many decimals in any case."""
_NUMBER_SHAPE = f"-?[0-9]{{1,{MAX_DIGITS}}}(\\.[0-9]{{1,{MAX_DECIMALS}}})?"


@dataclass(frozen=True)
class Limits:
    """What rows are held against: the moment of the ingest, and the currency money must be in."""

    now: datetime
    currency: str = "CNY"

    @property
    def latest(self) -> str:
        """The last instant that may have happened: a day of tolerance for clocks that run fast."""
        return (self.now.astimezone(UTC) + timedelta(days=1)).strftime("%Y-%m-%d %H:%M:%S")


def staged_sql(dataset: Dataset, relation: str, given: frozenset[str], limits: Limits) -> str:
    """SELECT over `relation` (text columns `given`, `_file_no`, `_row_number`) of all columns.

    Adds `_is_ok`: whether the row keeps every rule of the contract. Personal columns come out as
    delivered, for `pii.Hasher` to replace before anything is written.
    """
    raw = ", ".join(_raw(column, given) for column in dataset.columns)
    shown = ", ".join(_shown(column) for column in dataset.columns)
    rules = [rule for column in dataset.columns for rule in _rules(column, limits)]
    rules += _period_rules(dataset)
    return (
        f"select _file_no, _row_number, {' and '.join(rules)} as _is_ok, {shown} "
        f"from ({_read(dataset.columns, f'select _file_no, _row_number, {raw} from {relation}')})"
    )


def columns_sql(columns: Sequence[Column], relation: str, limits: Limits) -> str:
    """SELECT over `relation` of text columns, each as the lake has it and, as `ok_…`, judged."""
    raw = ", ".join(_raw(column, frozenset([column.name])) for column in columns)
    shown = ", ".join(
        f'{_shown(column)}, {" and ".join(_rules(column, limits)) or "true"} as "ok_{column.name}"'
        for column in columns
    )
    return f"select {shown} from ({_read(columns, f'select {raw} from {relation}')})"


def has_periods(dataset: Dataset) -> bool:
    """Whether any rule holds one column against another."""
    return bool(_period_rules(dataset))


def _raw(column: Column, given: frozenset[str]) -> str:
    raw = f'"{column.name}"' if column.name in given else "cast(null as varchar)"
    is_read = not column.pii and column.kind in _READERS
    cleaned = f"hw_given({raw})" if is_read else f"nullif({raw}, '')"
    if not column.pii and column.default is not None:
        cleaned = f"coalesce({cleaned}, '{column.default}')"
    return f'{cleaned} as "r_{column.name}"'


def _read(columns: Sequence[Column], raw: str) -> str:
    """What `raw` gives, and each value as read; a macro repeats its argument, so it gets a name."""
    normal = [f'{_normal(column)} as "n_{column.name}"' for column in columns if not column.pii]
    return f"select {', '.join(['*', *normal])} from ({raw})"


def _normal(column: Column) -> str:
    text = f'"r_{column.name}"'
    if column.kind in _READERS:
        return f"{_READERS[column.kind]}({text})"
    if column.kind == "enum":
        return f"lower({text})"
    if column.kind == "currency":
        return f"upper(trim({text}))"
    if column.kind == "json":
        return f"case when json_valid({text}) then {text} end"
    return text


def _shown(column: Column) -> str:
    if column.pii:
        return f'"r_{column.name}" as "{column.name}"'
    value = f'coalesce("n_{column.name}", "r_{column.name}")'
    if column.kind == "json":
        value = f"hw_scrubbed_json({value})"
    elif column.name in FREE_TEXT:
        value = f"hw_scrubbed({value})"
    elif column.kind in ("id", "text") and not column.is_person:
        value = f"hw_scrubbed_name({value})"
    return f'{value} as "{column.name}"'


def _rules(column: Column, limits: Limits) -> list[str]:
    if column.pii:
        return []
    value = f'"n_{column.name}"'
    rules = [f"{value} is not null"] if column.required else []
    if column.kind in (*_READERS, "json"):
        rules.append(f'("r_{column.name}" is null or {value} is not null)')
    bounds = _bounds(column, value, limits)
    return rules + [f"coalesce({bound}, true)" for bound in bounds]


def _bounds(column: Column, value: str, limits: Limits) -> list[str]:
    if column.kind in ("enum", "currency"):
        choices = column.choices or (limits.currency,)
        return ["(" + " or ".join(f"{value} = '{choice}'" for choice in choices) + ")"]
    if column.kind in ("day", "instant"):
        latest = LAST if column.name in FUTURE_COLUMNS else limits.latest
        return [f"{value} >= '{EARLIEST}'", f"{value} <= '{latest}'"]
    if column.kind not in NUMBERS:
        return []
    fits = f"length({value}) <= {SHORT} or regexp_full_match({value}, '{_NUMBER_SHAPE}')"
    shape = [f"({fits})"]
    if column.minimum is None:
        return shape
    if column.minimum == 0:
        return [*shape, f"not starts_with({value}, '-')"]
    return [*shape, f"try_cast({value} as decimal(38, {MAX_DECIMALS})) >= {column.minimum}"]


def _period_rules(dataset: Dataset) -> list[str]:
    names = {column.name for column in dataset.columns}
    return [
        f'coalesce("n_{end}" >= "n_{start}", true)'
        for start, end in PERIODS
        if {start, end} <= names
    ]
