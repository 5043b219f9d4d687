"""The platform's tables about promotions: coupons, red packets, rewards for inviting."""

from __future__ import annotations

import numpy as np

from ingest.simulator.deliveries.as_known import NEVER, Rows, either, ids, numbered, seen
from ingest.simulator.lives.fates import CONFIRMED
from ingest.simulator.lives.referrals import PAID, REWARD_YUAN
from ingest.simulator.lives.society import Society, grants, order_ids
from ingest.simulator.world.promotions import (
    NEWCOMER,
    NEWCOMER_DAYS,
    NEWCOMER_FACE,
    PACKETS,
    WEEK,
    WEEK_FACE,
    all_promotions,
)
from ingest.simulator.world.story import DAY, SECOND, Columns, Ints, Story, local_text, take


def promotions(story: Story, society: Society) -> Rows:
    """One row per promotion, announced on the first day."""
    announced = local_text(story, np.array([0]))[0]
    for one in all_promotions(story):
        ends = (one.last + 1) * DAY - SECOND
        span = local_text(story, np.array([one.first * DAY, ends]))
        yield (one.promotion_id, one.name, one.kind, one.budget_yuan, *span, announced)


def _promotion_ids(story: Story, promotion: np.ndarray) -> list[str]:
    names = [one.promotion_id for one in all_promotions(story)]
    return [names[place] for place in promotion.tolist()]


def _used_at(society: Society, granted: Columns) -> Ints:
    """When each coupon was used, -1 if it never is."""
    return np.append(society.orders["at"], NEVER)[granted["order"]]


def coupon_grants(story: Story, society: Society) -> Rows:
    """One row per coupon granted; a control account's row is void from the start."""
    granted = grants(story, society)
    kept = np.flatnonzero(granted["granted"] < story.known)
    some = take(granted, kept)
    is_new = some["promotion"] == NEWCOMER
    week_ends = (all_promotions(story)[WEEK].last + 1) * DAY
    expires = np.where(is_new, some["granted"] + NEWCOMER_DAYS * DAY, week_ends)
    used, expired = seen(story, _used_at(society, some)), seen(story, expires)
    stages = [~some["is_treated"], used != NEVER, expired != NEVER]
    changed = np.select(stages, [some["granted"], used, expired], some["granted"])
    return zip(
        numbered("G", kept),
        _promotion_ids(story, some["promotion"]),
        ids(society.accounts["user"][some["row"]]),
        local_text(story, some["granted"]),
        np.where(is_new, NEWCOMER_FACE, WEEK_FACE).tolist(),
        local_text(story, expires),
        np.select(stages, ["void", "used", "expired"], "unused").tolist(),
        either(some["is_treated"], "treatment", "control"),
        local_text(story, changed),
        strict=True,
    )


def coupon_redemptions(story: Story, society: Society) -> Rows:
    """One row per coupon used; a bid that fails gives the coupon back."""
    granted = grants(story, society)
    kept = np.flatnonzero(seen(story, _used_at(society, granted)) != NEVER)
    some, names = take(granted, kept), order_ids(story, society.orders)
    order = take(society.orders, some["order"])
    is_good = order["outcome"] == CONFIRMED
    returned = seen(story, np.where(is_good, story.horizon, order["resolved"]))
    return zip(
        numbered("G", kept),
        [names[place] for place in some["order"].tolist()],
        _promotion_ids(story, some["promotion"]),
        ids(society.accounts["user"][some["row"]]),
        local_text(story, order["at"]),
        order["face"].tolist(),
        local_text(story, returned),
        local_text(story, np.maximum(order["at"], returned)),
        strict=True,
    )


def cash_packets(story: Story, society: Society) -> Rows:
    """One row per red packet."""
    kept = np.flatnonzero(society.packets["sent"] < story.known)
    some = take(society.packets, kept)
    received, refunded = seen(story, some["received"]), seen(story, some["refunded"])
    return zip(
        numbered("HB", kept),
        [all_promotions(story)[PACKETS].promotion_id] * len(kept),
        ids(society.accounts["user"][some["row"]]),
        (some["fen"] / 100).tolist(),
        local_text(story, some["sent"]),
        local_text(story, received),
        local_text(story, refunded),
        local_text(story, np.maximum(np.maximum(some["sent"], received), refunded)),
        strict=True,
    )


def invite_rewards(story: Story, society: Society) -> Rows:
    """One row per reward, pending until it is paid or refused a week later."""
    kept = np.flatnonzero(society.rewards["created"] < story.known)
    some, names = take(society.rewards, kept), order_ids(story, society.orders)
    decided, is_paid = seen(story, some["decided"]), some["outcome"] == PAID
    words = np.where(is_paid, "paid", "refused")
    return zip(
        numbered("I", kept),
        ids(some["inviter"]),
        ids(society.accounts["user"][some["row"]]),
        [names[place] for place in some["order"].tolist()],
        [REWARD_YUAN] * len(kept),
        np.where(decided == NEVER, "pending", words).tolist(),
        local_text(story, np.where(is_paid, decided, NEVER)),
        local_text(story, np.maximum(some["created"], decided)),
        strict=True,
    )
