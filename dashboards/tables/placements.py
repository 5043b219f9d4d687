"""The table of verdicts on offline activities."""

from __future__ import annotations

from dashboards.components.table import Column
from dashboards.tables.promotions import STATUSES

VERDICTS = (
    Column("label", "text", "offline.placement_name", is_pinned=True, width="medium"),
    Column(
        "verdict",
        "status",
        "promotions.verdict",
        prefix="promotions.verdict_",
        statuses=STATUSES,
        width=110,
    ),
    Column("channel", "channel", "common.channel", width=110),
    Column("city", "text", "offline.city", width=65),
    Column("start_date", "day", "offline.start_date"),
    Column("cost_amount", "money", "offline.cost_amount", width=100),
    Column("net_profit", "money", "promotions.net_profit", width=115),
    Column("net_low", "money", "promotions.low", width=125),
    Column("net_high", "money", "promotions.high", width=125),
    Column("watched_until", "day", "offline.watched_until"),
    Column("investors", "credit", "offline.investors"),
    Column("cost_per_investor", "unit_money", "offline.cost_per_incremental"),
    Column("coded", "count", "offline.coded"),
    Column("revenue_per_investor", "unit_money", "offline.worth"),
    Column("because", "either", "offline.because", width="large"),
    Column("warnings", "either", "promotions.warnings", width="large"),
)
