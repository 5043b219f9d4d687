"""`promotions.csv`: size, cost and true effect of each promotion."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ingest.simulator.deliveries.money import yuan
from ingest.simulator.lives.society import Society
from ingest.simulator.truth.files import write_csv
from ingest.simulator.truth.growth import confirmed, first_orders
from ingest.simulator.world.products import PRODUCTS
from ingest.simulator.world.promotions import NEWCOMER, WEEK, all_promotions
from ingest.simulator.world.story import DAY, Bools, Columns, Story

_HEADER = ("promotion_id", "kind", "starts_on", "ends_on", "treated", "control", "used")
_HEADER += ("cost", "incremental_first_investments", "incremental_amount")
_HEADER += ("moved_orders", "moved_amount", "incremental_revenue", "net_profit")
Cells = tuple[int | str, ...]
DAYS_AFTER = 30
"""Days after a promotion that count for and against it."""


def write_promotions(story: Story, folder: Path, society: Society) -> None:
    """One row per promotion, over what is known; `moved` orders would have come later anyway.

    Revenue is that during and in the days after that count, as promotions are judged.
    """
    newcomer, week, packets = all_promotions(story)
    no_effect = (0, 0, 0, 0)
    found = (
        (newcomer, _coupon(story, society, NEWCOMER), _won(story, society)),
        (week, _coupon(story, society, WEEK), _moved(story, society)),
        (packets, _packets(story, society), no_effect),
    )
    earned = (_revenue_won(story, society), _revenue_drawn_in(story, society), 0.0)
    rows = [
        (
            *(one.promotion_id, one.kind, story.day(one.first), story.day(one.last)),
            *(*size, *effect, f"{revenue:.2f}", f"{revenue - float(size[-1]):.2f}"),
        )
        for (one, size, effect), revenue in zip(found, earned, strict=True)
    ]
    write_csv(folder / "promotions.csv", _HEADER, rows)


def _coupon(story: Story, society: Society, promotion: int) -> Cells:
    """Accounts in treatment and control, coupons used, and their cost in yuan."""
    accounts, orders = society.accounts, confirmed(story, society.orders)
    is_in = accounts["in_week"] if promotion == WEEK else accounts["verified"] >= 0
    arm = accounts["week_arm" if promotion == WEEK else "new_arm"]
    used = orders["coupon"] == promotion
    cost = int(orders["face"][used].sum())
    return (int((is_in & arm).sum()), int((is_in & ~arm).sum()), int(used.sum()), cost)


def _packets(story: Story, society: Society) -> Cells:
    """The same of cash packets, which everyone gets."""
    received = society.packets["received"]
    taken = (received >= 0) & (received < story.known)
    cost = yuan(int(society.packets["fen"][taken].sum()))
    return (len(received), 0, int(taken.sum()), cost)


def _won(story: Story, society: Society) -> Cells:
    """First investors who would not have put money in without the newcomer coupon."""
    orders = confirmed(story, society.orders)
    investors = first_orders(orders)["row"]
    won = np.flatnonzero(society.accounts["needs_coupon"])
    amount = int(orders["amount"][np.isin(orders["row"], won)].sum())
    return (int(np.isin(investors, won).sum()), amount, 0, 0)


def _revenue_won(story: Story, society: Society) -> float:
    """Fees on all orders of those whom the newcomer coupon won, in yuan."""
    orders = confirmed(story, society.orders)
    return _revenue(orders, society.accounts["needs_coupon"][orders["row"]])


def _revenue_drawn_in(story: Story, society: Society) -> float:
    """Fees on orders that would have come after the days that count, had the coupon week not
    brought forward them or the money they reinvest, in yuan."""
    orders = confirmed(story, society.orders)
    ends = (all_promotions(story)[WEEK].last + 1 + DAYS_AFTER) * DAY
    return _revenue(orders, (orders["at"] < ends) & (orders["at"] + orders["sooner"] >= ends))


def _revenue(orders: Columns, chosen: Bools) -> float:
    fees = np.array([product.fee_rate * product.term[0] / product.term[1] for product in PRODUCTS])
    return float((orders["amount"] * fees[orders["product"]])[chosen].sum())


def _moved(story: Story, society: Society) -> Cells:
    """Orders that the coupon week took from the month after it; none of them is incremental."""
    orders = confirmed(story, society.orders)
    moved = orders["moved"]
    return (0, 0, int(moved.sum()), int(orders["amount"][moved].sum()))
