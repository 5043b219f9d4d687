"""Tables of the attribution page."""

from __future__ import annotations

from dashboards.components.table import Column
from dashboards.queries.contract import MODELS

CREDITS = (
    Column("channel", "channel", "common.channel", is_pinned=True, width="medium"),
    Column("first_credit", "credit", "attribution.first_credit"),
    Column("last_credit", "credit", "attribution.last_credit"),
    Column("last_non_direct_credit", "credit", "attribution.last_non_direct_credit"),
    Column("last_paid_credit", "credit", "attribution.last_paid_credit"),
    Column("linear_credit", "credit", "attribution.linear_credit"),
    Column("position_credit", "credit", "attribution.position_credit"),
    Column("time_decay_credit", "credit", "attribution.time_decay_credit"),
    Column("markov_credit", "credit", "attribution.markov_credit"),
    Column("shapley_credit", "credit", "attribution.shapley_credit"),
    Column("leave_one_out_credit", "credit", "attribution.leave_one_out_credit"),
    Column("last_minus_first", "difference", "attribution.last_minus_first"),
    Column("last_to_first_change", "change", "attribution.last_to_first_change"),
    Column("linear_minus_last", "difference", "attribution.linear_minus_last"),
    Column("spend_amount", "money"),
    Column("first_cost", "unit_money", "attribution.first_cost"),
    Column("last_cost", "unit_money", "attribution.last_cost"),
    Column("last_non_direct_cost", "unit_money", "attribution.last_non_direct_cost"),
    Column("last_paid_cost", "unit_money", "attribution.last_paid_cost"),
    Column("linear_cost", "unit_money", "attribution.linear_cost"),
    Column("position_cost", "unit_money", "attribution.position_cost"),
    Column("time_decay_cost", "unit_money", "attribution.time_decay_cost"),
    Column("markov_cost", "unit_money", "attribution.markov_cost"),
    Column("shapley_cost", "unit_money", "attribution.shapley_cost"),
    Column("leave_one_out_cost", "unit_money", "attribution.leave_one_out_cost"),
    Column("first_amount", "money", "attribution.first_amount"),
    Column("last_amount", "money", "attribution.last_amount"),
    Column("last_non_direct_amount", "money", "attribution.last_non_direct_amount"),
    Column("last_paid_amount", "money", "attribution.last_paid_amount"),
    Column("linear_amount", "money", "attribution.linear_amount"),
    Column("position_amount", "money", "attribution.position_amount"),
    Column("time_decay_amount", "money", "attribution.time_decay_amount"),
    Column("markov_amount", "money", "attribution.markov_amount"),
    Column("shapley_amount", "money", "attribution.shapley_amount"),
    Column("leave_one_out_amount", "money", "attribution.leave_one_out_amount"),
)
_BY_MODEL = tuple(
    Column(f"{model}_credit", "credit", f"attribution.{model}_credit") for model in MODELS
)
WINDOWS = (
    Column("channel", "channel", "common.channel", is_pinned=True, width="medium"),
    *_BY_MODEL,
)
PARTS: dict[str, tuple[Column, ...]] = {
    "campaign": (
        Column("part", "text", "attribution.campaign", is_pinned=True, width="medium"),
        Column("channel", "channel", "common.channel"),
        *_BY_MODEL,
    ),
    "keyword": (
        Column("part", "text", "attribution.keyword", is_pinned=True, width="medium"),
        Column("channel", "channel", "common.channel"),
        *_BY_MODEL,
    ),
    "city": (
        Column("part", "text", "attribution.city", is_pinned=True, width="medium"),
        *_BY_MODEL,
    ),
}
DECISIONS = (
    Column("channel", "channel", "common.channel", is_pinned=True, width="medium"),
    Column("more_models", "count", "attribution.more_models"),
    Column("judging_models", "count", "attribution.judging_models"),
    Column("flips_between_models", "flag", "attribution.flips_between_models", width=150),
    Column("flips_within_interval", "flag", "attribution.flips_within_interval", width=150),
    Column("gap", "difference", "attribution.credit_gap"),
)
TRUTHS = (
    Column("month", "day", "attribution.month"),
    Column("channel", "channel", "common.channel", width="medium"),
    Column("is_demand_capture", "flag", "attribution.is_demand_capture", width=130),
    Column("claimed_conversions", "credit", "attribution.claimed_conversions"),
    Column("own_conversions", "credit", "attribution.own_conversions"),
    Column("over_claim", "multiple", "attribution.over_claim"),
    Column("incremental_conversions", "credit", "attribution.incremental_conversions"),
    Column("incremental_low", "credit", "attribution.incremental_low"),
    Column("incremental_high", "credit", "attribution.incremental_high"),
    Column("claimed_amount", "money", "attribution.claimed_amount"),
    Column("own_amount", "money", "attribution.own_amount"),
)
INTERVALS = (
    Column("model", "code", "attribution.model", prefix="attribution."),
    Column("channel", "channel", "common.channel", width="medium"),
    Column("conversions", "credit", "attribution.credited"),
    Column("low", "credit", "attribution.low"),
    Column("high", "credit", "attribution.high"),
    Column("gap", "difference", "attribution.credit_gap"),
)
PATHS = (
    Column("named_path", "text", "attribution.path", is_pinned=True, width="medium"),
    Column("conversions", "count", "attribution.total"),
    Column("conversion_share", "share", "attribution.path_share"),
    Column("steps", "count", "attribution.path_steps"),
)
