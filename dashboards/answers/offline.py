"""Do campus and offline activities bring investors, with and without their codes?"""

from __future__ import annotations

import pandas as pd

from dashboards.components.cards import PlainCard
from dashboards.components.markdown import plain
from dashboards.scope import Scope


def answer(scope: Scope, frame: pd.DataFrame, lifts: pd.DataFrame) -> str:
    """Cost, coded first investors, the best activity, and in how many places more was seen."""
    words, show = scope.words, scope.formats.show
    if frame.empty:
        return words("offline.nothing")
    investors = int(frame["first_investments"].sum())
    return words(
        "offline.answer",
        activities=show(len(frame), "count"),
        cost=show(frame["cost_amount"].sum(), "money"),
        investors=show(investors, "count"),
        each=show(_each(frame["cost_amount"].sum(), investors), "unit_money"),
        best=_best(scope, frame),
    ) + _seen(scope, lifts)


def cards(scope: Scope, frame: pd.DataFrame, lifts: pd.DataFrame) -> list[PlainCard]:
    """Activities, cost, scans, registrations, cost of a coded and of an incremental investor."""
    show, cost = scope.formats.show, frame["cost_amount"].sum()
    missing = int(frame["cost_amount"].isna().sum())
    without = scope.words("offline.without_cost", count=missing) if missing else ""
    told = lifts[lifts["verdict"] == "lift"]
    incremental = _each(told["cost_amount"].sum(), told["incremental"].sum())
    coded = _each(cost, frame["first_investments"].sum())
    return [
        PlainCard("offline.cost", show(cost, "money"), without),
        PlainCard("offline.scans", show(int(frame["scans"].sum()), "count")),
        PlainCard("offline.registrations", show(int(frame["registrations"].sum()), "count")),
        PlainCard("offline.cost_per_investor", show(coded, "unit_money")),
        PlainCard("offline.cost_per_incremental", show(incremental, "unit_money")),
    ]


def _each(cost: float, count: float) -> float | None:
    return float(cost) / float(count) if count and cost else None


def _best(scope: Scope, frame: pd.DataFrame) -> str:
    known = frame[frame["cost_per_investor"].notna()]
    if known.empty:
        return ""
    best = known.loc[known["cost_per_investor"].idxmin()]
    each = scope.formats.show(best["cost_per_investor"], "unit_money")
    return scope.words("offline.best", name=plain(str(best["activity_name"])), each=each)


def _seen(scope: Scope, lifts: pd.DataFrame) -> str:
    """In how many of the places that allow an answer more people came than elsewhere."""
    told = lifts[lifts["incremental"].notna()]
    if told.empty:
        return scope.words("offline.no_lifts")
    up = int((told["verdict"] == "lift").sum())
    return scope.words("offline.lifts_seen", up=up, told=len(told), all=len(lifts))
