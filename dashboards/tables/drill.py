"""The table of one level between channel and keyword."""

from __future__ import annotations

from dashboards.components.table import Column

_FIGURES = (
    Column("spend_amount", "money"),
    Column("spend_share", "share", "channels.spend_share"),
    Column("first_investments", "count"),
    Column("trend", "trend", "channels.drill_trend", width=110),
    Column("cac", "unit_money"),
    Column("registrations", "count"),
    Column("cost_per_registration", "unit_money"),
    Column("visitors", "count"),
    Column("investors_per_visitor", "ratio", "channels.investors_per_visitor"),
    Column("clicks", "count"),
    Column("cpc", "unit_money"),
    Column("impressions", "count"),
    Column("roi_30", "ratio", "channels.roi_30"),
    Column("roi_90", "ratio", "channels.roi_90"),
    Column("payback_days", "count", "channels.payback_days"),
)


def step(level: str) -> tuple[Column, ...]:
    """The columns of a level: its name, pinned, and the same figures on every level."""
    name = Column("name", "text", f"channels.level_{level}", is_pinned=True, width="medium")
    return (name, *_FIGURES)
