"""The planner's table."""

from __future__ import annotations

from dashboards.components.table import Column

PLAN = (
    Column("channel", "channel", "common.channel", is_pinned=True, width="medium"),
    Column("now", "money", "planner.now"),
    Column("planned", "money", "planner.planned"),
    Column("change", "change", "planner.change"),
    Column("elasticity", "degrees", "planner.elasticity"),
    Column("investors_now", "credit", "planner.investors_now"),
    Column("investors", "credit", "planner.investors"),
    Column("investors_low", "credit", "planner.investors_low"),
    Column("investors_high", "credit", "planner.investors_high"),
    Column("average_cac", "unit_money", "planner.average_cac"),
    Column("marginal_cac", "unit_money", "planner.marginal_cac"),
    Column("revenue", "money", "planner.revenue"),
    Column("roi", "ratio", "planner.roi"),
)
