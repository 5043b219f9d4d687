"""What would another split of next month's budget bring?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from dashboards.components.cards import PlainCard
from dashboards.components.markdown import plain
from dashboards.queries.planner import Base
from dashboards.scope import Scope
from measurement.budget import best_split, difference, outcome, split

TODAY, BEST, OWN = STARTS = ("today", "best", "own")
ELASTICITIES = ("0.5", "0.6", "0.7", "0.8", "0.9")
USUAL = "0.7"
ROOMS = ("25", "50", "100")


@dataclass(frozen=True)
class Wish:
    """A month's budget, the elasticity of each channel, how far to move, and own changes in %."""

    budget: Decimal
    elasticity: Mapping[str, float]
    start: str
    room: float
    changes: Mapping[str, float]


@dataclass(frozen=True)
class Plan:
    """Today's split of the budget and the planned one, to the fen, and what the plan gains."""

    now: dict[str, Decimal]
    planned: dict[str, Decimal]
    gained: tuple[float, float, float]


def plan(base: Base, wish: Wish) -> Plan:
    """Both splits sum to the budget exactly."""
    now = split(wish.budget, base.now)
    spends = {code: float(amount) for code, amount in now.items()}
    if wish.start == BEST:
        wishes = best_split(base.channels, spends, wish.elasticity, wish.room)
    elif wish.start == OWN:
        wishes = {code: _changed(spend, wish.changes.get(code)) for code, spend in spends.items()}
    else:
        wishes = spends
    planned = split(wish.budget, wishes) if sum(wishes.values()) else now
    amounts = {code: float(amount) for code, amount in planned.items()}
    return Plan(now, planned, difference(base.channels, spends, amounts, wish.elasticity))


def rows(base: Base, wish: Wish, made: Plan) -> pd.DataFrame:
    """One row per channel: spend now and planned, and what each is expected to bring."""
    found = []
    for one in base.channels:
        now, planned = float(made.now[one.channel]), float(made.planned[one.channel])
        brought = outcome(one, planned, wish.elasticity[one.channel])
        before = outcome(one, now, wish.elasticity[one.channel])
        found.append(
            {
                **{"channel": one.channel, "now": now, "planned": planned},
                **{"change": planned / now - 1 if now else None},
                **{"elasticity": wish.elasticity[one.channel]},
                **{"investors_now": before.first_investments},
                **{"investors": brought.first_investments},
                **{"investors_low": brought.low, "investors_high": brought.high},
                **{"average_cac": brought.average_cac, "marginal_cac": brought.marginal_cac},
                **{"revenue": brought.revenue},
                **{"roi": brought.revenue / planned - 1 if planned else None},
            }
        )
    return pd.DataFrame(found)


def answer(scope: Scope, wish: Wish, made: Plan, frame: pd.DataFrame) -> str:
    """What the plan gains, what moves most, and on which assumption."""
    words, show = scope.words, scope.formats.show
    moved = frame["planned"] - frame["now"]
    budget = show(float(wish.budget), "money")
    if moved.abs().max() < 1:
        return words(
            "planner.answer_same",
            budget=budget,
            investors=show(frame["investors"].sum(), "count"),
            assumed=_assumed(scope, wish),
        )
    gained, low, high = (scope.formats.signed(value, "count") for value in made.gained)
    return words(
        "planner.answer",
        budget=budget,
        gained=gained,
        low=low,
        high=high,
        moved=show(float(moved[moved > 0].sum()), "money"),
        more=plain(scope.channel_name(str(frame["channel"][moved.idxmax()]))),
        less=plain(scope.channel_name(str(frame["channel"][moved.idxmin()]))),
        assumed=_assumed(scope, wish),
    )


def cards(scope: Scope, wish: Wish, made: Plan, frame: pd.DataFrame) -> list[PlainCard]:
    """Budget, expected first investors, their average cost, and the gain over today's split."""
    show = scope.formats.show
    investors = float(frame["investors"].sum())
    _, low, high = made.gained
    signed = scope.formats.signed
    return [
        PlainCard("planner.budget", show(float(wish.budget), "money")),
        PlainCard("planner.investors", show(investors, "count")),
        PlainCard("planner.average", show(float(wish.budget) / investors, "unit_money")),
        PlainCard(
            "planner.gained",
            signed(made.gained[0], "count"),
            f"{signed(low, 'count')} … {signed(high, 'count')}",
        ),
    ]


def cards_of_nothing(scope: Scope, base: Base) -> list[PlainCard]:
    """How many paid channels spend now, and that none of them can be judged yet."""
    show = scope.formats.show
    return [
        PlainCard("planner.spending", show(len(base.left_out), "count")),
        PlainCard("planner.ready", show(len(base.channels), "count")),
    ]


def _assumed(scope: Scope, wish: Wish) -> str:
    values = sorted(set(wish.elasticity.values()))
    return " – ".join(f"{value:g}" for value in (values[0], values[-1])[: len(values)])


def _changed(spend: float, percent: float | None) -> float:
    return max(0.0, spend * (1 + (percent or 0.0) / 100))
