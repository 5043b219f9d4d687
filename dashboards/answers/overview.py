"""Are we growing, and what does growth cost?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboards.adding_up import effects_shown, total_shown
from dashboards.answers.phrases import compared
from dashboards.metrics import METRICS
from dashboards.queries.change import Change
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


def paces(scope: Scope, plan: pd.DataFrame) -> str:
    """What of each target the month is on pace to reach, with the interval, in one sentence."""
    known = plan[plan["expected_value"].notna() & (plan["target_value"] > 0)]
    if known.empty:
        is_over = not plan.empty and bool((plan["elapsed_share"] >= 1).all())
        return scope.words("overview.pace_over" if is_over else "overview.pace_none")
    parts = [_pace(scope, row) for row in known.to_dict("records")]
    comma = "；" if scope.words.language == "zh" else "; "
    return scope.words("overview.pace", paces=comma.join(parts))


def _pace(scope: Scope, row: Mapping[str, Any]) -> str:
    percent, target = scope.formats.percent, float(row["target_value"])
    name = scope.words.code("metric.", row["metric"])
    if row["channel"] != "company":
        name = f"{scope.channel_name(row['channel'])} · {name}"
    return scope.words(
        "overview.pace_of",
        name=name,
        expected=percent(row["expected_value"] / target),
        low=f"{row['low_value'] / target:.0%}".rstrip("%"),
        high=percent(row["high_value"] / target),
    )


def why(scope: Scope, change: Change) -> str:
    """From where to where, what each effect did, and the channel with the largest part."""
    words, formats, kind = scope.words, scope.formats, METRICS[change.metric].kind
    metric = words(f"metric.{change.metric}")
    if not change.effects:
        return words("overview.why_same", metric=metric)
    effects = [
        f"{words(f'overview.effect_{name}')} {formats.signed(value, kind)}"
        for name, value in effects_shown(formats, change).items()
    ]
    channel, contribution = change.largest
    return words(
        "overview.why_alone"
        if change.by_channel["channel"].nunique() == 1
        else "overview.why_sentence",
        metric=metric,
        before=formats.show(change.before, kind),
        after=formats.show(change.after, kind),
        change=formats.signed(total_shown(formats, change), kind),
        effects=("，" if words.language == "zh" else ", ").join(effects),
        channel=scope.channel_name(channel),
        contribution=formats.signed(contribution, kind),
    )
