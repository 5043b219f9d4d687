"""Tables of the spend page."""

from __future__ import annotations

from dashboards.components.table import Column

PARTS = (
    Column("month_start", "day", "spend.month", is_pinned=True),
    Column("component", "code", "spend.component", prefix="spend.", width="medium"),
    Column("gross_amount", "money", "spend.gross"),
    Column("taken_back_amount", "money", "spend.taken_back"),
    Column("spend_amount", "money"),
)
STATEMENTS = (
    Column("statement_kind", "code", "spend.kind", prefix="spend.kind_", is_pinned=True),
    Column("stated_by", "channel", "spend.stated_by", width="medium"),
    Column("period_start", "day", "spend.period_start"),
    Column("period_end", "day", "spend.period_end"),
    Column("stated_amount", "money", "spend.stated"),
    Column("counted_amount", "money", "spend.counted"),
    Column("difference_amount", "money", "spend.difference"),
    Column("reason", "code", "spend.reason", prefix="spend.reason_", width="large"),
    Column("channel", "channel", "common.channel", width="medium"),
)
AGREEMENT = (
    Column("statement_kind", "code", "spend.kind", prefix="spend.kind_", is_pinned=True),
    Column("stated_amount", "money", "spend.stated"),
    Column("counted_amount", "money", "spend.counted"),
    Column("difference_amount", "money", "spend.difference"),
)
