"""What do we owe our partners, and do they agree?"""

from __future__ import annotations

import pandas as pd

from dashboards.components.cards import PlainCard
from dashboards.components.markdown import plain
from dashboards.formats import number_or_none
from dashboards.scope import Scope


def answer(scope: Scope, totals: pd.Series, partners: pd.DataFrame) -> str:
    """Owed, paid, still to pay, claimed and disputed; the partner with the most disputes."""
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
        paid=show(_paid(totals), "money"),
        open=show(totals["open_amount"], "money"),
        claimed=show(totals["claimed_amount"], "money"),
        disputes=_disputes(scope, totals),
        worst=_worst(scope, partners),
    )


def cards(scope: Scope, totals: pd.Series) -> list[PlainCard]:
    """Owed, paid, still to pay, claimed, disputed."""
    show = scope.formats.show
    reversed_ = show(totals["reversed"], "count")
    note = scope.words("partners.reversed_note", reversed=reversed_) if totals["reversed"] else ""
    return [
        PlainCard("partners.owed", show(totals["owed_amount"], "money"), note),
        PlainCard("partners.paid", show(_paid(totals), "money")),
        PlainCard("partners.open", show(totals["open_amount"], "money")),
        PlainCard("partners.claimed", show(totals["claimed_amount"], "money")),
        PlainCard("partners.disputed", show(totals["disputed"], "count")),
    ]


def _paid(totals: pd.Series) -> float:
    """No payment of any of these events is a payment of nothing."""
    return number_or_none(totals["paid_amount"]) or 0.0


def _disputes(scope: Scope, totals: pd.Series) -> str:
    if not totals["disputed"]:
        return scope.words("partners.no_disputes")
    show = scope.formats.show
    return scope.words(
        "partners.disputes_sum",
        disputed=show(totals["disputed"], "count"),
        claimed=show(totals["disputed_amount"], "money"),
        owed=show(totals["disputed_owed_amount"], "money"),
    )


def _worst(scope: Scope, partners: pd.DataFrame) -> str:
    """The partner with the most disputed lines, where there are several."""
    disputed = partners[partners["disputed"] > 0]
    if len(disputed) < 2:
        return ""
    worst = disputed.sort_values(["disputed", "disputed_amount"], ascending=False).iloc[0]
    return scope.words("partners.worst", channel=plain(scope.channel_name(worst["channel"])))
