"""The rows of the platform's own database, as they stand at a given moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from ingest.simulator import identities
from ingest.simulator.cash import SUCCESS
from ingest.simulator.events import user_number
from ingest.simulator.investing import CONFIRMED
from ingest.simulator.lines import invite_codes
from ingest.simulator.partner_files import order_ids
from ingest.simulator.products import MINIMUM_YUAN, PRODUCTS
from ingest.simulator.promotions import (
    NEWCOMER,
    NEWCOMER_DAYS,
    NEWCOMER_FACE,
    WEEK_FACE,
    all_promotions,
)
from ingest.simulator.referrals import PAID, REWARD_YUAN
from ingest.simulator.society import Society, grants
from ingest.simulator.story import DAY, SECOND, Bools, Columns, Ints, Story, local_text, take
from ingest.simulator.words import AGENT_PLATFORMS, CITIES

Cell = str | int | float | None
Rows = Iterable[tuple[Cell, ...]]
NEVER = -1


def _seen(story: Story, at: Ints) -> Ints:
    """Instants that have come by the known moment; -1 for all others."""
    return np.where(at < story.known, at, NEVER)


def _numbered(prefix: str, kept: np.ndarray) -> list[str]:
    """Ids by position in the whole story, so that they do not depend on what is known."""
    return [f"{prefix}{number:09d}" for number in kept.tolist()]


def _ids(numbers: Ints) -> list[str | None]:
    return [str(number) if number >= 0 else None for number in numbers.tolist()]


def _either(chosen: Bools, yes: str, no: str) -> list[str]:
    return np.where(chosen, yes, no).tolist()


def users(story: Story, society: Society) -> Rows:
    """One row per account."""
    some = take(society.accounts, society.accounts["registered"] < story.known)
    verified = _seen(story, some["verified"])
    changed = np.maximum(some["registered"], verified)
    invited = some["inviter"] >= 0
    codes = invite_codes(np.maximum(some["inviter"], 0)).to_pylist()
    return zip(
        _ids(some["user"]),
        local_text(story, some["registered"]),
        identities.phones(story, some["user"]),
        identities.names(story, some["user"]),
        [code or None for code in some["code"].tolist()],
        [f"Y{code}" if is_in else None for code, is_in in zip(codes, invited, strict=True)],
        _ids(some["inviter"]),
        [CITIES[city] for city in some["city"].tolist()],
        some["birth_year"].tolist(),
        _either(some["is_woman"], "女", "男"),
        [AGENT_PLATFORMS[agent] for agent in some["agent"].tolist()],
        _either(verified >= 0, "verified", "registered"),
        local_text(story, changed),
        strict=True,
    )


def kyc(story: Story, society: Society) -> Rows:
    """One row per attempt; some fail once before they pass."""
    accounts = society.accounts
    passed = np.flatnonzero((accounts["verified"] >= 0) & (accounts["verified"] < story.known))
    failed = passed[passed % 17 == 3]
    row = np.concatenate([passed, failed])
    is_valid = np.arange(len(row)) < len(passed)
    some = take(accounts, row)
    at = local_text(story, some["verified"] - np.where(is_valid, 0, 25 * SECOND))
    numbers = identities.id_numbers(story, some["user"], some["birth_year"], some["city"])
    ids = [*_numbered("K", passed), *_numbered("KF", failed)]
    return zip(ids, _ids(some["user"]), numbers, is_valid.astype(int).tolist(), at, at, strict=True)


def card_binds(story: Story, society: Society) -> Rows:
    """One row per card; members of a ring of bonus hunters use the same one."""
    accounts = society.accounts
    kept = np.flatnonzero((accounts["bound"] >= 0) & (accounts["bound"] < story.known))
    some = take(accounts, kept)
    leader = user_number(np.maximum(some["ring"], 0))
    cards = identities.cards(story, np.where(some["ring"] >= 0, leader, some["user"]))
    leaves = np.where(kept % 53 == 11, some["bound"] + 40 * DAY, story.horizon)
    unbound = _seen(story, leaves)
    return zip(
        _numbered("B", kept),
        _ids(some["user"]),
        [number for _, number in cards],
        [bank for bank, _ in cards],
        local_text(story, some["bound"]),
        local_text(story, unbound),
        local_text(story, np.maximum(some["bound"], unbound)),
        strict=True,
    )


def recharges(story: Story, society: Society) -> Rows:
    """One row per recharge."""
    return _payments(story, society, society.recharges, "R")


def withdrawals(story: Story, society: Society) -> Rows:
    """One row per withdrawal."""
    return _payments(story, society, society.withdrawals, "W")


def _payments(story: Story, society: Society, payments: Columns, prefix: str) -> Rows:
    kept = np.flatnonzero(payments["created"] < story.known)
    some = take(payments, kept)
    confirmed = _seen(story, some["confirmed"])
    final = _either(some["outcome"] == SUCCESS, "success", "fail")
    status = [word if at >= 0 else "processing" for word, at in zip(final, confirmed, strict=True)]
    succeeded = np.where(some["outcome"] == SUCCESS, confirmed, NEVER)
    return zip(
        _numbered(prefix, kept),
        _ids(society.accounts["user"][some["row"]]),
        (some["fen"] / 100).tolist(),
        status,
        local_text(story, some["created"]),
        local_text(story, succeeded),
        local_text(story, np.maximum(some["created"], confirmed)),
        strict=True,
    )


def products(story: Story, society: Society) -> Rows:
    """One row per product; all open on the first day."""
    opened = local_text(story, np.array([0]))[0]
    for one in PRODUCTS:
        terms = (one.term_days, "days", one.annual_rate, one.fee_rate, MINIMUM_YUAN)
        yield (one.product_id, one.name, *terms, "bidding", opened, opened)


def investments(story: Story, society: Society) -> Rows:
    """One row per order; it is a bid until it is confirmed, fails or is cancelled."""
    orders = society.orders
    kept = np.flatnonzero(orders["at"] < story.known)
    some, ids = take(orders, kept), order_ids(story, orders)
    resolved = _seen(story, some["resolved"])
    words = np.array(["confirmed", "failed_bid", "cancelled"])[some["outcome"]]
    confirmed = np.where(some["outcome"] == CONFIRMED, resolved, NEVER)
    agents = society.accounts["agent"][some["row"]]
    return zip(
        [ids[place] for place in kept.tolist()],
        _ids(society.accounts["user"][some["row"]]),
        [PRODUCTS[place].product_id for place in some["product"].tolist()],
        some["amount"].tolist(),
        some["face"].tolist(),
        np.where(resolved >= 0, words, "bid").tolist(),
        local_text(story, some["at"]),
        local_text(story, confirmed),
        [AGENT_PLATFORMS[agent] for agent in agents.tolist()],
        local_text(story, np.maximum(some["at"], resolved)),
        strict=True,
    )


def repayments(story: Story, society: Society) -> Rows:
    """One row per confirmed order: principal and interest come back at once, at maturity."""
    orders = society.orders
    kept = np.flatnonzero((orders["outcome"] == CONFIRMED) & (orders["resolved"] < story.known))
    some, ids = take(orders, kept), order_ids(story, orders)
    paid = _seen(story, np.where(some["paid"] >= 0, some["paid"], story.horizon))
    return zip(
        [ids[place] for place in kept.tolist()],
        [1] * len(kept),
        _ids(society.accounts["user"][some["row"]]),
        local_text(story, some["due"]),
        local_text(story, paid),
        some["amount"].tolist(),
        (some["interest"] / 100).tolist(),
        local_text(story, np.maximum(some["resolved"], paid)),
        strict=True,
    )


def promotions(story: Story, society: Society) -> Rows:
    """One row per promotion, announced on the first day."""
    announced = local_text(story, np.array([0]))[0]
    for one in all_promotions(story):
        ends = (one.last + 1) * DAY - SECOND
        span = local_text(story, np.array([one.first * DAY, ends]))
        yield (one.promotion_id, one.name, one.kind, one.budget_yuan, *span, announced)


def coupon_grants(story: Story, society: Society) -> Rows:
    """One row per coupon granted; a control account's row is void from the start."""
    granted = grants(story, society)
    kept = np.flatnonzero(granted["granted"] < story.known)
    some = take(granted, kept)
    is_new = some["promotion"] == NEWCOMER
    ends = (all_promotions(story)[1].last + 1) * DAY
    expires = np.where(is_new, some["granted"] + NEWCOMER_DAYS * DAY, ends)
    used_at = np.where(some["order"] >= 0, _order_times(society)[some["order"]], story.horizon)
    used, expired = _seen(story, used_at), _seen(story, expires)
    choices = [~some["is_treated"], used >= 0, expired >= 0]
    changed = np.select(choices, [some["granted"], used, expired], some["granted"])
    return zip(
        _numbered("G", kept),
        [all_promotions(story)[place].promotion_id for place in some["promotion"].tolist()],
        _ids(society.accounts["user"][some["row"]]),
        local_text(story, some["granted"]),
        np.where(is_new, NEWCOMER_FACE, WEEK_FACE).tolist(),
        local_text(story, expires),
        np.select(choices, ["void", "used", "expired"], "unused").tolist(),
        _either(some["is_treated"], "treatment", "control"),
        local_text(story, changed),
        strict=True,
    )


