"""What the company plans and what it notes on its calendar."""

from __future__ import annotations

from ingest.contracts.columns import Column, Dataset
from ingest.contracts.kinds import day, identifier, money

TARGETS = Dataset(
    "targets",
    "One row per month, channel and metric of the plan",
    ("month", "channel", "metric"),
    (
        day("month"),
        Column("channel", default="company"),
        Column(
            "metric",
            "enum",
            True,
            choices=(
                "visitors",
                "registrations",
                "first_investments",
                "invested_amount",
                "annualised_amount",
                "spend_amount",
            ),
        ),
        money("target_value"),
    ),
)

ANNOTATIONS = Dataset(
    "annotations",
    "One row per dated note on the calendar",
    ("annotation_id",),
    (
        identifier("annotation_id"),
        day("starts_on"),
        day("ends_on", required=False),
        Column("title", required=True),
        Column("title_zh"),
        Column("kind"),
    ),
)
