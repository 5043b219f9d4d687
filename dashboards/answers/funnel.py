"""Where do we lose people between first visit and second investment?"""

from __future__ import annotations

import pandas as pd

from dashboards.components.cards import PlainCard
from dashboards.formats import number_or_none
from dashboards.queries.funnel import largest_loss, per_thousand
from dashboards.scope import Scope


def basis(scope: Scope, steps: pd.DataFrame) -> str:
    """The window of the figure and how many of its entry days are old enough."""
    row = steps.iloc[0]
    judged = scope.words(
        "funnel.basis",
        mature=int(row["mature_days"]),
        all=int(row["entry_days"]),
        window=scope.build.funnel_window_days,
    )
    return f"{scope.window} · {judged}"


def answer(scope: Scope, steps: pd.DataFrame, is_judged: bool) -> str:
    """Investors of 1,000 visitors, and the step before which most are lost."""
    words, window = scope.words, scope.build.funnel_window_days
    loss = largest_loss(steps)
    if loss is None:
        return words("state.no_figure")
    common = {
        "investors": per_thousand(steps, "first_investments"),
        "window": window,
        "step": words(f"funnel.to_{loss.step}"),
        "lost": scope.formats.show(loss.share, "ratio"),
    }
    if is_judged:
        return words("funnel.answer", repeat=per_thousand(steps, "repeat_investments"), **common)
    return words("funnel.answer_young", days=int(steps["entry_days"].iloc[0]), **common)


def cards(scope: Scope, steps: pd.DataFrame, is_judged: bool) -> list[PlainCard]:
    """The rates that people quote, over judged days, or so far where none is judged."""
    rows = steps.set_index("step")
    rates = {
        "registration_rate": rows["overall_rate"]["registrations"],
        "first_investment_rate": rows["overall_rate"]["first_investments"],
        "repeat_rate": rows["step_rate"]["repeat_investments"],
    }
    note = scope.words("common.mature" if is_judged else "common.immature")
    return [
        PlainCard(f"metric.{code}", scope.formats.show(number_or_none(rate), "ratio"), note)
        for code, rate in rates.items()
    ]
