"""Orders over months: the first, failed bids tried again, more money, and what matures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.simulator.lives.coupons import borrow
from ingest.simulator.lives.fates import AGAIN, CONFIRMED, EXTRA, FIRST, RETRY, decide
from ingest.simulator.lives.scene import Scene
from ingest.simulator.world.channels import CHANNELS
from ingest.simulator.world.products import MINIMUM_YUAN
from ingest.simulator.world.promotions import NO_COUPON, WEEK
from ingest.simulator.world.rhythm import later_days
from ingest.simulator.world.story import HOUR, SECOND, Columns, Floats, Ints, stack, take

_ROUNDS = 40
"""More than the shortest product can be renewed in a year."""
_MEDIAN_YUAN = 12_000
_EXTRA = 0.27


@dataclass(frozen=True)
class _Market:
    """The scene, its generator for orders, and what accounts have to invest."""

    scene: Scene
    rng: np.random.Generator
    accounts: Columns
    is_hunter: np.ndarray


def invest(scene: Scene, accounts: Columns) -> Columns:
    """One row per order of the chunk, by time.

    Columns: row (of the account), at, kind, amount (yuan), product, coupon (promotion or -1), face
    (yuan), outcome, resolved, due and paid (-1: not in the story), interest (fen), moved (into the
    coupon week), sooner (seconds by which that moved the order or what it follows from), again (its
    money is invested again), same_visit (as the recharge before it).
    """
    is_hunter = scene.trait("is_hunter", accounts)
    market = _Market(scene, scene.rng("orders"), accounts, is_hunter)
    wave, waves = _first(market), []
    for _ in range(_ROUNDS):
        wave = take(wave, wave["at"] < scene.story.horizon)
        waves.append(decide(scene, market.rng, accounts, wave))
        if not len(wave["at"]):
            break
        wave = stack(
            [_retries(market, waves[-1]), _extra(market, waves[-1]), _again(market, waves[-1])]
        )
    orders = stack(waves)
    return _one_coupon_each(take(orders, np.lexsort((orders["row"], orders["at"]))))


def _one_coupon_each(orders: Columns) -> Columns:
    """A coupon of the week is used once, on its owner's earliest order."""
    used = np.flatnonzero(orders["coupon"] == WEEK)
    _, first = np.unique(orders["row"][used], return_index=True)
    twice = np.delete(used, first)
    orders["coupon"][twice] = NO_COUPON
    orders["face"][twice] = 0
    return orders


def _first(market: _Market) -> Columns:
    """First orders: nine in ten of those with money, soon after it came."""
    rng, accounts = market.rng, market.accounts
    count, is_sure = len(accounts["person"]), market.scene.trait("is_sure", accounts)
    willing = (rng.random(count) < 0.9) | is_sure
    row = np.flatnonzero((accounts["funded"] >= 0) & willing)
    funded = accounts["funded"][row]
    at_once = (rng.random(len(row)) < 0.72) | is_sure[row]
    days = 1 + rng.lognormal(0.7, 0.9, len(row)).astype(np.int64).clip(0, 45)
    soon = funded + rng.integers(60, 420, len(row)) * SECOND
    at = np.where(at_once, soon, later_days(rng, funded, days))
    scale = np.array([one.amount for one in CHANNELS])[market.scene.trait("origin", accounts)]
    yuan = _whole(_MEDIAN_YUAN * scale[row] * rng.lognormal(0, 1.15, len(row)))
    yuan = np.where(market.is_hunter[row], MINIMUM_YUAN, yuan)
    return _wave(row, at, FIRST, yuan) | {"same_visit": at_once}


def _whole(yuan: Floats) -> Ints:
    """Round sums, as people choose them."""
    step = np.where(yuan < 2_000, 100, np.where(yuan < 20_000, 500, 1_000))
    return (np.round(yuan / step) * step).astype(np.int64).clip(MINIMUM_YUAN, 800_000)


def _wave(row: Ints, at: Ints, kind: int, yuan: Ints) -> Columns:
    count = len(row)
    return {
        "row": row,
        "at": at,
        "kind": np.full(count, kind, dtype=np.int8),
        "amount": yuan,
        "moved": np.zeros(count, dtype=bool),
        "sooner": np.zeros(count, dtype=np.int64),
        "same_visit": np.zeros(count, dtype=bool),
    }


def _retries(market: _Market, done: Columns) -> Columns:
    """Failed and cancelled bids that are tried again within two days."""
    rng, count = market.rng, len(done["at"])
    failed = np.flatnonzero((done["outcome"] != CONFIRMED) & (rng.random(count) < 0.6))
    at = done["resolved"][failed] + rng.integers(1_800, 200_000, len(failed)) * SECOND
    wave = _wave(done["row"][failed], at, RETRY, done["amount"][failed])
    return wave | {"sooner": done["sooner"][failed]}


def _extra(market: _Market, done: Columns) -> Columns:
    """New money while the first is still at work."""
    rng = market.rng
    good = (done["outcome"] == CONFIRMED) & ~market.is_hunter[done["row"]]
    parents = take(done, good & (rng.random(len(good)) < _EXTRA))
    count = len(parents["at"])
    days = 2 + rng.exponential(18, count).astype(np.int64)
    yuan = _whole(parents["amount"] * rng.lognormal(-0.2, 0.6, count))
    wave = _wave(parents["row"], later_days(rng, parents["at"], days), EXTRA, yuan)
    return _borrowing(market, wave | {"sooner": parents["sooner"]}, parents["resolved"])


def _again(market: _Market, done: Columns) -> Columns:
    """Matured money that is invested again, a third of it on the same day."""
    rng, parents = market.rng, take(done, done["again"])
    count = len(parents["at"])
    gap = rng.geometric(0.35, count).clip(1, 20) - 1
    at_once = parents["paid"] + rng.integers(1_200, 30_000, count) * SECOND
    later = later_days(rng, parents["paid"], np.maximum(gap, 1))
    yuan = _whole(parents["amount"] * rng.lognormal(0, 0.25, count))
    wave = _wave(parents["row"], np.where(gap == 0, at_once, later), AGAIN, yuan)
    return _borrowing(market, wave | {"sooner": parents["sooner"]}, parents["paid"])


def _borrowing(market: _Market, wave: Columns, free_at: Ints) -> Columns:
    accounts, row = market.accounts, wave["row"]
    treated = accounts["in_week"][row] & accounts["week_arm"][row]
    story = market.scene.story
    at, moves = borrow(story, market.rng, treated, free_at + HOUR, wave["at"])
    return wave | {"at": at, "moved": moves, "sooner": wave["sooner"] + wave["at"] - at}
