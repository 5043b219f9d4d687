"""What did we spend, and do platforms, partners and invoices say the same?"""

from __future__ import annotations

import pandas as pd

from dashboards.components.cards import PlainCard
from dashboards.scope import Scope


def answer(scope: Scope, parts: pd.DataFrame, kinds: pd.DataFrame) -> str:
    """The total, its largest part, how many statements agree, and what invoices say."""
    total = _sum(parts, "spend_amount")
    if not total:
        return scope.words("spend.nothing")
    show, words = scope.formats.show, scope.words
    largest = parts.loc[parts["spend_amount"].idxmax()]
    return words(
        "spend.answer",
        total=show(total, "money"),
        largest=words.code("spend.", str(largest["component"])),
        share=show(largest["spend_amount"] / total, "ratio"),
        agreeing=show(_sum(kinds, "agreeing"), "count"),
        statements=show(_sum(kinds, "statements"), "count"),
        invoices=_invoices(scope, kinds),
    )


def cards(scope: Scope, parts: pd.DataFrame, kinds: pd.DataFrame) -> list[PlainCard]:
    """Spend, what was taken back, statements that agree, and what is invoiced."""
    show = scope.formats.show
    agreeing, statements = _sum(kinds, "agreeing"), _sum(kinds, "statements")
    invoiced = kinds[kinds["statement_kind"] == "invoice"]
    return [
        PlainCard("spend.total", show(_sum(parts, "spend_amount"), "money")),
        PlainCard("spend.taken_back", show(_sum(parts, "taken_back_amount"), "money")),
        PlainCard("spend.agreeing", f"{agreeing:,.0f} / {statements:,.0f}"),
        PlainCard(
            "spend.invoiced",
            show(None if invoiced.empty else _sum(invoiced, "stated_amount"), "money"),
        ),
    ]


def months(scope: Scope) -> str:
    """The caption of figures over the whole months that the window touches."""
    show = scope.formats.month
    first, last = show(scope.filters.start), show(scope.filters.end)
    span = first if first == last else f"{first} – {last}"
    as_of = scope.formats.day(scope.build.as_of_date)
    return scope.words("common.window", days=span, as_of=as_of)


def _invoices(scope: Scope, kinds: pd.DataFrame) -> str:
    invoiced = kinds[kinds["statement_kind"] == "invoice"]
    if invoiced.empty:
        return scope.words("spend.no_invoices")
    show = scope.formats.show
    return scope.words(
        "spend.invoices",
        stated=show(_sum(invoiced, "stated_amount"), "money"),
        difference=show(_sum(invoiced, "difference_amount"), "money"),
    )


def _sum(frame: pd.DataFrame, column: str) -> float:
    return float(frame[column].sum())
