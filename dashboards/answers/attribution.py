"""Which channels deserve the credit, and do the models agree?"""

from __future__ import annotations

import pandas as pd

from dashboards.components.cards import PlainCard
from dashboards.components.markdown import plain
from dashboards.formats import number_or_none
from dashboards.queries.attribution import widest_gap
from dashboards.scope import Scope


def answer(scope: Scope, credits: pd.DataFrame, totals: pd.Series, kind: str) -> str:
    """Conversions, the channel the models differ most about, and what has no touchpoint."""
    words, show = scope.words, scope.formats.show
    row = widest_gap(credits)
    if row is None:
        return words("state.no_figure")
    return words(
        "attribution.answer",
        total=show(number_or_none(totals["conversions"]), "count"),
        kind=words(f"attribution.{kind}_many"),
        channel=plain(scope.channel_name(str(row["channel"]))),
        first=show(row["first_credit"], "count"),
        last=show(row["last_credit"], "count"),
        linear=show(row["linear_credit"], "count"),
        unattributed=show(number_or_none(totals["unattributed_share"]) or 0.0, "ratio"),
        lookback=scope.build.attribution_lookback_days,
    )


def cards(scope: Scope, totals: pd.Series) -> list[PlainCard]:
    """Conversions, those without any touchpoint, and their amount when they have one."""
    show = scope.formats.show
    share = show(number_or_none(totals["unattributed_share"]), "ratio")
    found = [
        PlainCard("attribution.total", show(number_or_none(totals["conversions"]), "count")),
        PlainCard(
            "attribution.unattributed", show(number_or_none(totals["unattributed"]), "count"), share
        ),
    ]
    amount = number_or_none(totals["amount"])
    if amount is not None:
        found.append(PlainCard("attribution.credited_amount", show(amount, "money")))
    return found
