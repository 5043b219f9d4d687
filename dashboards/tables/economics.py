"""Tables of the economics page."""

from __future__ import annotations

from dashboards.components.table import Column

_FIGURES = (
    Column("age_days", "count", "channels.age_days"),
    Column("mature_share", "ratio", "economics.mature_share"),
    Column("spend_amount", "money"),
    Column("visitors", "count"),
    Column("first_investments", "count"),
    Column("invested_amount", "money"),
    Column("annualised_amount", "money"),
    Column("revenue_amount", "money"),
    Column("roi", "ratio"),
    Column("roas", "multiple"),
    Column("annualised_ratio", "ratio"),
    Column("ltv", "unit_money"),
    Column("payback_days", "count"),
)
_MONTH = Column("cohort_month", "day", "economics.cohort_month", is_pinned=True)
_CHANNEL = Column("channel", "channel", "common.channel", is_pinned=True, width="medium")
MATRIX = (_MONTH, _CHANNEL, *_FIGURES)
BY_CHANNEL = (_CHANNEL, *_FIGURES)
RETURNS = (
    _CHANNEL,
    Column("spend_amount", "money"),
    Column("payback_days", "count"),
    Column("age_days", "count", "economics.judged_age"),
    Column("mature_share", "ratio", "economics.mature_share"),
    Column("roas", "multiple"),
    Column("roi", "ratio"),
    Column("annualised_ratio", "ratio"),
    Column("first_investments", "count"),
    Column("ltv", "unit_money"),
    Column("revenue_amount", "money"),
    Column("annualised_amount", "money"),
    Column("invested_amount", "money"),
)
TO_COME = (
    _MONTH,
    Column("spend_amount", "money"),
    Column("first_investments", "count", "economics.investors_so_far"),
    Column("investors_to_come", "credit", "economics.investors_to_come"),
    Column("investors_low", "credit", "economics.investors_low"),
    Column("investors_high", "credit", "economics.investors_high"),
    Column("revenue_amount", "money", "economics.revenue_so_far"),
    Column("revenue_to_come", "money", "economics.revenue_to_come"),
    Column("revenue_low", "money", "economics.revenue_low"),
    Column("revenue_high", "money", "economics.revenue_high"),
    Column("roas", "multiple", "economics.final_roas"),
    Column("roas_low", "multiple", "economics.roas_low"),
    Column("roas_high", "multiple", "economics.roas_high"),
    Column("is_whole", "flag", "common.mature"),
)
VALUES = (
    Column("cohort", "day", "economics.cohort", is_pinned=True),
    Column("investors", "count", "metric.first_investments"),
    Column("age", "count", "channels.age_days"),
    Column("value", "unit_money", "economics.value_so_far"),
    Column("forecast", "unit_money", "economics.value_forecast"),
    Column("low", "unit_money", "economics.low"),
    Column("high", "unit_money", "economics.high"),
    Column("is_forecast", "flag", "economics.is_forecast"),
)
