"""The table of restated days, on the data health page."""

from __future__ import annotations

from dashboards.components.table import Column

RESTATEMENTS = (
    Column("source", "text", "health.source", is_pinned=True, width=140),
    Column("window_days", "count", "health.window_days"),
    Column("moved_1", "ratio", "health.moved_1"),
    Column("moved_3", "ratio", "health.moved_3"),
    Column("moved_7", "ratio", "health.moved_7"),
    Column("moved_30", "ratio", "health.moved_30"),
    Column("days", "count", "health.restated_days"),
)
