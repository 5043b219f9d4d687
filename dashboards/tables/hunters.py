"""Tables of the referral and bonus hunters page."""

from __future__ import annotations

import pandas as pd

from dashboards.components.table import Column
from dashboards.queries.hunters import REASONS
from dashboards.scope import Scope

HISTOGRAM = (
    Column("score_from", "count", "hunters.score", is_pinned=True),
    Column("investors", "count", "hunters.investors"),
)
_COUNTS = (
    Column("investors", "count", "hunters.investors"),
    Column("hunters", "count", "hunters.hunters"),
    Column("hunter_share", "ratio", "hunters.hunter_share"),
)
_COSTS = (
    Column("subsidy_amount", "money", "hunters.subsidy_amount"),
    Column("hunter_subsidy_amount", "money", "hunters.hunter_subsidy_amount"),
    Column("hunter_subsidy_share", "ratio", "hunters.hunter_subsidy_share"),
    Column("subsidy_per_investor", "unit_money", "hunters.subsidy_per_investor"),
    Column("subsidy_per_real_investor", "unit_money", "hunters.subsidy_per_real_investor"),
)
_CAC = (
    Column("spend_amount", "money", "hunters.spend_amount"),
    Column("cac", "unit_money", "hunters.cac"),
    Column("real_cac", "unit_money", "hunters.real_cac"),
)
_WORTH = (
    Column("invested_per_investor", "money", "hunters.invested_per_investor"),
    Column("revenue_per_investor", "unit_money", "hunters.revenue_per_investor"),
)
CLUSTERS = (
    Column("cluster_id", "text", "hunters.cluster", is_pinned=True),
    Column("investors", "count", "hunters.investors"),
    Column("hunters", "count", "hunters.hunters"),
    Column("channels", "count", "hunters.channels"),
    Column("shared_cards", "count", "hunters.shared_cards"),
    Column("shared_devices", "count", "hunters.shared_devices"),
    Column("shared_inviters", "count", "hunters.shared_inviters"),
    Column("shared_ip_blocks", "count", "hunters.shared_ip_blocks"),
    Column("subsidy_amount", "money", "hunters.subsidy_amount"),
    Column("first_invested_date", "day", "hunters.first_invested_date"),
    Column("last_invested_date", "day", "hunters.last_invested_date"),
)
SUSPECTS = (
    Column("investor", "text", "hunters.investor", is_pinned=True),
    Column("score_percent", "count", "hunters.score"),
    Column("reasons", "text", "hunters.reasons", width="large"),
    Column("channel", "channel", "common.channel"),
    Column("partner", "text", "hunters.partner"),
    Column("cluster_id", "text", "hunters.cluster"),
    Column("investments", "count", "hunters.investments"),
    Column("invested_amount", "money", "hunters.invested_amount"),
    Column("subsidy_amount", "money", "hunters.subsidy_amount"),
    Column("first_invested_date", "day", "hunters.first_invested_date"),
)
QUALITY = (
    Column("side", "code", "hunters.side", is_pinned=True, prefix="hunters.side_"),
    Column("registrations", "count", "hunters.registrations"),
    Column("investors", "count", "hunters.investors"),
    Column("investing_rate", "ratio", "hunters.investing_rate"),
    Column("hunters", "count", "hunters.hunters"),
    Column("hunter_share", "ratio", "hunters.hunter_share"),
    Column("cac", "unit_money", "hunters.cac"),
    Column("real_cac", "unit_money", "hunters.real_cac"),
    *_WORTH,
)
COHORTS = (
    Column("period_start", "day", "hunters.registered_month", is_pinned=True),
    Column("accounts", "count", "hunters.registrations"),
    Column("inviters", "count", "hunters.inviters"),
    Column("invited_accounts", "count", "hunters.invited_accounts"),
    Column("invited_investors", "count", "hunters.invited_investors"),
    Column("k_30", "ratio", "hunters.k_30"),
    Column("k_90", "ratio", "hunters.k_90"),
    Column("k_to_date", "ratio", "hunters.k_to_date"),
    Column("per_inviter", "credit", "hunters.per_inviter"),
    Column("is_mature_30", "flag", "common.mature"),
)
TREES = (
    Column("depth", "count", "hunters.depth", is_pinned=True),
    Column("trees", "count", "hunters.trees"),
    Column("accounts", "count", "hunters.invited_accounts"),
    Column("largest", "count", "hunters.largest"),
    Column("investors", "count", "hunters.invited_investors"),
    Column("invested_amount", "money", "hunters.invested_amount"),
)
INVITERS = (
    Column("inviter_id", "text", "hunters.inviter", is_pinned=True),
    Column("inviter_kind", "code", "hunters.inviter_kind", prefix="hunters.kind_"),
    Column("partner", "text", "hunters.partner"),
    Column("invited_accounts", "count", "hunters.invited_accounts"),
    Column("invited_investors", "count", "hunters.invited_investors"),
    Column("hunters", "count", "hunters.hunters"),
    Column("invited_amount", "money", "hunters.invested_amount"),
    Column("reward_amount", "money", "hunters.reward_amount"),
    Column("owed_amount", "money", "hunters.owed_amount"),
    Column("cost_per_investor", "unit_money", "hunters.cost_per_investor"),
    Column("score_percent", "count", "hunters.own_score"),
    Column("registered_date", "day", "hunters.registered_date"),
)


def groups(breakdown: str) -> tuple[Column, ...]:
    """Columns of a breakdown; only channels and partners have a cost beside the subsidy."""
    name = Column("name", "text", f"hunters.by_{breakdown}", is_pinned=True, width="medium")
    cac = _CAC if breakdown in ("channel", "partner") else ()
    return (name, *_COUNTS, *_COSTS, *cac, *_WORTH)


def named(scope: Scope, frame: pd.DataFrame, breakdown: str) -> pd.DataFrame:
    """The frame with `name`: a channel's in the reader's language, else the value itself."""
    values = frame["breakdown_value"].astype(str)
    names = [scope.channel_name(value) if breakdown == "channel" else value for value in values]
    return frame.assign(name=names)


def with_reasons(scope: Scope, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `reasons`: those that hold for each investor, in words."""
    words = {code: scope.words(f"hunters.{code}") for code in REASONS}
    between = "；" if scope.words.language == "zh" else "; "
    told = [
        between.join(words[code] for code in REASONS if row[code])
        for row in frame.to_dict("records")
    ]
    return frame.assign(reasons=told)
