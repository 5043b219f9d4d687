"""What paid channels cost and brought per week of entry, and what they cost now."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboards.queries.reader import Build
from measurement.budget import MONTH_DAYS, Economics, Week, economics

AGE = 90
"""Days after entry by which first investors and revenue are counted."""
WEEKS = 26

_WEEKS = """
    with days as (
        select
            channel,
            entry_date,
            spend_amount,
            first_investments,
            revenue_amount,
            (max(entry_date) over () - entry_date) // 7 as weeks_back
        from fct_channel_cohorts
        inner join dim_channels using (channel)
        where age_days = $age and is_mature and is_paid and pricing_model <> 'PROMOTION'
    )
    select
        channel,
        weeks_back,
        sum(spend_amount) as spend_amount,
        cast(sum(first_investments) as bigint) as first_investments,
        sum(revenue_amount) as revenue_amount
    from days
    where weeks_back < $weeks
        and weeks_back < (
            select (max(entry_date) - min(entry_date) + 1) // 7 from days as every_day
        )
    group by 1, 2
    order by channel, weeks_back desc
"""
_TODAY = """
    select channel, sum(spend_amount) as spend_amount
    from fct_channel_daily
    inner join dim_channels using (channel)
    where stat_date > $as_of::date - $days::integer and is_paid
        and pricing_model <> 'PROMOTION'
    group by channel
    having sum(spend_amount) > 0
    order by spend_amount desc, channel
"""


@dataclass(frozen=True)
class Base:
    """Channels that can be planned with, what each costs in 30 days now, and the others."""

    channels: tuple[Economics, ...]
    now: dict[str, float]
    left_out: tuple[str, ...]


def base(build: Build) -> Base:
    """The economics of every paid channel that spends now, the largest first."""
    today = build.read(_TODAY, {"as_of": build.as_of_date, "days": MONTH_DAYS})
    weeks = build.read(_WEEKS, {"age": AGE, "weeks": WEEKS})
    spends = zip(today["channel"], today["spend_amount"], strict=True)
    spent = {str(code): float(amount) for code, amount in spends}
    judged = {code: economics(code, _weeks(weeks, code)) for code in spent}
    known = tuple(found for found in judged.values() if found is not None)
    now = {found.channel: spent[found.channel] for found in known}
    return Base(known, now, tuple(code for code, found in judged.items() if found is None))


def _weeks(frame: pd.DataFrame, channel: str) -> list[Week]:
    rows = frame[frame["channel"] == channel].to_dict("records")
    return [
        Week(
            float(row["spend_amount"]), int(row["first_investments"]), float(row["revenue_amount"])
        )
        for row in rows
    ]
