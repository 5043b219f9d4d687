"""The contracts as pandera schemas: every rule a row breaks, found in one lazy pass.

They look at staged text: the lake's form where a value could be read, else as delivered. The
bulk route lets through only rows that `normalise.staged_sql` found in order, so both must agree.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import pandera.pandas as pa

from ingest.contracts.columns import Column, Dataset
from ingest.contracts.conventions import FUTURE_COLUMNS, PERIODS
from ingest.normalise import EARLIEST, LAST, MAX_DECIMALS, MAX_DIGITS, NUMBERS, Limits

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_FORMATS = {"day": "%Y-%m-%d", "instant": "ISO8601"}
_SHAPES = {
    "day": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "instant": r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?",
}


@dataclass(frozen=True)
class Failure:
    """One rule that one row breaks; `row` is the position in the frame that was checked."""

    row: int
    column: str
    code: str
    limit: str = ""


def find_failures(frame: pd.DataFrame, dataset: Dataset, limits: Limits) -> list[Failure]:
    """All failures of `frame` (text columns named as in the lake), in order of row."""
    try:
        _schema(dataset, limits.latest, limits.currency).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        found = {
            _failure(int(row), str(column), str(check))
            for row, column, check in zip(
                cases["index"], cases["column"], cases["check"], strict=True
            )
        }
        return sorted(found, key=lambda failure: (failure.row, failure.column, failure.code))
    return []


def _failure(row: int, column: str, check: str) -> Failure:
    code, _, limit = check.partition("|")
    if code == "end_before_start":
        column, _, limit = limit.partition("|")
    return Failure(row, column, "required" if code == "not_nullable" else code, limit)


@lru_cache(maxsize=64)
def _schema(dataset: Dataset, latest: str, currency: str) -> pa.DataFrameSchema:
    columns = {
        column.name: pa.Column(
            None,
            _checks(column, latest, currency),
            nullable=not column.required,
            required=column.required,
        )
        for column in dataset.columns
        if not column.pii
    }
    names = {column.name for column in dataset.columns}
    periods = [_period(start, end) for start, end in PERIODS if {start, end} <= names]
    return pa.DataFrameSchema(columns, checks=periods)


def _checks(column: Column, latest: str, currency: str) -> list[pa.Check]:
    if column.kind in NUMBERS:
        return _number_checks(column)
    if column.kind in _SHAPES:
        return _time_checks(column, latest)
    if column.kind in ("enum", "currency"):
        return [_choice_check(column, currency)]
    if column.kind == "flag":
        return [_check("not_a_flag", lambda text: text.isin(["true", "false"]))]
    if column.kind == "json":
        return [_check("not_json", lambda text: text.map(_is_json))]
    return []


def _check(name: str, holds: Callable[[pd.Series], pd.Series]) -> pa.Check:
    return pa.Check(holds, name=name, error=name, ignore_na=True)


def _choice_check(column: Column, currency: str) -> pa.Check:
    if column.kind == "currency":
        return _check(f"other_currency|{currency}", lambda text: text == currency)
    choices = " | ".join(column.choices)
    return _check(f"not_a_choice|{choices}", lambda text: text.isin(column.choices))


def _number_checks(column: Column) -> list[pa.Check]:
    shape, code = (r"-?[0-9]+", "not_a_count") if column.kind == "count" else (_NUMBER, "")
    size = rf"-?[0-9]{{1,{MAX_DIGITS}}}(?:\.[0-9]{{1,{MAX_DECIMALS}}})?"
    checks = [
        _check(code or "not_a_number", lambda text: text.str.fullmatch(shape)),
        _check("too_large", lambda text: ~text.str.fullmatch(shape) | text.str.fullmatch(size)),
    ]
    if column.minimum == 0:
        checks.append(
            _check("negative", lambda text: ~_fits(text, shape, size) | ~text.str.startswith("-"))
        )
    elif column.minimum is not None:
        least = column.minimum
        checks.append(
            _check(
                f"below_minimum|{least:g}",
                lambda text: (
                    ~_fits(text, shape, size) | (pd.to_numeric(text, errors="coerce") >= least)
                ),
            )
        )
    return checks


def _fits(text: pd.Series, shape: str, size: str) -> pd.Series:
    return text.str.fullmatch(shape) & text.str.fullmatch(size)


def _time_checks(column: Column, latest: str) -> list[pa.Check]:
    code = "not_a_day" if column.kind == "day" else "not_an_instant"

    def is_real(text: pd.Series) -> pd.Series:
        parsed = pd.to_datetime(text, format=_FORMATS[column.kind], errors="coerce")
        return text.str.fullmatch(_SHAPES[column.kind]) & parsed.notna()

    last = LAST if column.name in FUTURE_COLUMNS else latest
    return [
        _check(code, is_real),
        _check(f"too_early|{EARLIEST}", lambda text: ~is_real(text) | (text >= EARLIEST)),
        _check("in_the_future", lambda text: ~is_real(text) | (text <= last)),
    ]


def _period(start: str, end: str) -> pa.Check:
    name = f"end_before_start|{end}|{start}"
    day = r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*"

    def holds(frame: pd.DataFrame) -> pd.Series:
        are_days = frame[start].str.fullmatch(day) & frame[end].str.fullmatch(day)
        return ~are_days.fillna(False).astype(bool) | (frame[end] >= frame[start])

    return pa.Check(
        holds,
        name=name,
        error=name,
    )


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
