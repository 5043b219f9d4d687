"""Tables of the partners page."""

from __future__ import annotations

import pandas as pd

from dashboards.components.table import Column
from dashboards.scope import Scope

PARTNERS = (
    Column("channel", "channel", "common.channel", is_pinned=True, width=140),
    Column("events", "count", "partners.events", width=65),
    Column("owed_amount", "money", "partners.owed"),
    Column("paid_amount", "money", "partners.paid"),
    Column("open_amount", "money", "partners.open"),
    Column("claimed_amount", "money", "partners.claimed"),
    Column("difference", "money", "partners.difference"),
    Column("disputed", "count", "partners.disputed"),
    Column("reported_amount", "money", "partners.reported"),
    Column("billed_amount", "money", "partners.billed"),
    Column("reversed", "count", "partners.reversed"),
)
REASONS = (
    Column("dispute", "code", "partners.dispute", prefix="partners."),
    Column("lines", "count", "partners.events"),
    Column("claimed_amount", "money", "partners.claimed"),
    Column("owed_amount", "money", "partners.owed"),
    Column("difference", "money", "partners.difference"),
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
DOUBTFUL = (
    Column("registered_date", "day", "partners.event_date", is_pinned=True),
    Column("channel", "channel", "common.channel", width="medium"),
    Column("account", "text", "partners.account"),
    Column("told", "text", "partners.signs", width="large"),
    Column("seconds_to_register", "count", "partners.seconds_to_register"),
    Column("registered_hour", "count", "partners.registered_hour"),
    Column("device_accounts", "count", "partners.device_accounts"),
    Column("block_registrations", "count", "partners.block_registrations"),
    Column("owed_amount", "money", "partners.owed"),
    Column("claimed_amount", "money", "partners.claimed"),
    Column("paid_date", "day", "partners.paid_on"),
)


def with_signs(scope: Scope, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `told`: the signs of each registration in words."""
    between = "；" if scope.words.language == "zh" else "; "
    told = [
        between.join(scope.words.code("partners.sign_", sign) for sign in signs.split(","))
        for signs in frame["signs"]
    ]
    return frame.assign(told=told)
