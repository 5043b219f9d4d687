"""What was found, against what was promised before the launch."""

from __future__ import annotations

from collections.abc import Mapping

from measurement.promotions import Promotion
from measurement.words import Phrases, say, unit_of
from orchestration.registrations import Entry, Registration

PHRASES: Phrases = {
    "unregistered": (
        "Nothing was registered before it began, so what would count as success was not fixed.",
        "活动开始前没有登记，成功标准未事先确定。",
    ),
    "no_expectation": (
        "Registered: {hypothesis}. No number was promised.",
        "已登记：{hypothesis}。没有写明数值。",
    ),
    "reached": (
        "Registered: {hypothesis}. Promised {expected:,.0f} {metric}, found {found:,.0f} "
        "(95 %: {low:,.0f} to {high:,.0f}): kept.",
        "已登记：{hypothesis}。承诺 {expected:,.0f}{metric_zh}，实测 {found:,.0f}"
        "（95 %：{low:,.0f} 至 {high:,.0f}）：达到。",
    ),
    "missed": (
        "Registered: {hypothesis}. Promised {expected:,.0f} {metric}, found {found:,.0f} "
        "(95 %: {low:,.0f} to {high:,.0f}): missed.",
        "已登记：{hypothesis}。承诺 {expected:,.0f}{metric_zh}，实测 {found:,.0f}"
        "（95 %：{low:,.0f} 至 {high:,.0f}）：未达到。",
    ),
    "open": (
        "Registered: {hypothesis}. Promised {expected:,.0f} {metric}, found {found:,.0f} "
        "(95 %: {low:,.0f} to {high:,.0f}): it may be either.",
        "已登记：{hypothesis}。承诺 {expected:,.0f}{metric_zh}，实测 {found:,.0f}"
        "（95 %：{low:,.0f} 至 {high:,.0f}）：尚不能确定。",
    ),
    "not_found": (
        "Registered: {hypothesis}. Promised {expected:,.0f} {metric}, which cannot be told.",
        "已登记：{hypothesis}。承诺 {expected:,.0f}{metric_zh}，目前无法判断。",
    ),
    "other_than_registered": (
        " It ran otherwise than registered: {changes}.",
        "实际与登记不符：{changes}。",
    ),
}
METRICS = {
    "revenue": ("{unit} of net profit", " {unit}净利润"),
    "first_investments": ("first investors", " 名首投用户"),
}


def compared(promotion: Promotion, told: Mapping, entry: Entry | None) -> dict[str, object]:
    """The registered columns of a verdict: when, what came of it, in words."""
    if entry is None:
        words = say(PHRASES, "unregistered")
        return _columns("unregistered", words["en"], words["zh"])
    one = entry.registration
    code, values = _outcome(one, told)
    pairs = zip(METRICS[one.metric], unit_of(promotion.currency), strict=True)
    metric, metric_zh = (text.format(unit=unit) for text, unit in pairs)
    named = {"hypothesis": one.hypothesis.rstrip("。."), "metric": metric, "metric_zh": metric_zh}
    words = say(PHRASES, code, **named, **values)
    changes = "; ".join(_changes(promotion, one))
    other = say(PHRASES, "other_than_registered", changes=changes) if changes else None
    en, zh = (words[lang] + (other[lang] if other else "") for lang in ("en", "zh"))
    return _columns(code, en, zh) | {"registered_at": entry.registered_at}


def _columns(outcome: str, en: str, zh: str) -> dict[str, object]:
    return {"registered_outcome": outcome, "registered_en": en, "registered_zh": zh}


def _outcome(one: Registration, told: Mapping) -> tuple[str, dict[str, float]]:
    """Kept or missed only where the whole interval lies on one side of what was promised."""
    if one.expected is None:
        return "no_expectation", {}
    found = told["net_profit"] if one.metric == "revenue" else told["firsts"]
    if found is None:
        return "not_found", {"expected": one.expected}
    low, high = found["interval"]
    values = {"expected": one.expected, "found": found["value"], "low": low, "high": high}
    code = "reached" if low >= one.expected else "missed" if high < one.expected else "open"
    return code, values


def _changes(promotion: Promotion, one: Registration) -> list[str]:
    """What differs between what ran and what was registered."""
    pairs = {
        "starts_on": (one.starts_on, promotion.starts_on),
        "ends_on": (one.ends_on, promotion.ends_on),
        "holdout_share": (one.holdout_share, promotion.holdout_share),
    }
    return [
        f"{name} {before} > {now}"
        for name, (before, now) in pairs.items()
        if before is not None and before != now
    ]
