"""Tables of the partners page."""

from __future__ import annotations

from dashboards.components.table import Column

PARTNERS = (
    Column("channel", "channel", "common.channel", is_pinned=True, width="medium"),
    Column("events", "count", "partners.events"),
    Column("owed_amount", "money", "partners.owed"),
    Column("reported_amount", "money", "partners.reported"),
    Column("billed_amount", "money", "partners.billed"),
    Column("paid_amount", "money", "partners.paid"),
    Column("difference", "money", "partners.difference"),
    Column("disputed", "count", "partners.disputed"),
    Column("reversed", "count", "partners.reversed"),
)
REASONS = (
    Column("dispute", "code", "partners.dispute", prefix="partners."),
    Column("lines", "count", "partners.events"),
    Column("claimed_amount", "money", "partners.claimed"),
)
DISPUTES = (
    Column("event_date", "day", "partners.event_date", is_pinned=True),
    Column("channel", "channel", "common.channel", width="medium"),
    Column("event_type", "code", "partners.event_type", prefix="partners.", width=120),
    Column("dispute", "code", "partners.dispute", prefix="partners.", width="medium"),
    Column("owed_amount", "money", "partners.owed"),
    Column("claimed_amount", "money", "partners.claimed"),
    Column("evidence", "code", "partners.evidence", prefix="partners.", width="medium"),
    Column("order_id", "text", "partners.order"),
    Column("network_txn_id", "text", "partners.number"),
    Column("contract_id", "text", "partners.contract"),
)
