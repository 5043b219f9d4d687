"""Who gets which coupon or packet, and what a coupon week borrows from the month after it."""

from __future__ import annotations

import numpy as np

from ingest.simulator.lives.scene import Scene
from ingest.simulator.world.promotions import PACKETS, WEEK, all_promotions
from ingest.simulator.world.story import DAY, HOUR, SECOND, Bools, Columns, Ints, Story

_BORROW_DAYS = 30
_BORROWED = 0.5
_CLAIMED = 0.84


def assign(scene: Scene, accounts: Columns) -> Columns:
    """Arms of each account: `new_arm` and `week_arm` are true in treatment, false in control;
    `in_week` marks those verified before the coupon week, who alone are in its experiment."""
    starts = all_promotions(scene.story)[WEEK].first * DAY
    verified = accounts["verified"]
    arms = {name: scene.trait(name, accounts) for name in ("new_arm", "week_arm", "needs_coupon")}
    return arms | {"in_week": (verified >= 0) & (verified < starts)}


def borrow(
    story: Story, rng: np.random.Generator, treated: Bools, free_at: Ints, wanted: Ints
) -> tuple[Ints, Bools]:
    """Investments wanted in the month after the coupon week, moved into it for some people.

    `free_at` is when the money is there at the earliest. Returns instants and who moved.
    """
    week = all_promotions(story)[WEEK]
    opens, closes = week.first * DAY + 9 * HOUR, (week.last + 1) * DAY
    soon = (wanted >= closes) & (wanted < closes + _BORROW_DAYS * DAY)
    start = np.maximum(free_at, opens)
    moves = treated & soon & (start < closes - HOUR) & (rng.random(len(wanted)) < _BORROWED)
    inside = start + (rng.random(len(wanted)) * (closes - start)).astype(np.int64)
    return np.where(moves, inside // SECOND * SECOND, wanted), moves


def packets(scene: Scene, accounts: Columns) -> Columns:
    """Cash packets for those who verify during the days of the promotion; one row per packet.

    Columns: row (of the account), sent, fen, received and refunded (-1 when it never happens): an
    unclaimed packet goes back after a day.
    """
    rng = scene.rng("packets")
    promotion = all_promotions(scene.story)[PACKETS]
    opens, closes = promotion.first * DAY, (promotion.last + 1) * DAY
    verified = accounts["verified"]
    row = np.flatnonzero((verified >= opens) & (verified < closes))
    count = len(row)
    sent = verified[row] + rng.integers(30, 900, count) * SECOND
    claims = (rng.random(count) < _CLAIMED) | scene.trait("is_hunter", accounts)[row]
    seconds = rng.exponential(2.5 * HOUR / SECOND, count).astype(np.int64).clip(5, 80_000)
    return {
        "row": row,
        "sent": sent,
        "fen": rng.integers(188, 1_888, count),
        "received": np.where(claims, sent + seconds * SECOND, -1),
        "refunded": np.where(claims, -1, sent + DAY),
    }
