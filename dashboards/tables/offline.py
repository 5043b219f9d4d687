"""Tables of the campus and offline page."""

from __future__ import annotations

import pandas as pd

from dashboards.charts.offline import decade_name
from dashboards.components.table import Column
from dashboards.scope import Scope

_BROUGHT = (
    Column("scans", "count", "offline.scans"),
    Column("registrations", "count", "offline.registrations"),
    Column("first_investments", "count", "offline.first_investments"),
    Column("invested_amount", "money", "offline.invested_amount"),
    Column("revenue_amount", "money", "offline.revenue_amount"),
)
ACTIVITIES = (
    Column("activity_name", "text", "offline.activity_name", is_pinned=True, width="medium"),
    Column("activity_id", "text", "offline.activity_id"),
    Column("channel", "channel", "common.channel"),
    Column("city", "text", "offline.city"),
    Column("venue", "text", "offline.venue"),
    Column("owner", "text", "offline.team"),
    Column("start_date", "day", "offline.start_date"),
    Column("planned_amount", "money", "offline.planned_amount"),
    Column("cost_amount", "money", "offline.cost_amount"),
    Column("distributed", "count", "offline.distributed"),
    Column("attended", "count", "offline.attended"),
    Column("scanned", "count", "offline.scanned"),
    *_BROUGHT,
    Column("cost_per_registration", "unit_money", "offline.cost_per_registration"),
    Column("cost_per_investor", "unit_money", "offline.cost_per_investor"),
)
LIFTS = (
    Column("placement_name", "text", "offline.placement_name", is_pinned=True, width="medium"),
    Column("city", "text", "offline.city", width=65),
    Column("start_date", "day", "offline.start_date"),
    Column("watched_until", "day", "offline.watched_until"),
    Column("verdict", "code", "offline.verdict", prefix="offline.verdict_", width=95),
    Column("incremental", "credit", "offline.incremental", width=95),
    Column("incremental_low", "credit", "offline.incremental_low", width=65),
    Column("incremental_high", "credit", "offline.incremental_high", width=65),
    Column("cost_amount", "money", "offline.cost_amount", width=100),
    Column("cost_per_incremental", "unit_money", "offline.cost_per_incremental", width=170),
    Column("controls", "count", "offline.controls"),
    Column("why", "text", "offline.why", width="large"),
)
CITIES = (
    Column("channel", "channel", "common.channel", is_pinned=True),
    Column("city", "text", "offline.city"),
    Column("spend_amount", "money", "offline.cost_amount"),
    Column("registrations", "count", "offline.registrations"),
    Column("first_investments", "count", "offline.first_investments"),
    Column("first_invested_amount", "money", "offline.first_invested_amount"),
    Column("cac", "unit_money", "offline.cost_per_investor"),
)
PLACES = (
    Column("name", "text", "offline.city", is_pinned=True),
    Column("activities", "count", "offline.activities"),
    Column("cost_amount", "money", "offline.cost_amount"),
    Column("registrations", "count", "offline.registrations"),
    Column("first_investments", "count", "offline.first_investments"),
    Column("verdict", "code", "offline.verdict", prefix="offline.place_"),
    Column("incremental", "credit", "offline.incremental"),
    Column("longitude", "degrees", "offline.longitude"),
    Column("latitude", "degrees", "offline.latitude"),
)
AUDIENCE = (
    Column("channel", "channel", "common.channel", is_pinned=True),
    Column("decade", "text", "offline.birth_decade"),
    Column("registrations", "count", "offline.registrations"),
    Column("first_investments", "count", "offline.first_investments"),
    Column("investing_rate", "ratio", "offline.investing_rate"),
    Column("first_invested_amount", "money", "offline.first_invested_amount"),
)


def grouped(grouping: str) -> tuple[Column, ...]:
    """Columns of what codes brought, by one grouping."""
    name = Column("name", "text", f"offline.{grouping}", is_pinned=True, width="medium")
    return (name, Column("activities", "count", "offline.activities"), *_BROUGHT)


def with_why(scope: Scope, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `why`: why nothing is told, in the reader's language."""
    pairs = zip(frame["refusal_en"], frame["refusal_zh"], strict=True)
    told = [scope.words.either(_text(en), _text(zh)) for en, zh in pairs]
    return frame.assign(why=told)


def with_decades(scope: Scope, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `decade` in words."""
    return frame.assign(decade=[decade_name(scope, code) for code in frame["birth_decade"]])


def with_names(scope: Scope, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `name`: the city as this reader writes it, where that is known."""
    pairs = zip(frame["city_en"], frame["city"], strict=True)
    return frame.assign(name=[scope.words.either(_text(en), _text(zh)) for en, zh in pairs])


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)
