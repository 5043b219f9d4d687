"""Why a row may not pass: the contract as a pandera schema, every failure in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from ingest.contracts import DATASETS, FUTURE_COLUMNS, PERIODS, Column, Dataset
from ingest.intake.normalise import EARLIEST, MAX_DECIMALS, MAX_DIGITS, NUMBERS, Clock
from ingest.words import Words, reason

NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
SHORT_NUMBER = rf"-?[0-9]{{1,{MAX_DIGITS}}}(?:\.[0-9]{{1,{MAX_DECIMALS}}})?"
SHAPES = {
    "money": (NUMBER, "not_a_number"),
    "rate": (NUMBER, "not_a_number"),
    "count": (r"-?[0-9]+", "not_a_count"),
    "day": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "not_a_day"),
    "instant": (r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}.*", "not_an_instant"),
    "flag": (r"true|false", "not_a_flag"),
    "json": (r"(?s)\s*[\[{\"0-9tfn-].*", "not_json"),
}
Test = Callable[[str], bool]


@dataclass(frozen=True)
class Failure:
    """One rule that one row breaks; `index` is the row's label in the checked frame."""

    index: int
    column: str
    code: str
    value: str | None
    words: Words


def failures(dataset: str, rows: pd.DataFrame, clock: Clock) -> list[Failure]:
    """Every broken rule of rows in the lake's text form, in order of row and column."""
    if rows.empty:
        return []
    contract = DATASETS[dataset]
    names = [column.name for column in contract.columns if not column.pii]
    frame = rows[names].astype(object).where(rows[names].notna(), None)
    empty = frame.index[frame.isna().all(axis=1)]
    lines = [_malformed(int(index)) for index in empty]
    try:
        schema(contract, clock.latest).validate(frame.drop(index=empty), lazy=True)
    except SchemaErrors as error:
        lines += _explained(contract, frame, error.failure_cases, clock)
    return sorted(lines, key=lambda failure: (failure.index, names.index(failure.column)))


@lru_cache(maxsize=64)
def schema(dataset: Dataset, latest: str) -> pa.DataFrameSchema:
    """The contract over text columns; checks are named by their reason code."""
    columns = {
        column.name: pa.Column(
            object,
            [
                pa.Check(test, element_wise=True, error=code)
                for code, test in _rules(column, latest)
            ],
            nullable=not column.required,
        )
        for column in dataset.columns
        if not column.pii
    }
    names = set(columns)
    periods = [_period(start, end) for start, end in PERIODS if {start, end} <= names]
    return pa.DataFrameSchema(columns, checks=periods)


def _rules(column: Column, latest: str) -> list[tuple[str, Test]]:
    rules: list[tuple[str, Test]] = []
    pattern, shape = SHAPES.get(column.kind, ("", ""))
    readable = _matching(pattern) if pattern else _anything
    if pattern:
        rules.append((shape, readable))
    if column.kind == "enum":
        rules.append(("not_a_choice", lambda value: value in column.choices))
    if column.kind in ("day", "instant"):
        rules.append(("too_early", lambda v: not readable(v) or v >= EARLIEST))
        if column.name not in FUTURE_COLUMNS:
            rules.append(("in_the_future", lambda v: not readable(v) or v <= latest))
    if column.kind in NUMBERS:
        rules += _bounds(column, readable)
    return rules


def _bounds(column: Column, readable: Test) -> list[tuple[str, Test]]:
    short = _matching(SHORT_NUMBER)
    rules: list[tuple[str, Test]] = [("too_large", lambda v: not readable(v) or short(v))]
    minimum = column.minimum
    if minimum == 0:
        rules.append(("negative", lambda v: not (short(v) and v.startswith("-"))))
    elif minimum is not None:
        rules.append(("below_minimum", lambda v: not short(v) or float(v) >= minimum))
    return rules


def _period(start: str, end: str) -> pa.Check:
    def ordered(frame: pd.DataFrame) -> pd.Series:
        known = frame[start].notna() & frame[end].notna()
        return ~known | (frame[end].fillna("") >= frame[start].fillna(""))

    return pa.Check(ordered, error=f"end_before_start:{end}:{start}")


def _matching(pattern: str) -> Test:
    whole = re.compile(pattern)
    return lambda value: whole.fullmatch(value) is not None


def _anything(_: str) -> bool:
    return True


def _malformed(index: int) -> Failure:
    return Failure(index, "event_id", "malformed_line", None, reason("malformed_line", "", None))


def _explained(
    dataset: Dataset, frame: pd.DataFrame, cases: pd.DataFrame, clock: Clock
) -> list[Failure]:
    found: dict[tuple[int, str, str], Failure] = {}
    for case in cases.itertuples(index=False):
        code, _, rest = str(case.check).partition(":")
        column = rest.partition(":")[0] or str(case.column)
        code = "required" if code == "not_nullable" else code
        index = int(case.index)
        value = frame.at[index, column]
        limit = _limit(dataset.column(column), code, frame, index, rest, clock)
        words = reason(code, column, value, limit)
        found[index, column, code] = Failure(index, column, code, value, words)
    return list(found.values())


def _limit(
    column: Column, code: str, frame: pd.DataFrame, index: int, rest: str, clock: Clock
) -> str:
    if code == "end_before_start":
        return str(frame.at[index, rest.partition(":")[2]])
    limits = {
        "not_a_choice": ", ".join(column.choices),
        "too_early": EARLIEST,
        "in_the_future": clock.latest,
        "below_minimum": f"{column.minimum:g}" if column.minimum is not None else "",
    }
    return limits.get(code, "")
