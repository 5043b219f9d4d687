"""Spend and traffic that do not fit, as findings with the money at stake."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.health_audit import code_conflicts, misfits, unmatched_values
from dashboards.queries.reader import Build

COLUMNS = ["kind", "channel", "name", "suggestion", "days", "visits", "stake_amount"]
_COSTS = """
    select
        case when grouping(audit.channel) = 1 then '' else audit.channel end as channel,
        cast(sum(spend_amount) as double) / nullif(sum(touchpoints), 0) as cost
    from fct_tracking_audit as audit
    inner join dim_channels as channels on audit.channel = channels.channel
    where stat_date between $start and $end and channels.is_paid and spend_amount > 0
    group by grouping sets ((audit.channel), ())
    having sum(touchpoints) > 0
"""
_CLAIMED = """
    select activity_id, cast(cost_amount as double) as cost_amount from fct_activities
"""


def findings(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per finding, dearest first: kind, channel, name, suggestion, days, visits, stake.

    The stake is empty where nothing tells what such visits cost.
    """
    costs = build.read(_COSTS, filters.parameters).set_index("channel")["cost"]
    parts = [
        _misfits(misfits(build, filters), costs),
        _unmatched(unmatched_values(build, filters), costs),
        _conflicts(code_conflicts(build), build.read(_CLAIMED)),
    ]
    found = pd.concat([part for part in parts if not part.empty] or parts[:1], ignore_index=True)
    order = ["stake_amount", "visits", "kind", "channel", "name"]
    ascending = [False, False, True, True, True]
    return found.sort_values(order, ascending=ascending, ignore_index=True)[COLUMNS]


def by_kind(found: pd.DataFrame) -> pd.DataFrame:
    """One row per kind of finding: how many there are, and the money at stake."""
    grouped = found.groupby("kind", sort=False)
    sums = grouped.agg(findings=("kind", "size"))
    sums["stake_amount"] = grouped["stake_amount"].sum(min_count=1)
    return sums.reset_index().sort_values("stake_amount", ascending=False, ignore_index=True)


def _misfits(frame: pd.DataFrame, costs: pd.Series) -> pd.DataFrame:
    """A campaign without traffic is a broken link: others of its channel arrive."""
    is_campaign = frame["campaign_id"].notna()
    is_spend = frame["misfit"] == "spend_without_traffic"
    usual = frame["channel"].map(costs).fillna(costs.get("", float("nan")))
    return pd.DataFrame(
        {
            "kind": frame["misfit"].mask(is_spend & is_campaign, "broken_link"),
            "channel": frame["channel"],
            "name": frame["campaign_name"].fillna(""),
            "suggestion": "",
            "days": frame["days"],
            "visits": frame["touchpoints"],
            "stake_amount": frame["spend_amount"].where(is_spend, frame["touchpoints"] * usual),
        }
    )


def _unmatched(frame: pd.DataFrame, costs: pd.Series) -> pd.DataFrame:
    """What nobody knows costs what visits of paid channels cost."""
    named = frame[["utm_source", "utm_medium", "code"]].fillna("")
    return pd.DataFrame(
        {
            "kind": "unmatched_value",
            "channel": "",
            "name": [" · ".join(part for part in row if part) for row in named.to_numpy()],
            "suggestion": frame["suggestion"].fillna(""),
            "days": pd.NA,
            "visits": frame["sessions"],
            "stake_amount": frame["sessions"] * costs.get("", float("nan")),
        }
    )


def _conflicts(frame: pd.DataFrame, activities: pd.DataFrame) -> pd.DataFrame:
    """A code of two channels puts the cost of the activities at stake that claim it."""
    known = activities.set_index("activity_id")["cost_amount"]
    both = [frame[name].map(known) for name in ("claimed_by", "other_claimed_by")]
    stake = pd.concat(both, axis=1).sum(axis=1, min_count=1)
    return pd.DataFrame(
        {
            "kind": "code_conflict",
            "channel": frame["channel"],
            "name": frame["code"],
            "suggestion": frame["other_channel"],
            "days": pd.NA,
            "visits": pd.NA,
            "stake_amount": stake,
        }
    )
