"""What do we owe our partners, and do they agree?"""

from __future__ import annotations

import pandas as pd

from dashboards.components.cards import PlainCard
from dashboards.components.markdown import plain
from dashboards.scope import Scope


def answer(scope: Scope, totals: pd.Series, partners: pd.DataFrame) -> str:
    """Owed, claimed and disputed; the partner with the most in dispute."""
    if not totals["events"]:
        return scope.words("partners.nothing")
    show = scope.formats.show
    if pd.isna(totals["owed_amount"]):
        claimed, events = show(totals["claimed_amount"], "money"), show(totals["events"], "count")
        return scope.words("partners.no_contract", claimed=claimed, events=events)
    return scope.words(
        "partners.answer",
        owed=show(totals["owed_amount"], "money"),
        events=show(totals["events"], "count"),
        claimed=show(totals["claimed_amount"], "money"),
        disputed=show(totals["disputed"], "count"),
        disputed_amount=show(totals["disputed_amount"], "money"),
        worst=_worst(scope, partners),
    )


def cards(scope: Scope, totals: pd.Series) -> list[PlainCard]:
    """Owed, claimed, paid, disputed, reversed."""
    show = scope.formats.show
    return [
        PlainCard("partners.owed", show(totals["owed_amount"], "money")),
        PlainCard("partners.claimed", show(totals["claimed_amount"], "money")),
        PlainCard("partners.paid", show(totals["paid_amount"], "money")),
        PlainCard("partners.disputed", show(totals["disputed"], "count")),
        PlainCard("partners.reversed", show(totals["reversed"], "count")),
    ]


def _worst(scope: Scope, partners: pd.DataFrame) -> str:
    disputed = partners[partners["disputed_amount"] > 0]
    if disputed.empty:
        return ""
    worst = disputed.loc[disputed["disputed_amount"].idxmax()]
    return scope.words("partners.worst", channel=plain(scope.channel_name(worst["channel"])))
