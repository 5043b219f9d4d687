"""Are we growing, and what does growth cost?"""

from __future__ import annotations

from collections.abc import Mapping

from dashboards.answers.phrases import compared
from dashboards.queries.compare import Headline
from dashboards.scope import Scope


def answer(scope: Scope, totals: Mapping[str, Headline]) -> str:
    """First investors, their cost and the money, each against the window before."""
    show, words = scope.formats.show, scope.words
    investors, cac = totals["first_investments"], totals["blended_cac"]
    return words(
        "overview.answer",
        investors=show(investors.value, "count"),
        investors_change=_change(scope, investors, "fewer"),
        cac=show(cac.value, "unit_money"),
        cac_change=_change(scope, cac, "less"),
        amount=show(totals["invested_amount"].value, "money"),
    )


def _change(scope: Scope, headline: Headline, less: str) -> str:
    text = compared(scope, headline, less)
    return scope.words("overview.change", change=text) if text else ""
