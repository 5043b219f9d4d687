"""The platform's tables about money: recharges, products, orders, repayments, withdrawals."""

from __future__ import annotations

import numpy as np

from ingest.simulator.deliveries.as_known import NEVER, Rows, ids, numbered, seen
from ingest.simulator.lives.cash import SUCCESS
from ingest.simulator.lives.fates import CONFIRMED
from ingest.simulator.lives.society import Society, order_ids
from ingest.simulator.world.products import MINIMUM_YUAN, PRODUCTS
from ingest.simulator.world.story import Columns, Story, local_text, take
from ingest.simulator.world.words import AGENT_PLATFORMS

_OUTCOMES = np.array(["confirmed", "failed_bid", "cancelled"])


def recharges(story: Story, society: Society) -> Rows:
    """One row per recharge."""
    return _payments(story, society, society.recharges, "R")


def withdrawals(story: Story, society: Society) -> Rows:
    """One row per withdrawal."""
    return _payments(story, society, society.withdrawals, "W")


def _payments(story: Story, society: Society, payments: Columns, prefix: str) -> Rows:
    kept = np.flatnonzero(payments["created"] < story.known)
    some = take(payments, kept)
    decided = seen(story, some["confirmed"])
    is_good = some["outcome"] == SUCCESS
    words = np.where(is_good, "success", "fail")
    return zip(
        numbered(prefix, kept),
        ids(society.accounts["user"][some["row"]]),
        (some["fen"] / 100).tolist(),
        np.where(decided == NEVER, "processing", words).tolist(),
        local_text(story, some["created"]),
        local_text(story, np.where(is_good, decided, NEVER)),
        local_text(story, np.maximum(some["created"], decided)),
        strict=True,
    )


def products(story: Story, society: Society) -> Rows:
    """One row per product; all open on the first day."""
    opened = local_text(story, np.array([0]))[0]
    for one in PRODUCTS:
        unit = "months" if one.term_months else "days"
        terms = (one.term[0], unit, one.annual_rate, one.fee_rate, MINIMUM_YUAN)
        yield (one.product_id, one.name, *terms, "bidding", opened, opened)


def investments(story: Story, society: Society) -> Rows:
    """One row per order; it is a bid until it is confirmed, fails or is cancelled."""
    kept = np.flatnonzero(society.orders["at"] < story.known)
    some, names = take(society.orders, kept), order_ids(story, society.orders)
    resolved = seen(story, some["resolved"])
    status = np.where(resolved == NEVER, "bid", _OUTCOMES[some["outcome"]])
    agents = society.accounts["agent"][some["row"]]
    return zip(
        [names[place] for place in kept.tolist()],
        ids(society.accounts["user"][some["row"]]),
        [PRODUCTS[place].product_id for place in some["product"].tolist()],
        some["amount"].tolist(),
        some["face"].tolist(),
        status.tolist(),
        local_text(story, some["at"]),
        local_text(story, np.where(some["outcome"] == CONFIRMED, resolved, NEVER)),
        [AGENT_PLATFORMS[agent] for agent in agents.tolist()],
        local_text(story, np.maximum(some["at"], resolved)),
        strict=True,
    )


def repayments(story: Story, society: Society) -> Rows:
    """One row per confirmed order: principal and interest come back at once, at maturity."""
    orders = society.orders
    kept = np.flatnonzero((orders["outcome"] == CONFIRMED) & (orders["resolved"] < story.known))
    some, names = take(orders, kept), order_ids(story, orders)
    paid = seen(story, some["paid"])
    return zip(
        [names[place] for place in kept.tolist()],
        [1] * len(kept),
        ids(society.accounts["user"][some["row"]]),
        local_text(story, some["due"]),
        local_text(story, paid),
        some["amount"].tolist(),
        (some["interest"] / 100).tolist(),
        local_text(story, np.maximum(some["resolved"], paid)),
        strict=True,
    )
