"""One published build as pages read it: every query over the rows that a person may see."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd

from dashboards.queries.asked import MOST, Asked, Parameters, Question
from dashboards.queries.memory import Memory, frame_bytes
from dashboards.queries.per_build import per_build
from dashboards.queries.rows import (
    EVERYTHING,
    IDENTIFIERS,
    PERSONAL,
    Catalog,
    RefusedError,
    Rows,
    restrict,
    restriction,
    tables_of,
)

MOST_DERIVED = 500
"""So many things that are reckoned from queries."""
_ANSWERS = per_build(Memory[pd.DataFrame](400 * 2**20, frame_bytes))
_DERIVED = per_build(Memory[Any](MOST_DERIVED, lambda value: 1))
Derived = TypeVar("Derived")
Listener = Callable[[Asked, Question, int], None]
"""Told of every question that somebody is the first to ask, and how many rows answer it."""
Witness = Callable[[tuple[str, ...], Parameters, int], None]
"""Told of every look at single people: the tables, what was asked for, how many rows."""

_NAMES = re.compile(r"\$(\w+)")


@dataclass(frozen=True)
class Build:
    """One published build, open for reading for as long as somebody holds it.

    Every query goes through `read`, over the `rows` that this person may see.
    """

    path: Path
    build_id: str
    built_at: datetime
    as_of_date: date | None
    first_date: date | None
    company_name: str
    company_name_zh: str
    timezone: str
    currency: str
    session_timeout_minutes: int
    attribution_lookback_days: int
    funnel_window_days: int
    _connection: duckdb.DuckDBPyConnection = field(repr=False, compare=False)
    _catalog: Catalog = field(repr=False, compare=False)
    rows: Rows = EVERYTHING
    _witness: Witness | None = field(default=None, repr=False, compare=False)
    asked: Asked = field(default_factory=Asked, repr=False, compare=False)
    """What readers asked of it so far, whoever they are."""
    listener: Listener | None = field(default=None, repr=False, compare=False)
    _prepared: dict[str, tuple[Question, pd.DataFrame]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def seen_by(self, rows: Rows, witness: Witness) -> Build:
        """The same build as a person sees it."""
        return replace(self, rows=rows, _witness=witness)

    def holds(self, table: str) -> bool:
        """Whether the file has a table that older ones lack."""
        return table in self._catalog.columns

    def may_read(self, table: str) -> bool:
        """Whether this person may see rows of a table at all."""
        try:
            restriction(table, self._catalog, self.rows)
        except RefusedError:
            return False
        return True

    def read(self, sql: str, parameters: Parameters | None = None) -> pd.DataFrame:
        """Run one query with the bound parameters that it names; remembered per build and rows.

        Raises:
            RefusedError: when it reads what this person may not see, or hands out identifiers.
        """
        bound = {name: (parameters or {})[name] for name in _NAMES.findall(sql)}
        question = Question(sql, bound, self.rows)
        key = self._key(question)
        is_first = self.asked.add(key, question)
        frame = _ANSWERS.get(key, lambda: self._answer_at_hand(key, question))
        if is_first and self.listener is not None:
            self.listener(self.asked, question, len(frame))
        for name in sorted(IDENTIFIERS & set(frame.columns)):
            raise RefusedError(name)
        if self._witness is not None and PERSONAL & set(frame.columns):
            with self._connection.cursor() as cursor:
                self._witness(tables_of(cursor, sql, self._catalog), bound, len(frame))
        return frame

    def derived(self, what: tuple[object, ...], make: Callable[[], Derived]) -> Derived:
        """What is reckoned from queries, remembered per build and rows by what was asked.

        Only for figures: looks at single people are told when they are read, not here.
        """
        return _DERIVED.get(repr((str(self.path), self.build_id, self.rows, what)), make)

    def prepare(self, question: Question) -> int:
        """Keep the answer to a question that nobody has asked yet; its size in bytes."""
        frame = self._answer(question)
        self._prepared[self._key(question)] = question, frame
        return frame_bytes(frame)

    def knows(self, question: Question) -> bool:
        """Whether the answer to a question is at hand."""
        key = self._key(question)
        return key in self._prepared or key in _ANSWERS

    def foresee(self, question: Question) -> None:
        """Keep the answer to a question that somebody may ask next, as if it had been asked."""
        key = self._key(question)
        _ANSWERS.get(key, lambda: self._answer_at_hand(key, question))

    def questions(self) -> list[Question]:
        """What readers asked of it, then what it was prepared for and nobody asked so far."""
        unasked = (question for question, _ in list(self._prepared.values()))
        return [*self.asked.questions(), *unasked][:MOST]

    def _key(self, question: Question) -> str:
        """All that tells a question and its answer from others, as one text."""
        told = (question.rows, question.sql, dict(question.bound))
        return repr((str(self.path), self.build_id, *told))

    def _answer(self, question: Question) -> pd.DataFrame:
        values = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in question.bound.items()
        }
        with self._connection.cursor() as cursor:
            if question.rows != EVERYTHING:
                restrict(cursor, question.sql, self._catalog, question.rows)
            return cursor.execute(question.sql, values).df()

    def _answer_at_hand(self, key: str, question: Question) -> pd.DataFrame:
        prepared = self._prepared.pop(key, None)
        return self._answer(question) if prepared is None else prepared[1]
