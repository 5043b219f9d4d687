"""Pages show the same figures whichever engine has built what they read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dashboards.navigation import PAGES
from tests.spark.conftest import END, Engines
from tests.spark.questions import Question, answer, asked_by, is_same

# The first module to see the last day; the unit tests of the models wait for nothing else.
pytestmark = [pytest.mark.xdist_group("spark"), pytest.mark.usefixtures("unit_tests")]
LAST_WEEK = {"start": END - timedelta(days=6), "end": END}
ONE_CHANNEL = {"every_channel": False, "channels": ("baidu_generic",)}


@pytest.fixture(scope="module")
def questions(second_build: Engines) -> list[Question]:
    return asked_by(PAGES, second_build.duckdb.serving)


@pytest.mark.parametrize("scope", [{}, LAST_WEEK, ONE_CHANNEL], ids=["as drawn", "week", "channel"])
def test_every_question_of_every_page_has_the_same_answer(
    second_build: Engines, questions: list[Question], scope: dict[str, object]
):
    asked = [question.over(**scope) for question in questions]
    here = answer(second_build.duckdb.serving, asked)
    there = answer(second_build.spark.serving, asked)
    assert sum(map(len, here)) > 1000
    pairs = zip(asked, here, there, strict=True)
    assert [question for question, one, other in pairs if not is_same(one, other)] == []


def test_a_figure_that_differs_is_seen():
    assert is_same([("a", 1.0, 2)], [("a", 1.0 + 1e-12, 2)])
    assert not is_same([("a", 1.0, 2)], [("a", 1.0 + 1e-8, 2)])
    assert not is_same([("a", 1.0, 2)], [("a", 1.0, 3)])
    assert not is_same([("a", 1.0, 2)], [])
