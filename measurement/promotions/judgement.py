"""From sums to a verdict per promotion and arm, with what was found beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from measurement.profit import Amount, Costs, payback_day
from measurement.promotions.evidence import Evidence
from measurement.promotions.parts import ArmSums, Promotion
from measurement.promotions.phrases import PHRASES
from measurement.verdicts import verdict
from measurement.words import Words, say

DAYS_AFTER = 30
EACH = Amount(1.0)
"""Effects are revenue already."""


def judge_promotion(
    promotion: Promotion, evidence: Evidence, daily: Mapping[str, Sequence[float]] | None = None
) -> list[dict]:
    """One verdict per treated arm, or one for all together where no lots were drawn.

    Keys as `verdicts.verdict`, and arm, people, control_people, subsidy, activity_cost, firsts
    (first investors won, value and interval, where they can be told), cost_per_first (and its
    interval), payback_day (from `daily`, the effect by arm and day), test, daily (of places).
    """
    refusal = _nothing_to_judge(promotion)
    if refusal:
        return [_unjudged(promotion, refusal)]
    answers = evidence.of(promotion)
    treated = [arm for arm in promotion.arms if not arm.is_control]
    if "randomised" in answers and answers["randomised"] and treated:
        return [_verdict(promotion, answers, [arm], arm.arm, daily or {}) for arm in treated]
    return [_verdict(promotion, answers, treated, "", daily or {})]


def _nothing_to_judge(promotion: Promotion) -> Words | None:
    if promotion.starts_on is None or promotion.ends_on is None:
        return say(PHRASES, "no_dates")
    if promotion.starts_on > promotion.as_of:
        return say(PHRASES, "not_begun", starts_on=promotion.starts_on)
    if not promotion.arms and not promotion.cities:
        return say(PHRASES, "no_people")
    return None


def _verdict(
    promotion: Promotion,
    answers: Mapping[str, dict | None],
    arms: Sequence[ArmSums],
    name: str,
    daily: Mapping[str, Sequence[float]],
) -> dict:
    subsidy, other = promotion.cost_of(arms)
    costs = Costs(EACH, subsidy, other, promotion.currency)
    shared = {"overlap": promotion.overlap, "other": promotion.overlaps_with}
    told = verdict(answers, costs, arm=name or None, **shared)
    told["warnings"] = [*told["warnings"], *_said(promotion, told, arms)]
    firsts = _firsts(answers, told["method"], name)
    won = _of_places(answers, told["method"], len(promotion.cities))
    places = [day["effect"] for day in won]
    return told | {
        "why": _why(told, answers),
        "arm": name,
        "people": sum(arm.people for arm in arms),
        "control_people": sum(arm.people for arm in promotion.arms if arm.is_control),
        "subsidy": subsidy,
        "activity_cost": other,
        "firsts": firsts,
        "cost_per_first": _cost_per(firsts, costs.total),
        "payback_day": _payback(told, daily.get(name) or places, costs),
        "test": "sequential" if promotion.is_running else "two_sided",
        "daily": won,
    }


def _of_places(answers: Mapping[str, dict | None], method: str | None, cities: int) -> list[dict]:
    """Revenue won by all its cities on each day."""
    answer = answers.get("geo")
    if method != "geo" or not answer:
        return []
    return [{"date": day["date"], "effect": day["effect"] * cities} for day in answer["daily"]]


def _payback(told: Mapping, daily: Sequence[float], costs: Costs) -> int | None:
    """The day that reached the cost, where it surely was reached."""
    return payback_day(daily, costs) if told["verdict"] == "scale" else None


def _why(told: Mapping, answers: Mapping[str, dict | None]) -> Words:
    """Why this method, how it counts money, and that what was won was kept."""
    answer = answers.get(told["method"] or "")
    is_standard = bool(answer and answer.get("is_standard"))
    codes = [*(["standard"] if is_standard else []), *(["kept"] if told["is_kept"] else [])]
    said = [told["why"], *(say(PHRASES, code) for code in codes)]
    en, zh = ("".join(words[language] for words in said) for language in ("en", "zh"))
    return {"code": told["why"]["code"], "en": en, "zh": zh}


def _said(promotion: Promotion, told: Mapping, arms: Sequence[ArmSums]) -> list[Words]:
    said = []
    if promotion.coupons_unrecorded:
        said.append(say(PHRASES, "unrecorded", coupons=promotion.coupons_unrecorded))
    if promotion.is_running:
        said.append(say(PHRASES, "still_running"))
    elif told["method"] and promotion.days_after < DAYS_AFTER:
        values = {"days": promotion.days_after, "wanted": DAYS_AFTER}
        said.append(say(PHRASES, "young_after", **values))
    if len(arms) > 1 and not promotion.has_control:
        said.append(say(PHRASES, "arms_without_control", arms=len(arms)))
    return said


def _firsts(answers: Mapping[str, dict | None], method: str | None, arm: str) -> dict | None:
    """First investors won, by the method of the verdict."""
    answer = answers.get(method or "")
    if not answer:
        return None
    return answer["arms"][arm]["firsts"] if method == "randomised" else answer["firsts"]


def _cost_per(firsts: Mapping | None, total: float | None) -> list[float | None]:
    """Cost of one first investor and its interval; None where the effect may be 0 or below."""
    if not firsts or total is None:
        return [None, None, None]
    low, high = firsts["interval"]
    return [total / value if value > 0 else None for value in (firsts["value"], high, low)]


def _unjudged(promotion: Promotion, refusal: Words) -> dict:
    subsidy, other = promotion.cost_of([arm for arm in promotion.arms if not arm.is_control])
    told = verdict({}, Costs(EACH, subsidy, other)) | {"words": refusal}
    return told | {
        "arm": "",
        "people": sum(arm.people for arm in promotion.arms if not arm.is_control),
        "control_people": 0,
        "subsidy": subsidy,
        "activity_cost": other,
        "firsts": None,
        "cost_per_first": [None, None, None],
        "payback_day": None,
        "test": None,
        "daily": [],
    }
