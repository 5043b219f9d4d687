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
    formula: str = ""
    """A ratio of other metrics, their codes in braces; "" for what is added up over the days."""
    pages: tuple[str, ...] = ()
    """Where it is shown."""


_GROWTH, _CHANNELS, _FUNNEL = ("overview", "channels"), ("channels",), ("funnel",)
_ECONOMICS, _RETURNS = ("economics",), ("channels", "economics")
_ALL = (
    Metric("visitors", "count", pages=("overview", "channels", "funnel")),
    Metric("sessions", "count", pages=_GROWTH),
    Metric("registrations", "count", pages=("overview", "channels", "funnel", "attribution")),
    Metric("verifications", "count", pages=("channels", "funnel")),
    Metric("card_bounds", "count", pages=_FUNNEL),
    Metric("fundings", "count", pages=_FUNNEL),
    Metric("first_investments", "count", pages=("overview", "channels", "funnel", "attribution")),
    Metric("repeat_investments", "count", pages=("overview", "funnel", "attribution")),
    Metric("impressions", "count", pages=_CHANNELS),
    Metric("clicks", "count", pages=_CHANNELS),
    Metric("first_invested_amount", "money", pages=_CHANNELS),
    Metric("invested_amount", "money", pages=_GROWTH),
    Metric("annualised_amount", "money", pages=_GROWTH),
    Metric("revenue_amount", "money", pages=_GROWTH),
    Metric("outstanding_amount", "money", pages=("overview",)),
    Metric("spend_amount", "money", "off", pages=("overview", "channels", "attribution")),
    Metric("ctr", "ratio", formula="{clicks} / {impressions}", pages=_CHANNELS),
    Metric("cpc", "unit_money", "inverse", "{spend_amount} / {clicks}", _CHANNELS),
    Metric("cpm", "unit_money", "inverse", "1000 × {spend_amount} / {impressions}", _CHANNELS),
    Metric(
        "cost_per_registration",
        "unit_money",
        "inverse",
        "{spend_amount} / {registrations}",
        _GROWTH,
    ),
    Metric("cac", "unit_money", "inverse", "{spend_amount} / {first_investments}", _GROWTH),
    Metric("paid_cac", "unit_money", "inverse", "{spend_amount} / {first_investments}", _CHANNELS),
    Metric("blended_cac", "unit_money", "inverse", "{spend_amount} / {first_investments}", _GROWTH),
    Metric(
        "roi", "ratio", "normal", "({revenue_amount} − {spend_amount}) / {spend_amount}", _RETURNS
    ),
    Metric("roas", "multiple", "normal", "{revenue_amount} / {spend_amount}", _RETURNS),
    Metric(
        "annualised_ratio", "ratio", "inverse", "{spend_amount} / {annualised_amount}", _RETURNS
    ),
    Metric("ltv", "unit_money", "normal", "{revenue_amount} / {first_investments}", _ECONOMICS),
    Metric("payback_days", "count", "inverse", "{revenue_amount} ≥ {spend_amount}", _ECONOMICS),
    Metric("registration_rate", "ratio", "normal", "{registrations} / {visitors}", _FUNNEL),
    Metric("first_investment_rate", "ratio", "normal", "{first_investments} / {visitors}", _FUNNEL),
    Metric("repeat_rate", "ratio", "normal", "{repeat_investments} / {first_investments}", _FUNNEL),
)
METRICS = {metric.code: metric for metric in _ALL}
