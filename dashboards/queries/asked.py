"""What readers asked of a build, so that the next one can be asked the same before it is shown."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from dashboards.queries.rows import Rows

Scalar = str | int | float | bool | date | None
Parameters = Mapping[str, Scalar | tuple[str, ...]]
MOST = 1500
"""Questions that are remembered of a build; twenty readers of a morning ask some hundreds."""


@dataclass(frozen=True)
class Question:
    """A query as a page asked it: its text, the parameters that it names, the rows it may see."""

    sql: str
    bound: Parameters
    rows: Rows

    def moved(self, by: timedelta, first: tuple[date | None, date | None]) -> Question:
        """The same question with its days moved; the first day of all becomes the other first.

        "Last 30 days" then means those of a build that is so much newer.

        Raises:
            OverflowError: when a day has none so much later.
        """
        before, now = first

        def move(value: Scalar | tuple[str, ...]) -> Scalar | tuple[str, ...]:
            if not isinstance(value, date):
                return value
            return now if value == before else value + by

        bound = {name: move(value) for name, value in self.bound.items()}
        return Question(self.sql, bound, self.rows)


@dataclass
class Asked:
    """Questions that readers put to one build, each once; safe to share between threads."""

    _questions: dict[str, Question] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, key: str, question: Question) -> bool:
        """Remember a question by what tells it from all others; whether it is a new one."""
        with self._lock:
            is_new = key not in self._questions and len(self._questions) < MOST
            if is_new:
                self._questions[key] = question
            return is_new

    def questions(self) -> list[Question]:
        """All of them, in the order in which they were first asked."""
        with self._lock:
            return list(self._questions.values())
