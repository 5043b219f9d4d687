"""What channels cost: reports of platforms, their clicks, contracts and invoices."""

from __future__ import annotations

from ingest.contracts.columns import Column, Dataset
from ingest.contracts.kinds import day, identifier, money, unit

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
        Column("account_id", default="", is_login=True),
        Column(
            "level",
            "enum",
            True,
            choices=("account", "campaign", "adgroup", "keyword", "creative", "search_term"),
            default="campaign",
        ),
        day("stat_date"),
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
        money("cost_raw"),
        unit("cost_unit"),
        Column("currency", "currency"),
        Column("platform_conversions", "rate", minimum=0),
    ),
)

AD_CLICKS = Dataset(
    "ad_clicks",
    "One row per paid click as its platform names it, found in visits by its click id",
    ("source", "click_id"),
    (
        identifier("click_id"),
        Column("account_id", default="", is_login=True),
        day("click_date"),
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
        identifier("contract_id"),
        Column("version", "count", minimum=1, default="1"),
        Column("channel", required=True),
        Column("partner"),
        Column("description"),
        Column("pricing_model", default="CPT"),
        Column("city"),
        day("start_date"),
        day("end_date"),
        money("amount_raw"),
        unit("amount_unit"),
    ),
)

INVOICES = Dataset(
    "invoices",
    "One row per line of an invoice of a supplier, for the days of a channel",
    ("invoice_no", "line_no"),
    (
        identifier("invoice_no"),
        Column("line_no", "count", minimum=1, default="1"),
        Column("supplier", required=True),
        Column("channel", required=True),
        day("start_date"),
        day("end_date"),
        Column("amount_raw", "money", True),
        unit("amount_unit"),
        Column("currency", "currency"),
        day("invoiced_on", required=False),
    ),
)
