"""The platform's own facts: accounts, verification, cards and money."""

from __future__ import annotations

from ingest.contracts.columns import Column, Dataset
from ingest.contracts.kinds import DELETED, UPDATED, identifier, instant, money, person

USERS = Dataset(
    "users",
    "One row per account and version",
    ("user_id",),
    (
        person("user_id"),
        instant("registered_at", required=True),
        Column("phone", pii=True),
        Column("name", pii=True),
        Column("channel_code"),
        person("invite_code", required=False),
        person("inviter_user_id", required=False),
        Column("city"),
        Column("birth_year", "count", minimum=1900),
        Column("gender"),
        Column("platform"),
        Column("status"),
        UPDATED,
        DELETED,
    ),
    is_versioned=True,
)

KYC = Dataset(
    "kyc",
    "One row per identity verification attempt and version",
    ("kyc_id",),
    (
        identifier("kyc_id"),
        person("user_id"),
        Column("id_number", pii=True),
        Column("is_valid", "flag", True),
        instant("verified_at", required=True),
        UPDATED,
        DELETED,
    ),
    is_versioned=True,
)

CARD_BINDS = Dataset(
    "card_binds",
    "One row per bound bank card and version",
    ("card_id",),
    (
        identifier("card_id"),
        person("user_id"),
        Column("card_number", pii=True),
        Column("bank"),
        instant("bound_at", required=True),
        instant("unbound_at"),
        UPDATED,
        DELETED,
    ),
    is_versioned=True,
)

RECHARGES = Dataset(
    "recharges",
    "One row per recharge and version",
    ("recharge_id",),
    (
        identifier("recharge_id"),
        person("user_id"),
        money("amount_raw"),
        Column(
            "status",
            "enum",
            True,
            choices=("initial", "processing", "success", "fail", "exception"),
        ),
        instant("created_at", required=True),
        instant("confirmed_at"),
        UPDATED,
        DELETED,
    ),
    is_versioned=True,
)

PRODUCTS = Dataset(
    "products",
    "One row per product and version",
    ("product_id",),
    (
        identifier("product_id"),
        Column("product_name"),
        Column("term_value", "count", True, minimum=1),
        Column("term_unit", "enum", True, choices=("days", "months"), default="days"),
        Column("annual_rate", "rate"),
        Column("fee_rate", "rate", minimum=0),
        money("min_amount_raw", required=False),
        Column("status"),
        instant("opened_at"),
        UPDATED,
        DELETED,
    ),
    is_versioned=True,
)

INVESTMENTS = Dataset(
    "investments",
    "One row per order and version",
    ("order_id",),
    (
        identifier("order_id"),
        person("user_id"),
        identifier("product_id", required=False),
        money("amount_raw"),
        money("coupon_raw", required=False),
        Column(
            "status",
            "enum",
            True,
            choices=("bid", "confirmed", "failed_bid", "cancelled"),
            default="confirmed",
        ),
        instant("invested_at", required=True),
        instant("confirmed_at"),
        Column("platform"),
        instant("updated_at"),
        DELETED,
    ),
    is_versioned=True,
)

REPAYMENTS = Dataset(
    "repayments",
    "One row per order, term and version",
    ("order_id", "term_no"),
    (
        identifier("order_id"),
        Column("term_no", "count", True, minimum=1, default="1"),
        person("user_id"),
        instant("due_at"),
        instant("paid_at"),
        money("principal_raw"),
        money("interest_raw", required=False),
        UPDATED,
        DELETED,
    ),
    is_versioned=True,
)

WITHDRAWALS = Dataset(
    "withdrawals",
    "One row per withdrawal and version",
    ("withdrawal_id",),
    (
        identifier("withdrawal_id"),
        person("user_id"),
        money("amount_raw"),
        Column(
            "status",
            "enum",
            True,
            choices=("initial", "processing", "success", "fail", "exception"),
        ),
        instant("created_at", required=True),
        instant("confirmed_at"),
        UPDATED,
        DELETED,
    ),
    is_versioned=True,
)
