"""Tables of the retention page."""

from __future__ import annotations

from dashboards.components.table import Column

CELLS = (
    Column("cohort_start", "day", "retention.cohort_start"),
    Column("period_index", "count", "retention.period_index"),
    Column("cohort_size", "count", "retention.cohort_size"),
    Column("active_investors", "count", "retention.active_investors"),
    Column("heads_rate", "ratio", "retention.heads_rate"),
    Column("first_period_amount", "money", "retention.first_period_amount"),
    Column("invested_amount", "money", "retention.invested_amount"),
    Column("money_rate", "ratio", "retention.money_rate"),
    Column("is_complete", "flag", "retention.is_complete"),
)
AVERAGES = (
    Column("period_index", "count", "retention.period_index"),
    Column("cohorts", "count", "retention.cohorts"),
    Column("investors", "count", "retention.investors"),
    Column("heads_rate", "ratio", "retention.heads_rate"),
    Column("money_rate", "ratio", "retention.money_rate"),
)
