"""Tables of the overview and the funnel."""

from __future__ import annotations

from dashboards.components.table import Column
from dashboards.queries.contract import STEPS

PERIODS = (
    Column("period_start", "day", "common.period_start", is_pinned=True),
    Column("visitors", "count"),
    Column("sessions", "count"),
    Column("registrations", "count"),
    Column("first_investments", "count"),
    Column("repeat_investments", "count"),
    Column("spend_amount", "money"),
    Column("blended_cac", "unit_money"),
    Column("invested_amount", "money"),
    Column("annualised_amount", "money"),
    Column("revenue_amount", "money"),
    Column("outstanding_amount", "money"),
    Column("day_count", "count", "overview.day_count"),
)
MIX = (
    Column("channel", "channel", "common.channel", is_pinned=True),
    Column("first_investments", "count"),
    Column("investment_share", "ratio", "overview.investment_share"),
    Column("spend_amount", "money"),
    Column("spend_share", "ratio", "overview.spend_share"),
    Column("cac", "unit_money"),
)
CHANGE = (
    Column("channel", "channel", "common.channel", is_pinned=True),
    Column("effect", "code", "overview.effect", prefix="overview.effect_"),
    Column("contribution", "difference", "overview.contribution"),
)
PLAN = (
    Column("month", "day", "common.month"),
    Column("channel", "text", "common.channel"),
    Column("metric", "code", "overview.plan_metric", prefix="metric."),
    Column("target_value", "money", "overview.target_value"),
    Column("actual_value", "money", "overview.actual_value"),
    Column("attainment", "ratio", "overview.attainment"),
    Column("elapsed_share", "ratio", "overview.elapsed_share"),
    *(
        Column(name, "money", f"overview.{name}")
        for name in ("expected_value", "low_value", "high_value")
    ),
)
FUNNEL = (
    Column("step", "code", "funnel.step", prefix="metric."),
    Column("reached", "count", "funnel.reached"),
    Column("reached_young", "count", "funnel.reached_young"),
    Column("step_rate", "ratio", "funnel.step_rate"),
    Column("overall_rate", "ratio", "funnel.overall_rate"),
    Column("mature_days", "count", "channels.mature_days"),
    Column("entry_days", "count", "channels.entry_days"),
)
FUNNEL_TREND = (
    Column("period_start", "day", "common.period_start", is_pinned=True),
    Column("visitors", "count"),
    Column("registrations", "count"),
    Column("first_investments", "count"),
    Column("registration_rate", "ratio"),
    Column("first_investment_rate", "ratio"),
    Column("repeat_rate", "ratio"),
    Column("is_mature", "flag", "common.mature"),
)
FUNNEL_CHANNELS = (
    Column("channel", "channel", "common.channel", is_pinned=True),
    *(Column(step, "count") for step in STEPS),
    *(Column(f"{step}_rate", "ratio", f"funnel.{step}_rate") for step in STEPS[1:]),
    Column("overall_rate", "ratio", "metric.first_investment_rate"),
)
