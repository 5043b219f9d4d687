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
    if abs(change) < 0.0005:
        return words("common.same", days=days)
    key = "common.more" if change > 0 else f"common.{less}"
    return words(key, days=days, percent=f"{abs(change):.1%}")
