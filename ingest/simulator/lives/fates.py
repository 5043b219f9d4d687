"""What becomes of each order: its product, its coupon, confirmed or not, repaid and reinvested."""

from __future__ import annotations

import numpy as np

from ingest.simulator.lives.scene import Scene
from ingest.simulator.world.channels import CHANNELS
from ingest.simulator.world.products import SHARES, TERM_DAYS, interest_fen
from ingest.simulator.world.promotions import (
    NEWCOMER,
    NEWCOMER_DAYS,
    NEWCOMER_FACE,
    NO_COUPON,
    WEEK,
    WEEK_FACE,
    all_promotions,
)
from ingest.simulator.world.story import DAY, HOUR, MINUTE, SECOND, Bools, Columns, Floats, Ints

CONFIRMED, FAILED, CANCELLED = range(3)
FIRST, RETRY, EXTRA, AGAIN = range(4)
_FAILED, _LOST = 0.02, 0.033
_REINVESTED = 0.6
_NEWCOMER_USED, _WEEK_USED = 0.62, 0.8


def decide(scene: Scene, rng: np.random.Generator, accounts: Columns, wave: Columns) -> Columns:
    """The wave's orders with everything that follows from them, except further orders."""
    row, count = wave["row"], len(wave["at"])
    hunter = scene.trait("is_hunter", accounts)[row]
    quality = np.array([one.quality for one in CHANNELS])[scene.trait("origin", accounts)[row]]
    product = rng.choice(len(SHARES), count, p=SHARES / SHARES.sum())
    product = np.where(hunter, 0, product)
    outcome = _outcomes(rng, hunter | scene.trait("is_sure", accounts)[row])
    resolved = wave["at"] + _waits(rng, outcome)
    due = (resolved // DAY + TERM_DAYS[product]) * DAY + 10 * HOUR
    paid = due + rng.integers(0, 4 * 60, count) * MINUTE
    is_good = outcome == CONFIRMED
    is_paid = is_good & (paid < scene.story.horizon)
    again = rng.random(count) < _REINVESTED * np.sqrt(quality)
    coupon = _coupons(scene, rng, accounts, wave)
    return wave | {
        "product": product.astype(np.int8),
        "outcome": outcome,
        "resolved": resolved,
        "due": np.where(is_good, due, -1),
        "paid": np.where(is_paid, paid, -1),
        "interest": interest_fen(wave["amount"], product),
        "again": is_paid & again & ~hunter,
        "coupon": coupon,
        "face": np.array([NEWCOMER_FACE, WEEK_FACE, 0])[coupon],
    }


def _outcomes(rng: np.random.Generator, never_fails: Bools) -> np.ndarray:
    fate = rng.random(len(never_fails))
    outcome = np.select([never_fails, fate < _FAILED, fate < _LOST], [CONFIRMED, FAILED, CANCELLED])
    return outcome.astype(np.int8)


def _waits(rng: np.random.Generator, outcome: np.ndarray) -> Ints:
    """Confirmed after some hours; a bid fails after days; orders are cancelled soon."""
    count = len(outcome)
    hours: Floats = np.select(
        [outcome == FAILED, outcome == CANCELLED],
        [rng.uniform(20, 70, count), rng.uniform(0.2, 6, count)],
        rng.lognormal(1.6, 0.6, count).clip(0.5, 40),
    )
    return (hours * HOUR).astype(np.int64) // SECOND * SECOND


def _coupons(
    scene: Scene, rng: np.random.Generator, accounts: Columns, wave: Columns
) -> np.ndarray:
    """The promotion whose coupon each order carries, or -1."""
    week, row, kind = all_promotions(scene.story)[WEEK], wave["row"], wave["kind"]
    day, luck = wave["at"] // DAY, rng.random(len(wave["row"]))
    fresh = wave["at"] < accounts["verified"][row] + NEWCOMER_DAYS * DAY
    favoured = scene.trait("is_hunter", accounts)[row] | scene.trait("is_sure", accounts)[row]
    new = (kind == FIRST) & accounts["new_arm"][row] & fresh
    new &= (luck < _NEWCOMER_USED) | favoured
    in_week = accounts["in_week"][row] & accounts["week_arm"][row] & (kind != FIRST)
    in_week &= (day >= week.first) & (day <= week.last) & (wave["amount"] >= 1_000)
    in_week &= (luck < _WEEK_USED) | wave["moved"]
    return np.select([new, in_week], [NEWCOMER, WEEK], NO_COUPON).astype(np.int8)
