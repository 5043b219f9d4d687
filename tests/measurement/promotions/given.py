"""Promotions made up of people whose sums are told, for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from measurement.promotions import Evidence, Places, Promotion
from measurement.promotions.parts import ArmSums

START, END, AS_OF = date(2026, 6, 1), date(2026, 6, 10), date(2026, 7, 30)
NOWHERE = Places(
    pd.DataFrame(
        {"location": [], "date": pd.to_datetime([]), "revenue": [], "firsts": []}, dtype=object
    ).astype({"date": "datetime64[us]"})
)
NOTHING = Evidence({}, NOWHERE)
DUE = [
    f"{part}{due}{rest}"
    for due, metric in (
        ("due", "again"),
        ("due_during", "further_during"),
        ("due_later", "further_later"),
        ("due_soon", "further_soon"),
    )
    for part, rest in (("", ""), ("", "_squared"), ("orders_before_", ""), ("", f"_{metric}"))
]
"""Sums about what falls due."""


def arm(name: str, people: int, buyers: int, each: float = 100.0, **more: float) -> ArmSums:
    """So many people of whom `buyers` brought `each` yuan of revenue during, in an order each."""
    sums = {
        "revenue": buyers * each,
        "revenue_squared": buyers * each**2,
        "during": buyers * each,
        "during_squared": buyers * each**2,
        "later": 0.0,
        "later_squared": 0.0,
        "soon": 0.0,
        "soon_squared": 0.0,
        "before_soon": 0.0,
        "firsts_soon": 0.0,
        "firsts_soon_squared": 0.0,
        "further_soon": 0.0,
        "further_soon_squared": 0.0,
        "orders_before_further_soon": 0.0,
        "before": 0.0,
        "before_squared": 0.0,
        "before_revenue": 0.0,
        "before_during": 0.0,
        "before_later": 0.0,
        "further_during": 0.0,
        "further_during_squared": 0.0,
        "further_later": 0.0,
        "further_later_squared": 0.0,
        "firsts_during": float(buyers),
        "firsts_later": 0.0,
        "firsts": float(buyers),
        "smallest": 0.0,
        "smallest_revenue": 0.0,
        "smallest_revenue_squared": 0.0,
        "larger": float(buyers),
        "larger_revenue": buyers * each,
        "larger_revenue_squared": buyers * each**2,
        "again": 0.0,
        "again_squared": 0.0,
        "again_revenue": 0.0,
        "again_revenue_squared": 0.0,
        "again_product": 0.0,
        "orders_before": 0.0,
        "orders_before_squared": 0.0,
        "orders_before_again": 0.0,
        "orders_before_further_during": 0.0,
        "orders_before_further_later": 0.0,
        **dict.fromkeys(DUE, 0.0),
    }
    counts = {"people_in_two_arms": 0, "people_early": people, "cost": 0.0, "people_unknown": 0}
    counts |= {"coupons_unrecorded": 0, "coupons_recorded": 0}
    told = counts | {name: value for name, value in more.items() if name in counts}
    sums |= {name: value for name, value in more.items() if name in sums}
    return ArmSums(
        arm=name,
        is_control=name == "control",
        people=people,
        people_in_two_arms=int(told["people_in_two_arms"]),
        people_early=int(told["people_early"]),
        cost=float(told["cost"]),
        sums=sums,
        people_unknown=int(told["people_unknown"]),
        coupons_unrecorded=int(told["coupons_unrecorded"]),
        coupons_recorded=int(told["coupons_recorded"]),
    )


def promotion(*arms: ArmSums, **more: object) -> Promotion:
    """Ten days of June, half of the people held out, all days after it known."""
    window = END + timedelta(30)
    one = Promotion("P", START, END, AS_OF, window, 1.0, 0.5, 0.0, arms=arms)
    return replace(one, **more)


def places(count: int, effect: float, days: int = 120) -> Places:
    """Cities that move alike; the first one has `effect` more a day from START to END."""
    rows = []
    for day in range(days):
        on = START - timedelta(80) + timedelta(day)
        for city in range(count):
            wave = 100 + 10 * (day % 7) + 3 * ((day * (city + 3)) % 5)
            extra = effect if city == 0 and START <= on <= END else 0.0
            rows.append((f"c{city}", pd.Timestamp(on), wave + 5.0 * city + extra, 1.0 + day % 3))
    return Places(pd.DataFrame(rows, columns=["location", "date", "revenue", "firsts"]))
