"""Tables of restated days and of the tracking audit, on the data health page."""

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
MISFITS = (
    Column(
        "misfit",
        "status",
        "health.misfit",
        prefix="health.",
        statuses=(("spend_without_traffic", "bad"), ("traffic_without_spend", "warn")),
    ),
    Column("channel", "channel", "common.channel"),
    Column("campaign_name", "text", "health.campaign"),
    Column("spend_amount", "money"),
    Column("touchpoints", "count", "health.touchpoints"),
    Column("days", "count", "health.misfit_days"),
)
UNMATCHED_VALUES = (
    Column("utm_source", "text", "health.utm_source"),
    Column("utm_medium", "text", "health.utm_medium"),
    Column("code", "text", "health.code"),
    Column("sessions", "count"),
    Column("suggestion", "text", "health.suggestion"),
)
CODE_CONFLICTS = (
    Column("code", "text", "health.code"),
    Column("channel", "channel", "common.channel"),
    Column("claimed_by", "text", "health.claimed_by"),
    Column("other_channel", "channel", "health.other_channel"),
    Column("other_claimed_by", "text", "health.other_claimed_by"),
)
