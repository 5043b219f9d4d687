"""Random people whose days reach the lake late, out of order and twice."""

from __future__ import annotations

import random

from tests.dbt.lake import Rows, merged
from tests.dbt.stories import (
    ENTRIES,
    Step,
    bind_card,
    invest,
    journeys,
    linked,
    login,
    partner_claim,
    recharge,
    register,
    utc,
    verify,
    visit,
)

DAYS = 5
CITIES = ("Hangzhou", "Chengdu")
SHARED_DEVICES = 5


def crowd(seed: int, size: int) -> list[Rows]:
    """Each step is delivered on its day or up to two days late, some of it twice."""
    dice = random.Random(seed)
    days: list[list[Rows]] = [[] for _ in range(DAYS)]
    for number in range(size):
        for day, step in _wander(dice):
            story = journeys({f"p{number:02}": [step]})
            for _ in range(dice.choice([1, 1, 1, 2])):
                days[min(day + dice.choice([0, 0, 1, 2]), DAYS - 1)].append(story)
    return [merged(*parts) for parts in days]


def _wander(dice: random.Random) -> list[tuple[int, Step]]:
    own, shared = f"a_{dice.random()}", f"a_shared_{dice.randrange(SHARED_DEVICES)}"
    steps: list[tuple[int, Step]] = []
    for day in range(DAYS):
        at = f"2026-05-0{day + 1} {dice.randrange(24):02}:{dice.randrange(60):02}"
        device = dice.choice([own, own, shared])
        amount = f"{dice.randrange(1, 9999)}.{dice.randrange(100):02}"
        possible: list[Step] = [
            visit(at, dice.choice(sorted(ENTRIES)), device, city=dice.choice(CITIES)),
            visit(at, dice.choice(sorted(ENTRIES)), device),
            login(at, device),
            linked(at, device),
            partner_claim(at),
            verify(at),
            bind_card(at),
            recharge(at),
        ]
        steps += [(day, step) for step in dice.sample(possible, dice.choice([0, 1, 2, 3]))]
        if dice.random() < 0.4:
            steps.append((day, invest(at, amount)))
            if dice.random() < 0.3:
                late = utc("2026-05-06 00:00")
                failed = invest(at, amount, status="failed_bid", updated_at=late)
                steps.append((day + 1, failed))
    if steps and dice.random() < 0.8:
        steps.append((steps[-1][0], register("2026-05-01 07:00", dice.choice([own, None]))))
    return steps
