"""What partners report, what was agreed with them and what they bill."""

from __future__ import annotations

from ingest.contracts.columns import Column, Dataset
from ingest.contracts.kinds import day, identifier, instant, money, person, unit

PARTNER_ORDERS = Dataset(
    "partner_orders",
    "One row per CPA or CPS event as the network reports it, at each status it had",
    ("network", "network_txn_id", "line_no", "event_type"),
    (
        Column("network", required=True),
        identifier("network_txn_id"),
        Column("line_no", default="1"),
        Column(
            "event_type", "enum", True, choices=("register_cpa", "first_invest_cpa", "invest_cps")
        ),
        Column("channel", required=True),
        person("our_user_id", required=False),
        identifier("our_order_id", required=False),
        Column("sub_id"),
        instant("click_at"),
        instant("order_at", required=True),
        money("order_amount_raw", required=False),
        money("commission_raw"),
        unit("amount_unit"),
        Column("status", "enum", True, choices=("pending", "approved", "declined", "settled")),
        Column("raw_status"),
        instant("status_at", required=True),
    ),
)

PARTNER_CONTRACTS = Dataset(
    "partner_contracts",
    "One row per line of a partner contract and version: what one kind of event earns",
    ("contract_id", "version", "line_no"),
    (
        identifier("contract_id"),
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
        money("fee_raw", required=False),
        Column("rate", "rate", minimum=0),
        money("tier_from_raw", required=False),
        money("minimum_raw", required=False),
        money("cap_raw", required=False),
        money("monthly_cap_raw", required=False),
        Column("order_days", "count", minimum=0),
        Column("clawback_days", "count", minimum=0),
        Column("is_new_only", "flag"),
        day("start_date"),
        day("end_date", required=False),
        unit("amount_unit"),
    ),
)

PARTNER_STATEMENTS = Dataset(
    "partner_statements",
    "One row per line that a partner bills, and what was paid of it",
    ("network", "statement_no", "line_no"),
    (
        Column("network", required=True),
        identifier("statement_no"),
        identifier("line_no"),
        Column("channel", required=True),
        Column(
            "event_type", "enum", True, choices=("register_cpa", "first_invest_cpa", "invest_cps")
        ),
        identifier("network_txn_id", required=False),
        person("our_user_id", required=False),
        identifier("our_order_id", required=False),
        money("billed_raw"),
        money("paid_raw", required=False),
        day("billed_on"),
        day("paid_on", required=False),
        unit("amount_unit"),
    ),
)
