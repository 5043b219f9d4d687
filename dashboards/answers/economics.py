"""Does what people bring pay for what they cost, and when?"""

from __future__ import annotations

import pandas as pd

from dashboards.components.cards import PlainCard
from dashboards.components.markdown import plain
from dashboards.formats import Number, number_or_none
from dashboards.queries.channels import RANKING_FLOOR
from dashboards.scope import Scope
from measurement.lifetime import Lifetime


def answer(scope: Scope, returns: pd.DataFrame) -> str:
    """What came back of what was spent by which age, when it had paid, and how many channels."""
    total = _total(returns)
    if total is None or not total["spend_amount"]:
        return scope.words("economics.nothing")
    show, words = scope.formats.show, scope.words
    return words(
        "economics.answer",
        spend=show(_number(total, "spend_amount"), "money"),
        roas=show(_number(total, "roas"), "multiple"),
        age=int(total["age_days"]),
        payback=_payback(scope, total),
        channels=_channels(scope, returns),
    )


def cards(scope: Scope, returns: pd.DataFrame, to_come: pd.DataFrame) -> list[PlainCard]:
    """Return and payback of all together, value per investor, and who is still to come."""
    show, words = scope.formats.show, scope.words
    total = _total(returns)
    age = "" if total is None else words("channels.age", days=int(total["age_days"]))
    last = None if to_come.empty else to_come.iloc[-1]
    low, high = (show(_number(last, f"investors_{end}"), "count") for end in ("low", "high"))
    expected = show(_number(last, "investors_to_come"), "count")
    is_known = _number(last, "investors_to_come") is not None
    return [
        PlainCard("economics.roas", show(_number(total, "roas"), "multiple"), age),
        PlainCard("economics.payback", show(_number(total, "payback_days"), "count")),
        PlainCard("economics.ltv", show(_number(total, "ltv"), "unit_money"), age),
        PlainCard("economics.to_come", expected, f"{low} – {high}" if is_known else ""),
    ]


def final_roas(scope: Scope, to_come: pd.DataFrame, horizon: int) -> str:
    """What a unit of spend should bring within the horizon, or that too little is so old."""
    last = None if to_come.empty else to_come.iloc[-1]
    if _number(last, "roas") is None:
        return scope.words("economics.too_young", days=horizon)
    show = scope.formats.show
    roas, low, high = (
        show(_number(last, f"roas{end}"), "multiple") for end in ("", "_low", "_high")
    )
    one = show(1, "money")
    return scope.words("economics.expected", days=horizon, one=one, roas=roas, low=low, high=high)


def holdout(scope: Scope, told: Lifetime | None) -> str:
    """How far such forecasts were off where the answer is known by now."""
    error = None if told is None else number_or_none(told.holdout_error)
    if told is None or error is None:
        return scope.words("economics.no_holdout")
    return scope.words(
        "economics.holdout",
        error=scope.formats.show(error, "ratio"),
        cohorts=told.holdout_cohorts,
        days=told.last_age,
    )


def repeats(scope: Scope, row: pd.Series, horizon: int) -> str:
    """What investors will yet bring by their own rhythm, and whether that or the curve is closer.

    Also why nothing can be said of it.
    """
    show, words = scope.formats.show, scope.words
    if row["refusal_en"]:
        return plain(words.either(str(row["refusal_en"]), str(row["refusal_zh"])))
    model, curve = _number(row, "model_error"), _number(row, "curve_error")
    told = words(
        "economics.repeats",
        days=horizon,
        investors=show(_number(row, "investors"), "count"),
        investments=show(_number(row, "investments"), "count"),
        revenue=show(_number(row, "revenue_amount"), "money"),
        low=show(_number(row, "revenue_low_amount"), "money"),
        high=show(_number(row, "revenue_high_amount"), "money"),
    )
    key = "economics.no_curve" if curve is None else "economics.curve_closer"
    if model is not None and curve is not None and model <= curve:
        key = "economics.model_closer"
    errors = {"model": show(model, "ratio"), "curve": show(curve, "ratio")}
    return f"{told} {words(key, days=horizon, **errors)}"


def _payback(scope: Scope, total: pd.Series) -> str:
    days = _number(total, "payback_days")
    key = "economics.paid_back" if days is not None else "economics.not_paid_back"
    return scope.words(key, days=int(total["age_days"] if days is None else days))


def _channels(scope: Scope, returns: pd.DataFrame) -> str:
    spending = returns[(returns["channel"] != "") & (returns["spend_amount"] > 0)]
    paid = spending[spending["payback_days"].notna()].sort_values("payback_days", kind="stable")
    if paid.empty:
        return scope.words("economics.no_channel", spending=len(spending))
    counts = {"paid": len(paid), "spending": len(spending), "floor": RANKING_FLOOR}
    known = paid[paid["first_investments"] >= RANKING_FLOOR]
    if known.empty:
        return scope.words("economics.channels_small", **counts)
    first = plain(scope.channel_name(str(known.iloc[0]["channel"])))
    days = int(known.iloc[0]["payback_days"])
    return scope.words("economics.channels", first=first, days=days, **counts)


def _total(returns: pd.DataFrame) -> pd.Series | None:
    found = returns[returns["channel"] == ""]
    return None if found.empty else found.iloc[0]


def _number(row: pd.Series | None, name: str) -> Number | None:
    return None if row is None or row[name] is None else number_or_none(float(row[name]))
