"""The glossary and the calendar notes as tables."""

from __future__ import annotations

from dashboards.components.table import Column

ENTRIES = (
    Column("name", "text", "glossary.name", is_pinned=True),
    Column("definition", "text", "glossary.definition", width="large"),
    Column("formula", "text", "glossary.formula"),
    Column("unit", "text", "glossary.unit"),
    Column("pages", "text", "glossary.shown"),
    Column("code", "text", "glossary.code"),
)
NOTES = (
    Column("starts_on", "day", "annotations.starts_on", is_pinned=True),
    Column("ends_on", "day", "annotations.ends_on"),
    Column("title_zh", "text", "annotations.title_zh", width="medium"),
    Column("title", "text", "annotations.title", width="medium"),
    Column("kind", "code", "annotations.kind", prefix="annotations.kind_"),
    Column(
        "state",
        "status",
        "annotations.state",
        prefix="annotations.",
        statuses=(("published", "good"), ("pending", "warn")),
    ),
)
