"""Which numbers there are: how each is written and which way is good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboards.formats import Kind

Direction = Literal["normal", "inverse", "off"]


@dataclass(frozen=True)
class Metric:
    """One number; its label and definition are the texts `metric.<code>` and `..._help`."""

    code: str
    kind: Kind
    direction: Direction = "normal"


_ALL = (
    Metric("visitors", "count"),
    Metric("sessions", "count"),
    Metric("registrations", "count"),
    Metric("verifications", "count"),
    Metric("card_bounds", "count"),
    Metric("fundings", "count"),
    Metric("first_investments", "count"),
    Metric("repeat_investments", "count"),
    Metric("impressions", "count"),
    Metric("clicks", "count"),
    Metric("first_invested_amount", "money"),
    Metric("invested_amount", "money"),
    Metric("annualised_amount", "money"),
    Metric("revenue_amount", "money"),
    Metric("outstanding_amount", "money"),
    Metric("spend_amount", "money", "off"),
    Metric("ctr", "ratio"),
    Metric("cpc", "unit_money", "inverse"),
    Metric("cpm", "unit_money", "inverse"),
    Metric("cost_per_registration", "unit_money", "inverse"),
    Metric("cac", "unit_money", "inverse"),
    Metric("paid_cac", "unit_money", "inverse"),
    Metric("blended_cac", "unit_money", "inverse"),
    Metric("roi", "ratio"),
    Metric("roas", "multiple"),
    Metric("annualised_ratio", "ratio", "inverse"),
    Metric("registration_rate", "ratio"),
    Metric("first_investment_rate", "ratio"),
    Metric("repeat_rate", "ratio"),
)
METRICS = {metric.code: metric for metric in _ALL}
