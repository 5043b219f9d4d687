"""Campus and offline activities: what they cost, whom they met, their codes."""

from __future__ import annotations

from ingest.contracts.columns import Column, Dataset
from ingest.contracts.kinds import day, identifier, money, unit

ACTIVITIES = Dataset(
    "activities",
    "One row per campus or offline activity and version",
    ("activity_id", "version"),
    (
        identifier("activity_id"),
        Column("version", "count", minimum=1, default="1"),
        Column("activity_type", required=True),
        Column("activity_name", required=True),
        Column("channel", required=True),
        Column("city"),
        Column("venue"),
        Column("owner"),
        day("start_date"),
        day("end_date"),
        money("planned_raw", required=False),
        unit("amount_unit"),
    ),
)

ACTIVITY_COSTS = Dataset(
    "activity_costs",
    "One row per cost line of an activity and version",
    ("activity_id", "line_no", "version"),
    (
        identifier("activity_id"),
        identifier("line_no"),
        Column("version", "count", minimum=1, default="1"),
        Column("doc_no"),
        money("amount_raw"),
        unit("amount_unit"),
        day("incurred_on"),
        Column("category"),
    ),
)

ACTIVITY_COUNTS = Dataset(
    "activity_counts",
    "One row per activity, day and head count",
    ("activity_id", "count_date", "metric"),
    (
        identifier("activity_id"),
        day("count_date"),
        Column(
            "metric",
            "enum",
            True,
            choices=("distributed", "attended", "scanned", "leads", "registered"),
        ),
        Column("value", "count", True, minimum=0),
        Column("method", "enum", choices=("counted", "estimated"), default="counted"),
    ),
)

ACTIVITY_CODES = Dataset(
    "activity_codes",
    "One row per QR, invite or phone code of an activity",
    ("code",),
    (
        identifier("code"),
        Column("kind", default="promo"),
        identifier("activity_id"),
        Column("team"),
        Column("venue"),
        day("valid_from", required=False),
        day("valid_to", required=False),
    ),
)
