"""Do investors come back, and with how much?"""

from __future__ import annotations

import pandas as pd

from dashboards.components.cards import PlainCard
from dashboards.queries.retention import rate_at
from dashboards.scope import Scope

LATER = {"week": 4, "month": 3}


def answer(scope: Scope, averages: pd.DataFrame, grain: str) -> str:
    """Average return in the next period, further on, and the money that came back."""
    heads = rate_at(averages, 1, "heads_rate")
    if heads is None:
        return scope.words("retention.answer_none")
    show = scope.formats.show
    return scope.words(
        f"retention.answer_{grain}",
        heads=show(heads, "ratio"),
        later=show(rate_at(averages, LATER[grain], "heads_rate"), "ratio"),
        money=show(rate_at(averages, 1, "money_rate"), "ratio"),
    )


def cards(scope: Scope, cells: pd.DataFrame, averages: pd.DataFrame) -> list[PlainCard]:
    """Investors in the cohorts shown, and what came back in the period after the first."""
    show = scope.formats.show
    investors = int(cells.loc[cells["period_index"] == 0, "cohort_size"].sum())
    return [
        PlainCard("retention.first_investors", show(investors, "count")),
        PlainCard("retention.next_period", show(rate_at(averages, 1, "heads_rate"), "ratio")),
        PlainCard("retention.next_money", show(rate_at(averages, 1, "money_rate"), "ratio")),
    ]
