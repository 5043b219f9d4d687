"""Promotions, what they gave to whom and what was used of it."""

from __future__ import annotations

from ingest.contracts.columns import Column, Dataset
from ingest.contracts.kinds import DELETED, UPDATED, day, identifier, instant, money, person, unit

PROMOTIONS = Dataset(
    "promotions",
    "One row per promotion and version",
    ("promotion_id",),
    (
        identifier("promotion_id"),
        Column("promotion_name", required=True),
        Column("kind", required=True),
        money("budget_raw", required=False),
        instant("starts_at", required=True),
        instant("ends_at", required=True),
        UPDATED,
        DELETED,
    ),
    is_versioned=True,
)

PROMOTION_PLANS = Dataset(
    "promotion_plans",
    "One row per promotion as its team plans it",
    ("promotion_id",),
    (
        identifier("promotion_id"),
        Column("promotion_name", required=True),
        Column("kind"),
        day("starts_on"),
        day("ends_on"),
        money("budget_raw", required=False),
        money("activity_cost_raw", required=False),
        unit("amount_unit"),
        Column("holdout_share", "rate", minimum=0),
        Column("cities"),
        Column("audience"),
        Column("hypothesis"),
        Column("metric", "enum", choices=("revenue", "first_investments")),
        Column("stop_rule"),
        Column("owner"),
    ),
)

COUPON_GRANTS = Dataset(
    "coupon_grants",
    "One row per coupon granted and version",
    ("grant_id",),
    (
        identifier("grant_id"),
        identifier("promotion_id"),
        person("user_id"),
        instant("granted_at", required=True),
        money("face_raw"),
        instant("expires_at"),
        Column("status", "enum", choices=("unused", "used", "expired", "void")),
        Column("arm"),
        UPDATED,
        DELETED,
    ),
    is_versioned=True,
)

COUPON_REDEMPTIONS = Dataset(
    "coupon_redemptions",
    "One row per coupon and order it was used on, and version",
    ("grant_id", "order_id"),
    (
        identifier("grant_id"),
        identifier("order_id"),
        identifier("promotion_id"),
        person("user_id"),
        instant("redeemed_at", required=True),
        money("discount_raw"),
        instant("reversed_at"),
        UPDATED,
        DELETED,
    ),
    is_versioned=True,
)

CASH_PACKETS = Dataset(
    "cash_packets",
    "One row per cash red packet and version",
    ("packet_id",),
    (
        identifier("packet_id"),
        identifier("promotion_id"),
        person("user_id"),
        money("amount_raw"),
        instant("sent_at", required=True),
        instant("received_at"),
        instant("refunded_at"),
        UPDATED,
        DELETED,
    ),
    is_versioned=True,
)

INVITE_REWARDS = Dataset(
    "invite_rewards",
    "One row per reward to an inviter and version",
    ("reward_id",),
    (
        identifier("reward_id"),
        person("inviter_user_id"),
        person("invitee_user_id"),
        identifier("order_id", required=False),
        money("amount_raw"),
        Column("status", "enum", True, choices=("pending", "paid", "refused")),
        instant("paid_at"),
        UPDATED,
        DELETED,
    ),
    is_versioned=True,
)
