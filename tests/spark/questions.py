"""The questions that pages ask of a serving file, and how two answers are held together."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboards.queries import reader
from dashboards.queries.build import Build, Parameters
from tests.dashboards.conftest import APP, TIMEOUT, go_to

Row = tuple[object, ...]
RELATIVE, ABSOLUTE = 1e-9, 1e-12
NAMES = re.compile(r"\$(\w+)")
OF_A_RUN = re.compile(r"\b(meta_build|meta_checks|fct_alert\w*)\b")
"""What says when a run was or a question was asked, and so differs between any two."""


class Question(NamedTuple):
    """A query of a page, and the values of the names that it binds."""

    sql: str
    bound: Mapping[str, object]

    def over(self, **other: object) -> Question:
        """The same with other values, where it binds such names."""
        return Question(
            self.sql, {name: other.get(name, value) for name, value in self.bound.items()}
        )


def asked_by(pages: Iterable[str], serving: Path) -> list[Question]:
    """Everything that the pages ask of `serving` while they are drawn, each question once."""
    known = Build.read
    asked: dict[tuple[str, str], Question] = {}

    def listen(build: Build, sql: str, parameters: Parameters | None = None) -> pd.DataFrame:
        bound = {name: (parameters or {})[name] for name in NAMES.findall(sql)}
        asked[sql, repr(bound)] = Question(sql, bound)
        return known(build, sql, parameters)

    st.cache_data.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Build, "read", listen)
        patch.setenv(reader.SERVING_VARIABLE, str(serving))
        app = AppTest.from_file(str(APP), default_timeout=10 * TIMEOUT).run()
        for page in pages:
            assert not go_to(app, page).exception
    return [question for question in asked.values() if not OF_A_RUN.search(question.sql)]


def answer(serving: Path, questions: Iterable[Question]) -> list[list[Row]]:
    """The rows that answer each question, in an order that floats do not decide."""
    with duckdb.connect(str(serving.resolve()), read_only=True) as connection:
        return [
            sorted(connection.execute(question.sql, _listed(question.bound)).fetchall(), key=_place)
            for question in questions
        ]


def is_same(one: object, other: object) -> bool:
    """Exactly the same, but for floats, which may differ by 1e-9 of their size."""
    if isinstance(one, float) and isinstance(other, float):
        both_none = math.isnan(one) and math.isnan(other)
        return both_none or math.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(is_same, one, other))
    return one == other


def _listed(bound: Mapping[str, object]) -> dict[str, object]:
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in bound.items()
    }


def _place(row: Row) -> tuple[list[str], list[float]]:
    exact = [repr(value) for value in row if not isinstance(value, float)]
    return exact, [value for value in row if isinstance(value, float)]
