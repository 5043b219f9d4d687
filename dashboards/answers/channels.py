"""Which channels bring investors, and at what price?"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboards.components.markdown import plain
from dashboards.queries.channels import RANKING_FLOOR, clearly_dearest, ranked_by_cac
from dashboards.queries.compare import Headline
from dashboards.scope import Scope


def answer(scope: Scope, totals: Mapping[str, Headline], performance: pd.DataFrame) -> str:
    """Spend, first investors, blended and paid CAC, and the two ends of the ranking."""
    show = scope.formats.show
    return scope.words(
        "channels.answer",
        spend=show(totals["spend_amount"].value, "money"),
        investors=show(totals["first_investments"].value, "count"),
        blended=show(totals["blended_cac"].value, "unit_money"),
        paid=show(totals["paid_cac"].value, "unit_money"),
        extremes=_extremes(scope, performance),
    )


def _extremes(scope: Scope, performance: pd.DataFrame) -> str:
    """The two ends of those with enough first investors, and whatever is dear beyond chance."""
    ranked = ranked_by_cac(performance)
    if len(ranked) < 2:
        few = scope.words("channels.too_few", floor=RANKING_FLOOR)
        return few + _clearly_dearest(scope, performance, "")
    best, worst = ranked.iloc[0], ranked.iloc[-1]
    told = scope.words(
        "channels.extremes",
        floor=RANKING_FLOOR,
        best=plain(scope.channel_name(best["channel"])),
        best_cac=scope.formats.show(best["cac"], "unit_money"),
        worst=plain(scope.channel_name(worst["channel"])),
        worst_cac=scope.formats.show(worst["cac"], "unit_money"),
    )
    return told + _clearly_dearest(scope, performance, str(worst["channel"]))


def _clearly_dearest(scope: Scope, performance: pd.DataFrame, named: str) -> str:
    """The channel that is dear whatever chance did, unless it was `named` before."""
    worst = clearly_dearest(performance)
    if worst is None:
        return "" if named else scope.words("channels.none_clearly_dear")
    if worst["channel"] == named:
        return ""
    show = scope.formats.show
    return scope.words(
        "channels.clearly_dearest",
        channel=plain(scope.channel_name(worst["channel"])),
        spend=show(float(worst["spend_amount"]), "money"),
        investors=show(int(worst["first_investments"]), "count"),
        least=show(float(worst["least_cac"]), "unit_money"),
    )
