"""Tables of the tracking audit page."""

from __future__ import annotations

from dashboards.components.table import Column

KINDS = (
    ("spend_without_traffic", "bad"),
    ("broken_link", "bad"),
    ("traffic_without_spend", "warn"),
    ("unmatched_value", "warn"),
    ("code_conflict", "warn"),
)
FINDINGS = (
    Column("kind", "status", "tracking.kind", prefix="tracking.kind_", statuses=KINDS),
    Column("subject", "text", "tracking.subject"),
    Column("stake_amount", "money", "tracking.stake"),
    Column("visits", "count", "tracking.visits"),
    Column("days", "count", "tracking.misfit_days"),
    Column("to_do", "text", "tracking.to_do", width="large"),
)
BY_KIND = (
    Column("kind", "code", "tracking.kind", prefix="tracking.kind_"),
    Column("findings", "count", "tracking.count"),
    Column("stake_amount", "money", "tracking.stake"),
)
UNMATCHED = (
    Column("period_start", "day", "common.period_start", is_pinned=True),
    Column("unmatched_share", "ratio", "health.unmatched_share"),
    Column("unmatched_sessions", "count", "health.unmatched_sessions"),
)
MISFITS = (
    Column(
        "misfit",
        "status",
        "tracking.misfit",
        prefix="tracking.",
        statuses=(("spend_without_traffic", "bad"), ("traffic_without_spend", "warn")),
    ),
    Column("channel", "channel", "common.channel"),
    Column("campaign_name", "text", "tracking.campaign"),
    Column("spend_amount", "money"),
    Column("touchpoints", "count", "tracking.touchpoints"),
    Column("days", "count", "tracking.misfit_days"),
)
UNMATCHED_VALUES = (
    Column("utm_source", "text", "tracking.utm_source"),
    Column("utm_medium", "text", "tracking.utm_medium"),
    Column("code", "text", "tracking.code"),
    Column("sessions", "count"),
    Column("suggestion", "text", "tracking.suggestion"),
)
CODE_CONFLICTS = (
    Column("code", "text", "tracking.code"),
    Column("channel", "channel", "common.channel"),
    Column("claimed_by", "text", "tracking.claimed_by"),
    Column("other_channel", "channel", "tracking.other_channel"),
    Column("other_claimed_by", "text", "tracking.other_claimed_by"),
)
