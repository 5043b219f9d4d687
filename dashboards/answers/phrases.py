"""Parts of sentences that several answers use."""

from __future__ import annotations

from dashboards.queries.compare import Headline
from dashboards.scope import Scope


def compared(scope: Scope, headline: Headline, less: str = "less") -> str:
    """ "12.3 % more than in the 90 days before", or nothing when there is nothing to compare.

    People are `fewer`, money is `less`.
    """
    change, words = headline.change, scope.words
    if change is None:
        return ""
    days = scope.filters.day_count
    when = "_year" if scope.filters.comparison == "year" else ""
    if abs(change) < 0.0005:
        return words(f"common.same{when}", days=days)
    key = f"common.{'more' if change > 0 else less}{when}"
    return words(key, days=days, percent=f"{abs(change):.1%}")
