"""Every rule against the same rule said as a plain loop over random journeys."""

import random
from datetime import datetime, timedelta

import pandas as pd
import pytest

from measurement.attribution import from_touches

RULES = ("first", "last", "last_non_direct", "last_paid", "linear", "position", "time_decay")
UNPAID = {"direct", "seo"}
Touch = tuple[str, datetime, str]


def shares(model: str, journey: list[Touch], at: datetime, half_life: float) -> list[float]:
    """The share of each touch of a journey that has some."""
    count = len(journey)
    known = [place for place, touch in enumerate(journey) if touch[2] != "direct"]
    paid = [place for place, touch in enumerate(journey) if touch[2] not in UNPAID]
    chosen = {
        "first": 0,
        "last": count - 1,
        "last_non_direct": (known or [count - 1])[-1],
        "last_paid": (paid or known or [count - 1])[-1],
    }
    if model in chosen:
        return [float(place == chosen[model]) for place in range(count)]
    if model == "time_decay":
        hours = [(at - touch[1]).total_seconds() / 3600 for touch in journey]
        weights = [2 ** (-age / (24 * half_life)) for age in hours]
        return [weight / sum(weights) for weight in weights]
    if model == "position" and count > 2:
        return [0.4, *[0.2 / (count - 2)] * (count - 2), 0.4]
    return [1 / count] * count


def moment(luck: random.Random, days: int) -> datetime:
    return datetime(2026, 1, 1) + timedelta(seconds=luck.randrange(86_400 * days))


@pytest.mark.parametrize("model", RULES)
@pytest.mark.parametrize(("lookback", "half_life"), [(7, 7), (30, 7), (30, 3)])
def test_a_rule_gives_what_a_plain_loop_gives(model, lookback, half_life):
    luck, channels = random.Random(4), ["direct", "seo", "baidu", "weibo", "fanli"]
    seen = [(f"u{luck.randrange(30)}", moment(luck, 70), luck.choice(channels)) for _ in range(400)]
    bought = [(number, f"u{luck.randrange(33)}", moment(luck, 80), 1.0) for number in range(80)]
    expected = dict.fromkeys([*channels, "(unattributed)"], 0.0)
    for _, user, at, _ in bought:
        since = at - timedelta(days=lookback)
        journey = sorted(
            (t for t in seen if t[0] == user and since <= t[1] <= at), key=lambda t: t[1]
        )
        expected["(unattributed)"] += not journey
        told = shares(model, journey, at, half_life) if journey else []
        for touch, share in zip(journey, told, strict=True):
            expected[touch[2]] += share
    touched = pd.DataFrame(seen, columns=["user_id", "ts", "channel"])
    converted = pd.DataFrame(bought, columns=["conversion_id", "user_id", "ts", "revenue"])
    table = from_touches(touched, converted, model, lookback, half_life)
    assert table.set_index("channel")["conversions"].to_dict() == pytest.approx(expected)
