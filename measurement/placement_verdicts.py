"""Verdicts on activities and offline contracts, from the lift of investors in their cities."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from measurement.placements import DAYS_TO_INVEST, INVESTORS, Placement, placements_of
from measurement.profit import Amount, Costs, from_interval
from measurement.verdicts import Effect, cannot_tell, judge
from measurement.verdicts_phrases import PHRASES as VERDICT_PHRASES
from measurement.words import Phrases, Words, say, unit_of

PHRASES: Phrases = {
    "same_place": (
        "{others} began or ended in {city} in the same days: what happened there cannot be told "
        "apart. Leave a week between them, or choose another city.",
        "{others} 同期在{city}开始或结束，无法区分各自效果。请错开一周，或换一座城市。",
    ),
    "under_another": (
        "{others} ran in {city} all the while; its effect is part of what was expected.",
        "{others} 在{city}一直进行，其效果已计入预期。",
    ),
    "no_worth": (
        "No first investor is old enough to tell what one brings in {days} days, so profit is "
        "unknown.",
        "尚无首投用户满 {days} 天，不知道一位投资人带来多少收入，无法计算利润。",
    ),
    "fix": (
        "Fix it: it brings investors, but costs more than they bring ({net:,.0f} {unit} net, 95 %: "
        "{low:,.0f} to {high:,.0f}). At a cost below {affordable:,.0f} {unit} it would pay.",
        "调整：带来了投资人但入不敷出（净 {net:,.0f} {unit}，95 %：{low:,.0f} 至 {high:,.0f}）。"
        "花费低于 {affordable:,.0f} {unit}才划算。",
    ),
    "few_needed": (
        " A first investor brings {worth:,.2f} {unit} in {days} days: it pays once {needed:,.0f} "
        "came who would otherwise not have come.",
        "一位首投用户 {days} 天内带来 {worth:,.2f} {unit}："
        "需多带来 {needed:,.0f} 位投资人才能回本。",
    ),
}
COLUMNS = (
    *("placement_id", "verdict", "verdict_en", "verdict_zh", "method", "why_en", "why_zh"),
    *("investors", "investors_low", "investors_high", "revenue_per_investor"),
    *("net_profit", "net_low", "net_high", "cost_per_investor", "cost_per_investor_low"),
    *("cost_per_investor_high", "warnings_en", "warnings_zh"),
)


@dataclass(frozen=True)
class Worth:
    """Revenue of first investors in the `DAYS_TO_INVEST` after they registered, each."""

    investors: int
    mean: float
    variance: float
    currency: str = "CNY"

    def of_each(self, won: float) -> Amount:
        """What one of `won` investors brings: doubt about the mean, and about what these brought.

        Each brings a draw from the spread of all, so the sum of `won` has `won` times its variance.
        """
        spread = self.variance * (1 / max(self.investors, 1) + 1 / max(won, 1.0))
        return Amount(self.mean, math.sqrt(spread))


def judge_placements(
    placements: pd.DataFrame, lifts: pd.DataFrame, worth: Worth | None
) -> pd.DataFrame:
    """One row per placement (`COLUMNS`): scale, fix, stop or cannot tell, and why.

    `placements`: placement_id, placement_name, city, start_date, watched_until, cost_amount (or
    nothing);
    `lifts`: the rows of `placements.watch`. Revenue is the investors won times their worth.
    """
    every = placements_of(placements)
    ids = placements["placement_id"].astype(str)
    costs = dict(zip(ids, placements["cost_amount"], strict=True))
    names = dict(zip(ids, placements["placement_name"].fillna(ids), strict=True))
    found = lifts[lifts["metric"] == INVESTORS].set_index("placement_id")
    rows = []
    for one in every:
        clash = _neighbours(one, every, names)
        told = _told(clash, found.loc[one.placement_id], costs[one.placement_id], worth)
        rows.append(_row(one, told))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _told(
    clash: tuple[Words | None, list[Words]], lift: pd.Series, cost: object, worth: Worth | None
) -> dict:
    refusal, warnings = clash
    if pd.notna(lift["refusal_en"]):
        refusal = Words(code="lift", en=str(lift["refusal_en"]), zh=str(lift["refusal_zh"]))
    if refusal:
        return cannot_tell(refusal) | {"worth": None, "method": None, "warnings": warnings}
    won = from_interval(
        float(lift["incremental"]),
        (float(lift["incremental_low"]), float(lift["incremental_high"])),
    )
    known = None if pd.isna(cost) else float(str(cost))
    each = worth.of_each(won.value) if worth else Amount(0.0)
    told = judge(Effect(won, None), _costs(each, known, worth), warnings)
    if known is not None:
        told["words"] = _said(told, won, known, worth)
    mean = worth.mean if worth else None
    return told | {"worth": mean, "method": "geo", "cost_per": _cost_per(won, known)}


def _costs(each: Amount, known: float | None, worth: Worth | None) -> Costs:
    return Costs(each, known, currency=worth.currency) if worth else Costs(each, None)


def _said(told: Mapping, won: Amount, cost: float, worth: Worth | None) -> Words:
    """The verdict in the words of an activity, whose cost is all that can be changed."""
    if worth is None:
        return say(PHRASES, "no_worth", days=DAYS_TO_INVEST)
    if told["verdict"] == "fix":
        net, (low, high) = told["net_profit"]["value"], told["net_profit"]["interval"]
        affordable = won.value * worth.mean
        unit = unit_of(worth.currency)
        return say(PHRASES, "fix", net=net, low=low, high=high, affordable=affordable, unit=unit)
    return (
        _with_need(told["words"], cost, worth)
        if told["verdict"] == "cannot tell"
        else told["words"]
    )


def _neighbours(
    one: Placement, every: Sequence[Placement], names: Mapping[str, str]
) -> tuple[Words | None, list[Words]]:
    """Others in the same city: a refusal where one changes there meanwhile, else a warning."""
    others = [other for other in every if other.city == one.city and other != one]
    during = [other for other in others if other.first <= one.last and other.last >= one.first]
    changing = [other for other in during if other.first >= one.first or other.last <= one.last]
    if changing:
        return say(PHRASES, "same_place", others=_listed(changing, names), city=one.city), []
    if during:
        return None, [say(PHRASES, "under_another", others=_listed(during, names), city=one.city)]
    return None, []


def _listed(found: Sequence[Placement], names: Mapping[str, str]) -> tuple[str, str]:
    """As people know them, in each language."""
    known = list(dict.fromkeys(names[other.placement_id] for other in found))
    return ", ".join(known), "、".join(known)


def _with_need(words: Words, cost: float, worth: Worth) -> Words:
    if worth.mean <= 0:
        return words
    needed = math.ceil(cost / worth.mean)
    values = {"days": DAYS_TO_INVEST, "needed": needed, "worth": worth.mean}
    more = say(PHRASES, "few_needed", **values, unit=unit_of(worth.currency))
    return {"code": words["code"], "en": words["en"] + more["en"], "zh": words["zh"] + more["zh"]}


def _cost_per(won: Amount, cost: float | None) -> list[float | None]:
    """Cost of one investor won and its interval; None where none may have been won."""
    if cost is None:
        return [None, None, None]
    low, high = won.interval()
    return [cost / value if value > 0 else None for value in (won.value, high, low)]


def _row(one: Placement, told: Mapping) -> dict[str, object]:
    why = say(VERDICT_PHRASES, "geo" if told["method"] else "refused")
    won, net = told["incremental"], told["net_profit"]
    each, each_low, each_high = told.get("cost_per", [None, None, None])
    return {
        "placement_id": one.placement_id,
        "verdict": told["verdict"],
        "verdict_en": told["words"]["en"],
        "verdict_zh": told["words"]["zh"],
        "method": told["method"],
        "why_en": why["en"],
        "why_zh": why["zh"],
        "investors": won["value"] if won else None,
        "investors_low": won["interval"][0] if won else None,
        "investors_high": won["interval"][1] if won else None,
        "revenue_per_investor": told["worth"],
        "net_profit": net["value"] if net else None,
        "net_low": net["interval"][0] if net else None,
        "net_high": net["interval"][1] if net else None,
        "cost_per_investor": each,
        "cost_per_investor_low": each_low,
        "cost_per_investor_high": each_high,
        "warnings_en": "\n".join(words["en"] for words in told["warnings"]),
        "warnings_zh": "\n".join(words["zh"] for words in told["warnings"]),
    }
