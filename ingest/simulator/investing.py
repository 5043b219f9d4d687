"""Orders over months: the first, failed bids tried again, more money, and what matures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.simulator.channels import CHANNELS
from ingest.simulator.people import Chunk
from ingest.simulator.products import MINIMUM_YUAN, SHARES, TERM_DAYS, interest_fen
from ingest.simulator.promotions import (
    NEWCOMER,
    NEWCOMER_DAYS,
    NEWCOMER_FACE,
    NO_COUPON,
    WEEK,
    WEEK_FACE,
    all_promotions,
    borrow,
)
from ingest.simulator.rhythm import later_days
from ingest.simulator.story import DAY, HOUR, MINUTE, SECOND, Columns, Ints, Story, stack, take

CONFIRMED, FAILED, CANCELLED = range(3)
FIRST, RETRY, EXTRA, AGAIN = range(4)
_ROUNDS = 40
_MEDIAN_YUAN = 11_000


@dataclass(frozen=True)
class Investor:
    """What decides how an account invests; one entry per account."""

    accounts: Columns
    is_hunter: np.ndarray
    amount: np.ndarray
    quality: np.ndarray


def invest(story: Story, chunk: Chunk, people: Columns, accounts: Columns) -> Columns:
    """One row per order of the chunk.

    Columns: row (of the account), at, kind, amount (yuan), product, coupon (promotion or -1),
    face (yuan), outcome, resolved, due, paid (-1: not in the story), interest (fen), moved,
    again (its money is invested again), same_visit.
    """
    rng = story.rng("orders", chunk.number)
    origin = people["origin"][accounts["person"]]
    investor = Investor(
        accounts,
        people["is_hunter"][accounts["person"]],
        np.array([channel.amount for channel in CHANNELS])[origin],
        np.array([channel.quality for channel in CHANNELS])[origin],
    )
    wave, waves = _first(story, rng, investor), []
    for _ in range(_ROUNDS):
        wave = take(wave, wave["at"] < story.horizon)
        done = _decide(story, rng, investor, wave)
        waves.append(done)
        if not len(done["at"]):
            break
        wave = _next_wave(story, rng, investor, done)
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


def _first(story: Story, rng: np.random.Generator, investor: Investor) -> Columns:
    accounts = investor.accounts
    count = len(accounts["person"])
    willing = (accounts["funded"] >= 0) & (rng.random(count) < 0.9)
    willing &= ~investor.is_hunter | accounts["new_arm"]
    row = np.flatnonzero(willing)
    funded = accounts["funded"][row]
    at_once = rng.random(len(row)) < 0.72
    days = 1 + rng.lognormal(0.7, 0.9, len(row)).astype(np.int64).clip(0, 45)
    soon = funded + rng.integers(60, 420, len(row)) * SECOND
    yuan = _MEDIAN_YUAN * investor.amount[row] * rng.lognormal(0, 1.15, len(row))
    yuan = np.where(investor.is_hunter[row], MINIMUM_YUAN, _whole(yuan))
    wave = _wave(row, np.where(at_once, soon, later_days(rng, funded, days)), FIRST, yuan)
    return wave | {"same_visit": at_once}


def _whole(yuan: np.ndarray) -> Ints:
    step = np.where(yuan < 2_000, 100, np.where(yuan < 20_000, 500, 1_000))
    return (np.round(yuan / step) * step).astype(np.int64).clip(MINIMUM_YUAN, 800_000)


def _wave(row: np.ndarray, at: Ints, kind: int, yuan: Ints) -> Columns:
    count = len(row)
    return {
        "row": row,
        "at": at,
        "kind": np.full(count, kind, dtype=np.int8),
        "amount": yuan,
        "moved": np.zeros(count, dtype=bool),
        "same_visit": np.zeros(count, dtype=bool),
    }


def _decide(story: Story, rng: np.random.Generator, investor: Investor, wave: Columns) -> Columns:
    """Product, coupon and outcome of each order, and when its money comes back."""
    count, hunter = len(wave["at"]), investor.is_hunter[wave["row"]]
    product = rng.choice(len(SHARES), count, p=SHARES / SHARES.sum())
    product = np.where(hunter, 0, product)
    fate = rng.random(count)
    outcome = np.where(fate < 0.02, FAILED, np.where(fate < 0.033, CANCELLED, CONFIRMED))
    outcome = np.where(hunter, CONFIRMED, outcome).astype(np.int8)
    hours = np.where(outcome == CONFIRMED, rng.lognormal(1.6, 0.6, count).clip(0.5, 40), 0)
    hours = np.where(outcome == FAILED, rng.uniform(20, 70, count), hours)
    hours = np.where(outcome == CANCELLED, rng.uniform(0.2, 6, count), hours)
    resolved = wave["at"] + (hours * HOUR).astype(np.int64) // SECOND * SECOND
    due = (resolved // DAY + TERM_DAYS[product]) * DAY + 10 * HOUR
    paid = due + rng.integers(0, 4 * 60, count) * MINUTE
    is_paid = (outcome == CONFIRMED) & (paid < story.horizon)
    again = rng.random(count) < 0.54 * np.sqrt(investor.quality[wave["row"]])
    coupon, face = _coupons(story, rng, investor, wave)
    return wave | {
        "product": product.astype(np.int8),
        "outcome": outcome,
        "resolved": resolved,
        "due": np.where(outcome == CONFIRMED, due, -1),
        "paid": np.where(is_paid, paid, -1),
        "interest": interest_fen(wave["amount"], product),
        "again": is_paid & again & ~hunter,
        "coupon": coupon,
        "face": face,
    }


def _coupons(
    story: Story, rng: np.random.Generator, investor: Investor, wave: Columns
) -> tuple[np.ndarray, Ints]:
    week, accounts, row = all_promotions(story)[WEEK], investor.accounts, wave["row"]
    day = wave["at"] // DAY
    fresh = wave["at"] < accounts["verified"][row] + NEWCOMER_DAYS * DAY
    new = (wave["kind"] == FIRST) & accounts["new_arm"][row] & fresh
    new &= (rng.random(len(row)) < 0.62) | investor.is_hunter[row]
    in_week = accounts["in_week"][row] & accounts["week_arm"][row] & (wave["kind"] != FIRST)
    in_week &= (day >= week.first) & (day <= week.last) & (wave["amount"] >= 1_000)
    _, first = np.unique(np.where(in_week, row, -1), return_index=True)
    once = np.zeros(len(row), dtype=bool)
    once[first] = True
    in_week &= once & ((rng.random(len(row)) < 0.8) | wave["moved"])
    coupon = np.where(new, NEWCOMER, np.where(in_week, WEEK, NO_COUPON)).astype(np.int8)
    return coupon, np.where(new, NEWCOMER_FACE, np.where(in_week, WEEK_FACE, 0))


def _next_wave(
    story: Story, rng: np.random.Generator, investor: Investor, done: Columns
) -> Columns:
    """Failed bids tried again, new money while the first works, and matured money reinvested."""
    parts = [_retries(rng, done), *_more(story, rng, investor, done)]
    return stack(parts)


def _retries(rng: np.random.Generator, done: Columns) -> Columns:
    count = len(done["at"])
    failed = np.flatnonzero((done["outcome"] != CONFIRMED) & (rng.random(count) < 0.6))
    at = done["resolved"][failed] + rng.integers(1_800, 200_000, len(failed)) * SECOND
    wave = _wave(done["row"][failed], at, RETRY, done["amount"][failed])
    is_first = done["kind"][failed] == FIRST
    return wave | {"kind": np.where(is_first, RETRY, done["kind"][failed]).astype(np.int8)}


def _more(
    story: Story, rng: np.random.Generator, investor: Investor, done: Columns
) -> list[Columns]:
    good = (done["outcome"] == CONFIRMED) & ~investor.is_hunter[done["row"]]
    extra = take(done, good & (rng.random(len(good)) < 0.2))
    extra_at = later_days(
        rng, extra["at"], 2 + rng.exponential(18, len(extra["at"])).astype(np.int64)
    )
    extra_yuan = _whole(extra["amount"] * rng.lognormal(-0.2, 0.6, len(extra_at)))
    again = take(done, done["again"])
    gap = rng.geometric(0.35, len(again["at"])).clip(1, 20) - 1
    at_once = again["paid"] + rng.integers(1_200, 30_000, len(gap)) * SECOND
    again_at = np.where(gap == 0, at_once, later_days(rng, again["paid"], np.maximum(gap, 1)))
    again_yuan = _whole(again["amount"] * rng.lognormal(0, 0.25, len(gap)))
    return [
        _borrowing(story, rng, investor, extra, (extra_at, extra_yuan), EXTRA),
        _borrowing(story, rng, investor, again, (again_at, again_yuan), AGAIN),
    ]


def _borrowing(
    story: Story,
    rng: np.random.Generator,
    investor: Investor,
    parents: Columns,
    wanted: tuple[Ints, Ints],
    kind: int,
) -> Columns:
    at, yuan = wanted
    row = parents["row"]
    treated = investor.accounts["in_week"][row] & investor.accounts["week_arm"][row]
    free_at = parents["paid"] if kind == AGAIN else parents["resolved"]
    moved_to, moves = borrow(story, rng, treated, free_at + HOUR, at)
    return _wave(row, moved_to, kind, yuan) | {"moved": moves}
