"""Tables of named funnels by month of entry."""

from __future__ import annotations

from dashboards.components.table import Column
from dashboards.queries.funnels import METRICS, Funnel

TIMES = (
    Column("step", "code", "funnel.step", is_pinned=True, prefix="funnel.step_"),
    Column("people", "count", "funnel.people"),
    Column("lost", "count", "funnel.lost"),
    Column("lost_share", "ratio", "funnel.lost_share"),
    Column("median_hours", "credit", "funnel.median_hours"),
    Column("p90_hours", "credit", "funnel.p90_hours"),
    Column("median_hours_from_entry", "credit", "funnel.median_hours_from_entry"),
)
TREND = (
    Column("period_start", "day", "common.period_start", is_pinned=True),
    Column("entered", "count", "funnel.entered"),
    Column("converted", "count", "funnel.converted"),
    Column("overall_rate", "ratio", "funnel.to_last"),
    Column("is_mature", "flag", "common.mature"),
)


def values(funnel: Funnel, breakdown: str) -> tuple[Column, ...]:
    """Columns of a breakdown: the value, people at each of the funnel's steps, rate and time."""
    return (
        Column("value", "text", f"funnel.value_{breakdown}", is_pinned=True),
        *(Column(METRICS[step], "count", f"funnel.step_{step}") for step in funnel.steps),
        Column("overall_rate", "ratio", "funnel.to_last"),
        Column("median_hours_from_entry", "credit", "funnel.median_hours_to_last"),
    )
