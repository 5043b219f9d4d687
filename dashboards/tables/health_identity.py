"""The table of people and their devices, on the data health page."""

from __future__ import annotations

from dashboards.components.table import Column

FRAGMENTS = (
    Column("first_month", "day", "health.first_month", is_pinned=True),
    Column("visitors", "count"),
    Column("untied_share", "ratio", "health.untied_share"),
    Column("ids_per_person", "multiple", "health.ids_per_person"),
    Column("people_of_several_ids", "count", "health.people_of_several_ids"),
    Column("fragments", "count", "health.fragments"),
    Column("people_on_shared_ids", "count", "health.people_on_shared_ids"),
    Column("never_seen", "count", "health.never_seen"),
)
