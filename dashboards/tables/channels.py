"""Tables of the channels page and of attribution."""

from __future__ import annotations

from dashboards.components.table import Column

PERFORMANCE = (
    Column("channel", "channel", "common.channel", is_pinned=True, width="medium"),
    Column("channel_class", "code", "common.channel_class", prefix="common.class_", width=120),
    Column("pricing_model", "code", "common.pricing_model", prefix="common.pricing_", width=90),
    Column("spend_amount", "money"),
    Column("spend_share", "share", "channels.spend_share"),
    Column("first_investments", "count"),
    Column("cac", "unit_money"),
    Column("registrations", "count"),
    Column("cost_per_registration", "unit_money"),
    Column("visitors", "count"),
    Column("investors_per_visitor", "ratio", "channels.investors_per_visitor"),
    Column("verifications", "count"),
    Column("sessions", "count"),
    Column("impressions", "count"),
    Column("clicks", "count"),
    Column("ctr", "ratio"),
    Column("cpc", "unit_money"),
    Column("cpm", "unit_money"),
    Column("first_invested_amount", "money"),
    Column("invested_amount", "money"),
    Column("annualised_amount", "money"),
    Column("revenue_amount", "money"),
)
SPEND = (
    Column("period_start", "day", "common.period_start"),
    Column("channel", "channel", "common.channel"),
    Column("spend_amount", "money"),
)
SPEND_TYPES = (
    Column("spend_type", "code", "channels.spend_type", prefix="channels."),
    Column("spend_amount", "money"),
    Column("spend_share", "ratio", "channels.spend_share"),
)
CLASSES = (
    Column("channel_class", "code", "common.channel_class", prefix="common.class_"),
    Column("spend_amount", "money"),
    Column("spend_share", "ratio", "overview.spend_share"),
    Column("first_investments", "count"),
    Column("investment_share", "ratio", "overview.investment_share"),
)
_COHORT_FIGURES = (
    Column("age_days", "count", "channels.age_days"),
    Column("entry_days", "count", "channels.entry_days"),
    Column("mature_days", "count", "channels.mature_days"),
    Column("spend_amount", "money"),
    Column("first_investments", "count"),
    Column("revenue_amount", "money"),
    Column("annualised_amount", "money"),
    Column("roi", "ratio"),
    Column("roas", "multiple"),
    Column("annualised_ratio", "ratio"),
    Column("cac", "unit_money"),
    Column("spend_so_far", "money", "channels.spend_so_far"),
    Column("first_investments_so_far", "count", "channels.first_investments_so_far"),
    Column("revenue_so_far", "money", "channels.revenue_so_far"),
    Column("roi_so_far", "ratio", "channels.roi_so_far"),
)
COHORTS = (Column("channel", "channel", "common.channel"), *_COHORT_FIGURES)
COHORT_MONTHS = (Column("entry_month", "day", "channels.entry_month"), *_COHORT_FIGURES)
