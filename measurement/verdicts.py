"""Scale, fix, stop or cannot tell: the verdict on a promotion, and the method behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from measurement.profit import USUAL, Amount, Costs, cost_per_effect, from_interval, net_profit
from measurement.verdicts_phrases import PHRASES
from measurement.words import Words, say, unit_of

METHODS = ("randomised", "matched", "geo", "series")
"""Best first: lots were drawn, people like them, places like them, the same series before."""

LEAST_OVERLAP = 0.01
"""Share of people in another promotion from which it is said."""
MOST_TIMES = 20
"""Nobody repeats a promotion with more times its people or days than this."""


@dataclass(frozen=True)
class Effect:
    """What a method found: the total during and after, and its persistence when known.

    `is_borrowed` when what was won during was beyond chance lost after; `is_seen` when there
    surely is an effect during, so that its persistence means something; `people_to_tell` would be
    needed in the arm to know whether it was pulled forward, None where it is known or unanswerable;
    `is_kept` when it surely was not.
    """

    incremental: Amount
    persistence: float | None
    is_borrowed: bool = False
    is_seen: bool = True
    people_to_tell: int | None = None
    is_kept: bool = False


def verdict(
    evidence: Mapping[str, Mapping | None],
    costs: Costs,
    *,
    arm: str | None = None,
    overlap: float = 0.0,
    other: str = "",
) -> dict:
    """The verdict by the best method of `evidence` whose answer is no refusal.

    `evidence` holds answers by method: `randomised` (experiments.analyse; `arm` names which),
    `matched` (matched.difference), `geo` (geo.lift), `series` (series.interrupted). `overlap` is
    the share of people who were in another promotion as well, `other` its name.

    Keys: verdict, words, method, why, not_used (words by method), incremental, net_profit (value
    and interval), cost_per_effect, persistence, is_borrowed (beyond chance), people_to_tell
    (how many of an arm would tell that), is_kept (surely not borrowed), warnings.
    """
    refused: dict[str, Words] = {}
    for method in METHODS:
        answer = evidence.get(method)
        if answer is None:
            continue
        refusal, effect = _effect(method, answer, arm)
        if effect:
            warnings = [*answer.get("warnings", [])]
            return judge(effect, costs, warnings, overlap, other) | {
                "method": method,
                "why": say(PHRASES, method),
                "not_used": refused,
            }
        if refusal:
            refused[method] = refusal
    words = next(iter(refused.values()), say(PHRASES, "no_method"))
    return cannot_tell(words) | {
        "method": None,
        "why": say(PHRASES, "refused" if refused else "no_method"),
        "not_used": refused,
    }


def _effect(method: str, answer: Mapping, arm: str | None) -> tuple[Words | None, Effect | None]:
    if answer["refusal"]:
        return answer["refusal"], None
    if method == "randomised":
        return _of_arm(answer, arm)
    if method == "geo":
        return None, _of_places(answer)
    during = from_interval(answer["incremental"], answer["incremental_interval"])
    after = answer["after"]
    if not after:
        return None, Effect(during, None)
    later = from_interval(after["incremental"], after["incremental_interval"])
    borrowed = during.value > 0 and later.interval()[1] < 0
    return None, Effect(during.plus(later), answer["persistence"], borrowed)


def _of_places(answer: Mapping) -> Effect:
    """Total over places and periods; an error of the weights lasts, so errors add up in line."""
    mean, days = answer["effect_per_day"], len(answer["daily"])
    places = answer["incremental"] / (mean * days) if mean else 1.0
    error = from_interval(mean, answer["interval"]).se
    after = answer["after"] or {"effect_per_day": 0.0, "periods": 0}
    borrowed = mean > error * USUAL and after["effect_per_day"] < -error * USUAL
    total = mean * days + after["effect_per_day"] * after["periods"]
    spread = error * (days + after["periods"])
    return Effect(Amount(total * places, spread * places), answer["persistence"], borrowed)


def _of_arm(answer: Mapping, arm: str | None) -> tuple[Words | None, Effect | None]:
    """Everybody of the arm gained the mean difference; the metric says which time it covers."""
    name = arm or next(iter(answer["arms"]))
    if name not in answer["arms"]:
        raise ValueError(f"There is no arm {name!r}: {', '.join(answer['arms'])}.")
    told = answer["arms"][name]
    if told["refusal"] or not told["absolute"]:
        return told["refusal"], None
    users = told["users"] - told["missing"]
    found = told["absolute"]
    se = found["se"] if None in found["ci"] else from_interval(0.0, found["ci"]).se
    total = Amount(found["effect"] * users, se * users)
    after = told.get("after")
    if after is None:
        return None, Effect(total, None)
    found = after.pull_forward
    return None, Effect(
        total, after.persistence, found == "yes", found is not None, after.people, found == "no"
    )


def judge(
    effect: Effect, costs: Costs, warnings: list[Words], overlap: float = 0.0, other: str = ""
) -> dict:
    """The verdict on an effect that a method found; keys as `verdict`, without the method."""
    if overlap > LEAST_OVERLAP:
        named = (f" ({other})", f"（{other}）") if other else ("", "")
        warnings.append(say(PHRASES, "overlap", share=overlap, other=named))
    warnings += _borrowing(effect)
    net = net_profit(effect.incremental, costs)
    found = {
        "incremental": _told(effect.incremental),
        "persistence": effect.persistence,
        "is_borrowed": effect.is_borrowed,
        "people_to_tell": effect.people_to_tell,
        "is_kept": effect.is_kept,
        "cost_per_effect": cost_per_effect(effect.incremental, costs),
        "warnings": warnings,
    }
    if net is None:
        return cannot_tell(say(PHRASES, "no_cost")) | found
    decided, words = _decide(net, effect.incremental, costs)
    return {"verdict": decided, "words": words, "net_profit": _told(net)} | found


def _borrowing(effect: Effect) -> list[Words]:
    """What is said of a persistence that means something."""
    share, people = effect.persistence, effect.people_to_tell
    if share is None or not effect.is_seen:
        return []
    if people is not None:
        return [say(PHRASES, "borrowing_unknown", persistence=share, people=people)]
    if share >= 0 or effect.is_kept:
        return []
    code = "borrowed" if effect.is_borrowed else "may_have_borrowed"
    return [say(PHRASES, code, persistence=share)]


def _decide(net: Amount, incremental: Amount, costs: Costs) -> tuple[str, Words]:
    low, high = net.interval()
    unit = unit_of(costs.currency)
    values = {"net": net.value, "low": low, "high": high, "loss": -net.value, "unit": unit}
    earned = incremental.value * costs.revenue_per_effect.value
    affordable = earned - (costs.activity_cost or 0.0)
    if low > 0:
        decided = "scale"
    elif high < 0:
        works = incremental.interval()[0] > 0 and affordable > 0
        decided = "fix" if works else "stop"
    else:
        decided = "cannot tell"
    times = ((high - low) / 2 / abs(net.value)) ** 2 if net.value else float("inf")
    if decided == "cannot tell" and times > MOST_TIMES:
        return decided, say(PHRASES, "too_near_zero", **values, most=MOST_TIMES)
    return decided, say(PHRASES, decided, **values, affordable=affordable, times=max(times, 2.0))


def _told(amount: Amount) -> dict:
    return {"value": amount.value, "interval": amount.interval()}


def cannot_tell(words: Words) -> dict:
    """A verdict without numbers, and why."""
    return {
        "verdict": "cannot tell",
        "words": words,
        "incremental": None,
        "net_profit": None,
        "cost_per_effect": None,
        "persistence": None,
        "is_borrowed": False,
        "people_to_tell": None,
        "is_kept": False,
        "warnings": [],
    }
