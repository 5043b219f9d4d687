"""What holds for columns by their names, in whatever dataset they stand."""

from __future__ import annotations

FUTURE_COLUMNS = frozenset(
    [
        "start_date",
        "end_date",
        "starts_at",
        "ends_at",
        "starts_on",
        "ends_on",
        "valid_from",
        "valid_to",
        "month",
        "expires_at",
        "due_at",
        "opened_at",
    ]
)
"""Days and instants that may lie ahead: plans, terms and validity. All others have happened."""
PERIODS = (
    ("start_date", "end_date"),
    ("starts_at", "ends_at"),
    ("starts_on", "ends_on"),
    ("valid_from", "valid_to"),
)
"""Pairs of columns whose second may not lie before the first."""
FREE_TEXT = frozenset(
    [
        "url",
        "referrer",
        "props",
        "description",
        "title",
        "title_zh",
        "activity_name",
        "campaign_name",
        "adgroup_name",
        "keyword_text",
        "search_term",
        "partner",
        "supplier",
        "venue",
        "owner",
        "sub_id",
        "user_agent",
        "city",
        "doc_no",
        "channel_code",
        "audience",
        "hypothesis",
        "stop_rule",
    ]
)
"""Where people and browsers write what they like: phone, ID and card numbers are masked."""
