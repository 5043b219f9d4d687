"""Can I trust today's numbers?"""

from __future__ import annotations

import pandas as pd

from dashboards.components.cards import PlainCard
from dashboards.scope import Scope


def answer(scope: Scope, freshness: pd.DataFrame, counts: pd.Series, checks: pd.DataFrame) -> str:
    """How far data reach, which sources are up to date, what was refused, what was checked."""
    words, show = scope.words, scope.formats.show
    return words(
        "health.answer",
        as_of=scope.formats.day(scope.build.as_of_date),
        fresh=int((freshness["freshness"] == "fresh").sum()),
        sources=len(freshness),
        refused=show(int(counts["refused"]), "count"),
        incomplete=show(int(counts["incomplete"]), "count"),
        rejected=show(int(counts["rejected_rows"]), "count"),
        checks=_checks(scope, checks),
    )


def _checks(scope: Scope, checks: pd.DataFrame) -> str:
    not_passed = int((checks["status"] != "pass").sum())
    if not_passed:
        return scope.words("health.checks_not", count=not_passed, all=len(checks))
    return scope.words("health.checks_pass", count=len(checks))


def cards(scope: Scope, counts: pd.Series) -> list[PlainCard]:
    """Deliveries of the window by what became of them."""
    return [
        PlainCard(f"health.{name}", scope.formats.show(int(counts[column]), "count"))
        for name, column in (
            ("complete", "complete"),
            ("incomplete", "incomplete"),
            ("refused", "refused"),
            ("duplicate", "duplicate"),
            ("rejected", "rejected_rows"),
        )
    ]
