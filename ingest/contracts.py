"""The data contract: every dataset of the lake, its columns and what each may hold.

All delivered columns are text in the lake (typed once, in dbt staging). Columns marked `pii`
never reach it: a keyed hash takes their place under `<name>_hash`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "id",
    "text",
    "day",
    "instant",
    "count",
    "money",
    "rate",
    "flag",
    "enum",
    "json",
    "currency",
]

META_COLUMNS = (
    "source",
    "_delivery_id",
    "_load_id",
    "_loaded_at",
    "_source_file",
    "_row_number",
)
SPEND_UNITS = ("yuan", "fen", "micros")
FUTURE_COLUMNS = frozenset(
    [
        "start_date",
        "end_date",
        "starts_at",
        "ends_at",
        "starts_on",
        "ends_on",
        "valid_from",
        "valid_to",
        "month",
        "expires_at",
        "due_at",
        "opened_at",
    ]
)
"""Days and instants that may lie ahead: plans, terms and validity. All others have happened."""
PERIODS = (
    ("start_date", "end_date"),
    ("starts_at", "ends_at"),
    ("starts_on", "ends_on"),
    ("valid_from", "valid_to"),
)
"""Pairs of columns whose second may not lie before the first."""
FREE_TEXT = frozenset(
    [
        "url",
        "referrer",
        "props",
        "description",
        "title",
        "title_zh",
        "activity_name",
        "campaign_name",
        "adgroup_name",
        "keyword_text",
        "search_term",
        "partner",
        "supplier",
        "venue",
        "owner",
        "sub_id",
        "user_agent",
        "city",
        "doc_no",
        "channel_code",
        "audience",
        "hypothesis",
        "stop_rule",
    ]
)
"""Where people and browsers write what they like: phone, ID and card numbers are masked."""


@dataclass(frozen=True)
class Column:
    """One delivered column: its kind, whether it may be empty, its bounds or choices."""

    name: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    pii: bool = False
    is_person: bool = False
    """An id of a person: where it is a phone or ID number, its keyed hash takes its place."""
    default: str | None = None
    is_own: bool = False
    """Ingest fills it itself; no description maps it."""


@dataclass(frozen=True)
class Dataset:
    """One dataset of the lake: the key that identifies a row, and its columns."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    is_versioned: bool = False
    """The source keeps one row per key and changes it; the latest `updated_at` wins."""
    lake_columns: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names: list[str] = []
        for column in self.columns:
            names += hashed_names(column) if column.pii else [column.name]
        object.__setattr__(self, "lake_columns", tuple(names))

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError if there is none."""
        return {column.name: column for column in self.columns}[name]


def hashed_names(column: Column) -> list[str]:
    """What the lake holds in place of a personal column; an IP also keeps its /24 block."""
    extra = ["ip_block_hash"] if column.name == "ip" else []
    return [f"{column.name}_hash", *extra]


def _id(name: str, required: bool = True) -> Column:
    return Column(name, "id", required)


def _person(name: str, required: bool = True) -> Column:
    return Column(name, "id", required, is_person=True)


def _money(name: str, required: bool = True) -> Column:
    return Column(name, "money", required, minimum=0)


def _unit(name: str) -> Column:
    return Column(name, "enum", False, choices=SPEND_UNITS, default="yuan")


def _at(name: str, required: bool = False) -> Column:
    return Column(name, "instant", required)


def _day(name: str, required: bool = True) -> Column:
    return Column(name, "day", required)


_UPDATED = _at("updated_at", required=True)
_DELETED = Column("is_deleted", "flag")

AD_SPEND = Dataset(
    "ad_spend",
    "One row per source, account, level, day and reported object of an ad platform",
    (
        "source",
        "account_id",
        "level",
        "stat_date",
        "campaign_id",
        "adgroup_id",
        "keyword_id",
        "creative_id",
        "search_term",
        "device",
        "placement",
    ),
    (
        Column("channel"),
        Column("account_id", default=""),
        Column(
            "level",
            "enum",
            True,
            choices=("account", "campaign", "adgroup", "keyword", "creative", "search_term"),
            default="campaign",
        ),
        _day("stat_date"),
        Column("campaign_id", default=""),
        Column("campaign_name"),
        Column("adgroup_id", default=""),
        Column("adgroup_name"),
        Column("keyword_id", default=""),
        Column("keyword_text"),
        Column("creative_id", default=""),
        Column("search_term", default=""),
        Column("device", default=""),
        Column("placement", default=""),
        Column("impressions", "count", minimum=0),
        Column("clicks", "count", minimum=0),
        _money("cost_raw"),
        _unit("cost_unit"),
        Column("currency", "currency"),
        Column("platform_conversions", "rate", minimum=0),
    ),
)

AD_CLICKS = Dataset(
    "ad_clicks",
    "One row per paid click as its platform names it, found in visits by its click id",
    ("source", "click_id"),
    (
        _id("click_id"),
        Column("account_id", default=""),
        _day("click_date"),
        Column("campaign_id"),
        Column("campaign_name"),
        Column("adgroup_id"),
        Column("adgroup_name"),
        Column("keyword_id"),
        Column("keyword_text"),
        Column("device"),
    ),
)

SPEND_CONTRACTS = Dataset(
    "spend_contracts",
    "One row per contract and version, spread evenly over its days",
    ("contract_id", "version"),
    (
        _id("contract_id"),
        Column("version", "count", minimum=1, default="1"),
        Column("channel", required=True),
        Column("partner"),
        Column("description"),
        Column("pricing_model", default="CPT"),
        Column("city"),
        _day("start_date"),
        _day("end_date"),
        _money("amount_raw"),
        _unit("amount_unit"),
    ),
)

PARTNER_ORDERS = Dataset(
    "partner_orders",
    "One row per CPA or CPS event as the network reports it, at each status it had",
    ("network", "network_txn_id", "line_no", "event_type"),
    (
        Column("network", required=True),
        _id("network_txn_id"),
        Column("line_no", default="1"),
        Column(
            "event_type", "enum", True, choices=("register_cpa", "first_invest_cpa", "invest_cps")
        ),
        Column("channel", required=True),
        _person("our_user_id", required=False),
        _id("our_order_id", required=False),
        Column("sub_id"),
        _at("click_at"),
        _at("order_at", required=True),
        _money("order_amount_raw", required=False),
        _money("commission_raw"),
        _unit("amount_unit"),
        Column("status", "enum", True, choices=("pending", "approved", "declined", "settled")),
        Column("raw_status"),
        _at("status_at", required=True),
    ),
)

PARTNER_CONTRACTS = Dataset(
    "partner_contracts",
    "One row per line of a partner contract and version: what one kind of event earns",
    ("contract_id", "version", "line_no"),
    (
        _id("contract_id"),
        Column("version", "count", minimum=1, default="1"),
        Column("line_no", "count", minimum=1, default="1"),
        Column("partner"),
        Column("network", required=True),
        Column("channel", required=True),
        Column(
            "event_type", "enum", True, choices=("register_cpa", "first_invest_cpa", "invest_cps")
        ),
        Column("rule", "enum", True, choices=("fixed", "annualised", "share")),
        Column("basis", "enum", choices=("amount", "paid"), default="amount"),
        _money("fee_raw", required=False),
        Column("rate", "rate", minimum=0),
        _money("tier_from_raw", required=False),
        _money("minimum_raw", required=False),
        _money("cap_raw", required=False),
        _money("monthly_cap_raw", required=False),
        Column("order_days", "count", minimum=0),
        Column("clawback_days", "count", minimum=0),
        Column("is_new_only", "flag"),
        _day("start_date"),
        _day("end_date", required=False),
        _unit("amount_unit"),
    ),
)

PARTNER_STATEMENTS = Dataset(
    "partner_statements",
    "One row per line that a partner bills, and what was paid of it",
    ("network", "statement_no", "line_no"),
    (
        Column("network", required=True),
        _id("statement_no"),
        _id("line_no"),
        Column("channel", required=True),
        Column(
            "event_type", "enum", True, choices=("register_cpa", "first_invest_cpa", "invest_cps")
        ),
        _id("network_txn_id", required=False),
        _person("our_user_id", required=False),
        _id("our_order_id", required=False),
        _money("billed_raw"),
        _money("paid_raw", required=False),
        _day("billed_on"),
        _day("paid_on", required=False),
        _unit("amount_unit"),
    ),
)

INVOICES = Dataset(
    "invoices",
    "One row per line of an invoice of a supplier, for the days of a channel",
    ("invoice_no", "line_no"),
    (
        _id("invoice_no"),
        Column("line_no", "count", minimum=1, default="1"),
        Column("supplier", required=True),
        Column("channel", required=True),
        _day("start_date"),
        _day("end_date"),
        Column("amount_raw", "money", True),
        _unit("amount_unit"),
        Column("currency", "currency"),
        _day("invoiced_on", required=False),
    ),
)

ACTIVITIES = Dataset(
    "activities",
    "One row per campus or offline activity and version",
    ("activity_id", "version"),
    (
        _id("activity_id"),
        Column("version", "count", minimum=1, default="1"),
        Column("activity_type", required=True),
        Column("activity_name", required=True),
        Column("channel", required=True),
        Column("city"),
        Column("venue"),
        Column("owner"),
        _day("start_date"),
        _day("end_date"),
        _money("planned_raw", required=False),
        _unit("amount_unit"),
    ),
)

ACTIVITY_COSTS = Dataset(
    "activity_costs",
    "One row per cost line of an activity and version",
    ("activity_id", "line_no", "version"),
    (
        _id("activity_id"),
        _id("line_no"),
        Column("version", "count", minimum=1, default="1"),
        Column("doc_no"),
        _money("amount_raw"),
        _unit("amount_unit"),
        _day("incurred_on"),
        Column("category"),
    ),
)

ACTIVITY_COUNTS = Dataset(
    "activity_counts",
    "One row per activity, day and head count",
    ("activity_id", "count_date", "metric"),
    (
        _id("activity_id"),
        _day("count_date"),
        Column(
            "metric",
            "enum",
            True,
            choices=("distributed", "attended", "scanned", "leads", "registered"),
        ),
        Column("value", "count", True, minimum=0),
        Column("method", "enum", choices=("counted", "estimated"), default="counted"),
    ),
)

ACTIVITY_CODES = Dataset(
    "activity_codes",
    "One row per QR, invite or phone code of an activity",
    ("code",),
    (
        _id("code"),
        Column("kind", default="promo"),
        _id("activity_id"),
        Column("team"),
        Column("venue"),
        _day("valid_from", required=False),
        _day("valid_to", required=False),
    ),
)

EVENTS = Dataset(
    "events",
    "One row per web or app event",
    ("source", "event_id"),
    (
        _id("event_id"),
        Column("event_name", required=True),
        _at("event_at", required=True),
        _at("received_at"),
        _person("anonymous_id"),
        _person("user_id", required=False),
        Column("platform"),
        _person("device_id", required=False),
        Column("city"),
        Column("url"),
        Column("referrer"),
        Column("channel_code"),
        _person("invite_code", required=False),
        Column("user_agent"),
        Column("ip", pii=True),
        Column("props", "json"),
        Column("partition_id", "id", is_own=True),
    ),
)
"""`partition_id`: where its source delivers days or visits whole, the one that an event is of."""

IDENTITY_LINKS = Dataset(
    "identity_links",
    "One row per anonymous id tied to a user by another system",
    ("anonymous_id", "user_id"),
    (_person("anonymous_id"), _person("user_id"), _at("linked_at", required=True)),
)

USERS = Dataset(
    "users",
    "One row per account and version",
    ("user_id",),
    (
        _person("user_id"),
        _at("registered_at", required=True),
        Column("phone", pii=True),
        Column("name", pii=True),
        Column("channel_code"),
        _person("invite_code", required=False),
        _person("inviter_user_id", required=False),
        Column("city"),
        Column("birth_year", "count", minimum=1900),
        Column("gender"),
        Column("platform"),
        Column("status"),
        _UPDATED,
        _DELETED,
    ),
    is_versioned=True,
)

KYC = Dataset(
    "kyc",
    "One row per identity verification attempt and version",
    ("kyc_id",),
    (
        _id("kyc_id"),
        _person("user_id"),
        Column("id_number", pii=True),
        Column("is_valid", "flag", True),
        _at("verified_at", required=True),
        _UPDATED,
        _DELETED,
    ),
    is_versioned=True,
)

CARD_BINDS = Dataset(
    "card_binds",
    "One row per bound bank card and version",
    ("card_id",),
    (
        _id("card_id"),
        _person("user_id"),
        Column("card_number", pii=True),
        Column("bank"),
        _at("bound_at", required=True),
        _at("unbound_at"),
        _UPDATED,
        _DELETED,
    ),
    is_versioned=True,
)

RECHARGES = Dataset(
    "recharges",
    "One row per recharge and version",
    ("recharge_id",),
    (
        _id("recharge_id"),
        _person("user_id"),
        _money("amount_raw"),
        Column(
            "status",
            "enum",
            True,
            choices=("initial", "processing", "success", "fail", "exception"),
        ),
        _at("created_at", required=True),
        _at("confirmed_at"),
        _UPDATED,
        _DELETED,
    ),
    is_versioned=True,
)

PRODUCTS = Dataset(
    "products",
    "One row per product and version",
    ("product_id",),
    (
        _id("product_id"),
        Column("product_name"),
        Column("term_value", "count", True, minimum=1),
        Column("term_unit", "enum", True, choices=("days", "months"), default="days"),
        Column("annual_rate", "rate"),
        Column("fee_rate", "rate", minimum=0),
        _money("min_amount_raw", required=False),
        Column("status"),
        _at("opened_at"),
        _UPDATED,
        _DELETED,
    ),
    is_versioned=True,
)

INVESTMENTS = Dataset(
    "investments",
    "One row per order and version",
    ("order_id",),
    (
        _id("order_id"),
        _person("user_id"),
        _id("product_id", required=False),
        _money("amount_raw"),
        _money("coupon_raw", required=False),
        Column(
            "status",
            "enum",
            True,
            choices=("bid", "confirmed", "failed_bid", "cancelled"),
            default="confirmed",
        ),
        _at("invested_at", required=True),
        _at("confirmed_at"),
        Column("platform"),
        _at("updated_at"),
        _DELETED,
    ),
    is_versioned=True,
)

REPAYMENTS = Dataset(
    "repayments",
    "One row per order, term and version",
    ("order_id", "term_no"),
    (
        _id("order_id"),
        Column("term_no", "count", True, minimum=1, default="1"),
        _person("user_id"),
        _at("due_at"),
        _at("paid_at"),
        _money("principal_raw"),
        _money("interest_raw", required=False),
        _UPDATED,
        _DELETED,
    ),
    is_versioned=True,
)

WITHDRAWALS = Dataset(
    "withdrawals",
    "One row per withdrawal and version",
    ("withdrawal_id",),
    (
        _id("withdrawal_id"),
        _person("user_id"),
        _money("amount_raw"),
        Column(
            "status",
            "enum",
            True,
            choices=("initial", "processing", "success", "fail", "exception"),
        ),
        _at("created_at", required=True),
        _at("confirmed_at"),
        _UPDATED,
        _DELETED,
    ),
    is_versioned=True,
)

PROMOTIONS = Dataset(
    "promotions",
    "One row per promotion and version",
    ("promotion_id",),
    (
        _id("promotion_id"),
        Column("promotion_name", required=True),
        Column("kind", required=True),
        _money("budget_raw", required=False),
        _at("starts_at", required=True),
        _at("ends_at", required=True),
        _UPDATED,
        _DELETED,
    ),
    is_versioned=True,
)

PROMOTION_PLANS = Dataset(
    "promotion_plans",
    "One row per promotion as its team plans it",
    ("promotion_id",),
    (
        _id("promotion_id"),
        Column("promotion_name", required=True),
        Column("kind"),
        _day("starts_on"),
        _day("ends_on"),
        _money("budget_raw", required=False),
        _money("activity_cost_raw", required=False),
        _unit("amount_unit"),
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
        _id("grant_id"),
        _id("promotion_id"),
        _person("user_id"),
        _at("granted_at", required=True),
        _money("face_raw"),
        _at("expires_at"),
        Column("status", "enum", choices=("unused", "used", "expired", "void")),
        Column("arm"),
        _UPDATED,
        _DELETED,
    ),
    is_versioned=True,
)

COUPON_REDEMPTIONS = Dataset(
    "coupon_redemptions",
    "One row per coupon and order it was used on, and version",
    ("grant_id", "order_id"),
    (
        _id("grant_id"),
        _id("order_id"),
        _id("promotion_id"),
        _person("user_id"),
        _at("redeemed_at", required=True),
        _money("discount_raw"),
        _at("reversed_at"),
        _UPDATED,
        _DELETED,
    ),
    is_versioned=True,
)

CASH_PACKETS = Dataset(
    "cash_packets",
    "One row per cash red packet and version",
    ("packet_id",),
    (
        _id("packet_id"),
        _id("promotion_id"),
        _person("user_id"),
        _money("amount_raw"),
        _at("sent_at", required=True),
        _at("received_at"),
        _at("refunded_at"),
        _UPDATED,
        _DELETED,
    ),
    is_versioned=True,
)

INVITE_REWARDS = Dataset(
    "invite_rewards",
    "One row per reward to an inviter and version",
    ("reward_id",),
    (
        _id("reward_id"),
        _person("inviter_user_id"),
        _person("invitee_user_id"),
        _id("order_id", required=False),
        _money("amount_raw"),
        Column("status", "enum", True, choices=("pending", "paid", "refused")),
        _at("paid_at"),
        _UPDATED,
        _DELETED,
    ),
    is_versioned=True,
)

TARGETS = Dataset(
    "targets",
    "One row per month, channel and metric of the plan",
    ("month", "channel", "metric"),
    (
        _day("month"),
        Column("channel", default="company"),
        Column(
            "metric",
            "enum",
            True,
            choices=(
                "visitors",
                "registrations",
                "first_investments",
                "invested_amount",
                "annualised_amount",
                "spend_amount",
            ),
        ),
        _money("target_value"),
    ),
)

ANNOTATIONS = Dataset(
    "annotations",
    "One row per dated note on the calendar",
    ("annotation_id",),
    (
        _id("annotation_id"),
        _day("starts_on"),
        _day("ends_on", required=False),
        Column("title", required=True),
        Column("title_zh"),
        Column("kind"),
    ),
)

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        AD_SPEND,
        AD_CLICKS,
        SPEND_CONTRACTS,
        PARTNER_ORDERS,
        PARTNER_CONTRACTS,
        PARTNER_STATEMENTS,
        INVOICES,
        ACTIVITIES,
        ACTIVITY_COSTS,
        ACTIVITY_COUNTS,
        ACTIVITY_CODES,
        EVENTS,
        IDENTITY_LINKS,
        USERS,
        KYC,
        CARD_BINDS,
        RECHARGES,
        PRODUCTS,
        INVESTMENTS,
        REPAYMENTS,
        WITHDRAWALS,
        PROMOTIONS,
        COUPON_GRANTS,
        COUPON_REDEMPTIONS,
        CASH_PACKETS,
        INVITE_REWARDS,
        TARGETS,
        ANNOTATIONS,
        PROMOTION_PLANS,
    )
}
