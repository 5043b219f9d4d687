"""Three promotions: a newcomer coupon, a coupon week that borrows from later, red packets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.simulator.people import Chunk
from ingest.simulator.story import DAY, HOUR, SECOND, Bools, Columns, Ints, Story

NEWCOMER, WEEK, PACKETS = range(3)
NEWCOMER_FACE = 20
WEEK_FACE = 60
NEWCOMER_DAYS = 30
BORROW_DAYS = 30
_BORROWED = 0.36
NO_COUPON = -1


@dataclass(frozen=True)
class Promotion:
    """One promotion; `first` and `last` are day indices."""

    promotion_id: str
    name: str
    kind: str
    first: int
    last: int
    budget_yuan: int


def all_promotions(story: Story) -> tuple[Promotion, ...]:
    """The three promotions of every story, in the order of their numbers."""
    week, packet = story.part(0.42), story.part(0.66)
    budget = max(story.visitors // 2, 1_000)
    last = max(week + 3, story.part(0.47))
    packet_last = max(packet + 2, story.part(0.70))
    return (
        Promotion("PROMO-NEW", "新手专享券", "coupon", 0, story.days - 1, budget * 2),
        Promotion("PROMO-WEEK", "周年庆投资券", "coupon", week, last, budget * 3),
        Promotion("PROMO-PACKET", "邀您拆红包", "red_packet", packet, packet_last, budget),
    )


def assign(story: Story, chunk: Chunk, people: Columns, accounts: Columns) -> Columns:
    """Arms of each account: `new_arm` and `week_arm` are true in treatment, false in control."""
    rng = story.rng("arms", chunk.number)
    count = len(accounts["person"])
    starts = all_promotions(story)[WEEK].first * DAY
    verified = accounts["verified"]
    return {
        "new_arm": (rng.random(count) < 0.85) | people["is_hunter"][accounts["person"]],
        "in_week": (verified >= 0) & (verified < starts),
        "week_arm": rng.random(count) < 0.8,
    }


def borrow(
    story: Story, rng: np.random.Generator, treated: Bools, free_at: Ints, wanted: Ints
) -> tuple[Ints, Bools]:
    """Investments wanted in the month after the coupon week, moved into it for some people.

    `free_at` is when the money is there at the earliest. Returns instants and who moved.
    """
    week = all_promotions(story)[WEEK]
    opens, closes = week.first * DAY + 9 * HOUR, (week.last + 1) * DAY
    soon = (wanted >= closes) & (wanted < closes + BORROW_DAYS * DAY)
    start = np.maximum(free_at, opens)
    moves = treated & soon & (start < closes - HOUR) & (rng.random(len(wanted)) < _BORROWED)
    inside = start + (rng.random(len(wanted)) * (closes - start)).astype(np.int64)
    return np.where(moves, inside // SECOND * SECOND, wanted), moves


def packets(story: Story, chunk: Chunk, people: Columns, accounts: Columns) -> Columns:
    """Cash packets for those who verify during the days of the promotion.

    `received` and `refunded` are -1 when it never happened; an unclaimed packet goes back after a
    day.
    """
    rng = story.rng("packets", chunk.number)
    promotion = all_promotions(story)[PACKETS]
    opens, closes = promotion.first * DAY, (promotion.last + 1) * DAY
    verified = accounts["verified"]
    row = np.flatnonzero((verified >= opens) & (verified < closes))
    sent = verified[row] + rng.integers(30, 900, len(row)) * SECOND
    hunter = people["is_hunter"][accounts["person"][row]]
    claims = (rng.random(len(row)) < 0.84) | hunter
    wait = rng.exponential(2.5 * HOUR / SECOND, len(row)).astype(np.int64).clip(5, 80_000) * SECOND
    fen = rng.integers(188, 1_888, len(row))
    return {
        "row": row,
        "sent": sent,
        "fen": fen,
        "received": np.where(claims, sent + wait, -1),
        "refunded": np.where(claims, -1, sent + DAY),
    }
