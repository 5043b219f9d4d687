"""Three promotions: a newcomer coupon, a coupon week that borrows from later, red packets."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.simulator.world.story import Story

NEWCOMER, WEEK, PACKETS = range(3)
"""Positions in `all_promotions`."""
NO_COUPON = -1
NEWCOMER_FACE = 20
WEEK_FACE = 60
"""Face values in yuan."""
NEWCOMER_DAYS = 30
"""How long a newcomer coupon can be used."""
NEWCOMER_HOLDOUT, WEEK_HOLDOUT = 0.15, 0.2
"""Shares of people drawn by lot who get no coupon."""


@dataclass(frozen=True)
class Promotion:
    """One promotion; `first` and `last` are day indices, a holdout share of 0 is no control."""

    promotion_id: str
    name: str
    kind: str
    first: int
    last: int
    budget_yuan: int
    holdout_share: float


def all_promotions(story: Story) -> tuple[Promotion, ...]:
    """The three promotions of every story, in the order of their numbers."""
    week, packet = story.part(0.42), story.part(0.66)
    budget = max(story.visitors // 2, 1_000)
    last = max(week + 3, story.part(0.47))
    packet_last = max(packet + 2, story.part(0.70))
    new, of_week = (budget * 2, NEWCOMER_HOLDOUT), (budget * 3, WEEK_HOLDOUT)
    return (
        Promotion("PROMO-NEW", "新手专享券", "coupon", 0, story.days - 1, *new),
        Promotion("PROMO-WEEK", "周年庆投资券", "coupon", week, last, *of_week),
        Promotion("PROMO-PACKET", "邀您拆红包", "red_packet", packet, packet_last, budget, 0.0),
    )
