"""Tables of the data health page."""

from __future__ import annotations

from dashboards.components.table import Column

FRESHNESS = (
    Column("source", "text", "health.source", is_pinned=True, width=140),
    Column(
        "freshness",
        "status",
        "health.state",
        prefix="health.",
        statuses=(("fresh", "good"), ("late", "warn"), ("never", "bad")),
    ),
    Column("last_stat_date", "day", "health.last_stat_date"),
    Column("days_behind", "count", "health.days_behind"),
    Column("last_loaded_at", "instant", "health.last_loaded_at"),
    Column("deliveries", "count", "health.deliveries"),
    Column("loaded_rows", "count", "health.loaded_rows"),
    Column("rejected_rows", "count", "health.rejected_rows"),
    Column("refused_files", "count", "health.refused_files"),
    Column("duplicate_files", "count", "health.duplicate_files"),
    Column("incomplete_deliveries", "count", "health.incomplete_deliveries"),
)
COVERAGE = (
    Column("source", "text", "health.source"),
    Column("stat_date", "day", "health.stat_date"),
    Column("state", "code", "health.state", prefix="health.covered_"),
    Column("deliveries", "count", "health.deliveries"),
    Column("row_count", "count", "health.row_count"),
)
DELIVERIES = (
    Column("file_name", "text", "health.file_name", width="medium"),
    Column("source", "text", "health.source"),
    Column(
        "state",
        "status",
        "health.state",
        prefix="health.state_",
        statuses=(
            ("loaded", "good"),
            ("incomplete", "warn"),
            ("refused", "bad"),
            ("duplicate", "plain"),
        ),
    ),
    Column("row_count", "count", "health.row_count", width="small"),
    Column("rejected_count", "count", "health.rejected_count", width="small"),
    Column("stat_date", "day", "health.stat_date"),
    Column("delivered_at", "instant", "health.delivered_at"),
    Column("reason", "either", "health.reason", width="large"),
    Column("is_current", "flag", "health.is_current"),
    Column("dataset", "text", "health.dataset"),
)
REASONS = (
    Column("source", "text", "health.source"),
    Column("reason", "either", "health.reason"),
    Column("rejected_rows", "count", "health.rejected_rows"),
)
REJECTS = (
    Column("_source_file", "text", "health._source_file", width="medium"),
    Column("_row_number", "count", "health._row_number", width="small"),
    Column("column_name", "text", "health.column_name"),
    Column("value", "text", "health.value"),
    Column("reason", "either", "health.reason", width=280),
    Column("raw_row", "text", "health.raw_row", width="medium"),
    Column("source", "text", "health.source"),
    Column("dataset", "text", "health.dataset"),
    Column("_loaded_at", "instant", "health._loaded_at"),
)
CHECKS = (
    Column("check_name", "text", "health.check_name", width="large"),
    Column(
        "status",
        "status",
        "health.status",
        prefix="health.check_",
        statuses=(("pass", "good"), ("warn", "warn"), ("fail", "bad")),
    ),
    Column("failures", "count", "health.failures"),
    Column("message", "text", "health.message", width="medium"),
    Column("checked_at", "instant", "health.checked_at"),
)
QUALITY = (
    Column("metric", "code", "health.metric", prefix="health.quality_", width=210),
    Column("value", "count", "health.quality_value"),
)
UNMATCHED = (
    Column("period_start", "day", "common.period_start"),
    Column("unmatched_sessions", "count", "health.unmatched_sessions"),
    Column("sessions", "count"),
    Column("unmatched_share", "ratio", "health.unmatched_share"),
)