def _order_times(society: Society) -> Ints:
    """Instants of all orders, with one entry more so that position -1 may be looked up."""
    return np.append(society.orders["at"], NEVER)


def coupon_redemptions(story: Story, society: Society) -> Rows:
    """One row per coupon used; a bid that fails gives the coupon back."""
    granted = grants(story, society)
    orders, ids = society.orders, order_ids(story, society.orders)
    used_at = _order_times(society)[granted["order"]]
    kept = np.flatnonzero((granted["order"] >= 0) & (used_at < story.known))
    some = take(granted, kept)
    order = take(orders, some["order"])
    back = np.where(order["outcome"] == CONFIRMED, story.horizon, order["resolved"])
    returned = _seen(story, back)
    return zip(
        _numbered("G", kept),
        [ids[place] for place in some["order"].tolist()],
        [all_promotions(story)[place].promotion_id for place in some["promotion"].tolist()],
        _ids(society.accounts["user"][some["row"]]),
        local_text(story, order["at"]),
        order["face"].tolist(),
        local_text(story, returned),
        local_text(story, np.maximum(order["at"], returned)),
        strict=True,
    )


def cash_packets(story: Story, society: Society) -> Rows:
    """One row per red packet."""
    packets = society.packets
    kept = np.flatnonzero(packets["sent"] < story.known)
    some = take(packets, kept)
    received, refunded = _seen(story, some["received"]), _seen(story, some["refunded"])
    changed = np.maximum(np.maximum(some["sent"], received), refunded)
    return zip(
        _numbered("HB", kept),
        [all_promotions(story)[2].promotion_id] * len(kept),
        _ids(society.accounts["user"][some["row"]]),
        (some["fen"] / 100).tolist(),
        local_text(story, some["sent"]),
        local_text(story, received),
        local_text(story, refunded),
        local_text(story, changed),
        strict=True,
    )


def invite_rewards(story: Story, society: Society) -> Rows:
    """One row per reward, pending until it is paid or refused a week later."""
    rewards, ids = society.rewards, order_ids(story, society.orders)
    kept = np.flatnonzero(rewards["created"] < story.known)
    some = take(rewards, kept)
    decided = _seen(story, some["decided"])
    final = np.where(some["outcome"] == PAID, "paid", "refused")
    return zip(
        _numbered("I", kept),
        _ids(some["inviter"]),
        _ids(society.accounts["user"][some["row"]]),
        [ids[place] for place in some["order"].tolist()],
        [REWARD_YUAN] * len(kept),
        np.where(decided >= 0, final, "pending").tolist(),
        local_text(story, np.where(some["outcome"] == PAID, decided, NEVER)),
        local_text(story, np.maximum(some["created"], decided)),
        strict=True,
    )


TABLES: dict[str, Callable[[Story, Society], Rows]] = {
    function.__name__: function
    for function in (
        users,
        kyc,
        card_binds,
        recharges,
        products,
        investments,
        repayments,
        withdrawals,
        promotions,
        coupon_grants,
        coupon_redemptions,
        cash_packets,
        invite_rewards,
    )
}
