"""Are we growing, and what does growth cost?"""

from __future__ import annotations

from collections.abc import Mapping

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


def why(scope: Scope, change: Change) -> str:
    """From where to where, what each effect did, and the channel with the largest part."""
    words, formats, kind = scope.words, scope.formats, METRICS[change.metric].kind
    metric = words(f"metric.{change.metric}")
    if not change.effects:
        return words("overview.why_same", metric=metric)
    effects = [
        f"{words(f'overview.effect_{name}')} {formats.signed(value, kind)}"
        for name, value in change.effects.items()
    ]
    channel, contribution = change.largest
    return words(
        "overview.why_sentence",
        metric=metric,
        before=formats.show(change.before, kind),
        after=formats.show(change.after, kind),
        change=formats.signed(change.after - change.before, kind),
        effects=("，" if words.language == "zh" else ", ").join(effects),
        channel=scope.channel_name(channel),
        contribution=formats.signed(contribution, kind),
    )
