"""Who gets the credit: the same conversions under several models, side by side."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

KINDS = ("first_investment", "registration", "repeat_investment")
DATA_DRIVEN = ("markov", "shapley", "leave_one_out")


def measures(kind: str) -> tuple[str, ...]:
    """What credit can be counted in: a registration has no amount."""
    return ("conversions",) if kind == "registration" else ("conversions", "amount")


_CREDITS = """
    with sums as (
        select channel, model, sum(conversions) as conversions, sum(amount) as amount
        from fct_channel_credit_daily
        where conversion_kind = $conversion_kind
            and conversion_date between $start and $end
            and ($every_channel or list_contains($channels::varchar[], channel))
        group by channel, model
    ),

    credits as (
        select
            channel,
            sum(conversions) filter (where model = 'first') as first_credit,
            sum(conversions) filter (where model = 'last') as last_credit,
            sum(conversions) filter (where model = 'last_non_direct') as last_non_direct_credit,
            sum(conversions) filter (where model = 'last_paid') as last_paid_credit,
            sum(conversions) filter (where model = 'linear') as linear_credit,
            sum(conversions) filter (where model = 'position') as position_credit,
            sum(conversions) filter (where model = 'time_decay') as time_decay_credit,
            sum(conversions) filter (where model = 'markov') as markov_credit,
            sum(conversions) filter (where model = 'shapley') as shapley_credit,
            sum(conversions) filter (where model = 'leave_one_out') as leave_one_out_credit,
            sum(amount) filter (where model = 'first') as first_amount,
            sum(amount) filter (where model = 'last') as last_amount,
            sum(amount) filter (where model = 'last_non_direct') as last_non_direct_amount,
            sum(amount) filter (where model = 'last_paid') as last_paid_amount,
            sum(amount) filter (where model = 'linear') as linear_amount,
            sum(amount) filter (where model = 'position') as position_amount,
            sum(amount) filter (where model = 'time_decay') as time_decay_amount,
            sum(amount) filter (where model = 'markov') as markov_amount,
            sum(amount) filter (where model = 'shapley') as shapley_amount,
            sum(amount) filter (where model = 'leave_one_out') as leave_one_out_amount
        from sums
        group by channel
    ),

    spend as (
        select channel, sum(spend_amount) as spend_amount
        from fct_channel_daily
        inner join dim_channels using (channel)
        where stat_date between $start and $end
            and pricing_model <> 'PROMOTION'
            and ($every_channel or list_contains($channels::varchar[], channel))
        group by channel
        having sum(spend_amount) > 0
    )

    select
        coalesce(credits.channel, spend.channel) as channel,
        coalesce(first_credit, 0) as first_credit,
        coalesce(last_credit, 0) as last_credit,
        coalesce(last_non_direct_credit, 0) as last_non_direct_credit,
        coalesce(last_paid_credit, 0) as last_paid_credit,
        coalesce(linear_credit, 0) as linear_credit,
        coalesce(position_credit, 0) as position_credit,
        coalesce(time_decay_credit, 0) as time_decay_credit,
        coalesce(markov_credit, 0) as markov_credit,
        coalesce(shapley_credit, 0) as shapley_credit,
        coalesce(leave_one_out_credit, 0) as leave_one_out_credit,
        coalesce(last_credit, 0) - coalesce(first_credit, 0) as last_minus_first,
        (coalesce(last_credit, 0) - coalesce(first_credit, 0)) / nullif(first_credit, 0)
            as last_to_first_change,
        coalesce(linear_credit, 0) - coalesce(last_credit, 0) as linear_minus_last,
        first_amount,
        last_amount,
        last_non_direct_amount,
        last_paid_amount,
        linear_amount,
        position_amount,
        time_decay_amount,
        markov_amount,
        shapley_amount,
        leave_one_out_amount,
        spend_amount,
        spend_amount / nullif(first_credit, 0) as first_cost,
        spend_amount / nullif(last_credit, 0) as last_cost,
        spend_amount / nullif(last_non_direct_credit, 0) as last_non_direct_cost,
        spend_amount / nullif(last_paid_credit, 0) as last_paid_cost,
        spend_amount / nullif(linear_credit, 0) as linear_cost,
        spend_amount / nullif(position_credit, 0) as position_cost,
        spend_amount / nullif(time_decay_credit, 0) as time_decay_cost,
        spend_amount / nullif(markov_credit, 0) as markov_cost,
        spend_amount / nullif(greatest(shapley_credit, 0), 0) as shapley_cost,
        spend_amount / nullif(leave_one_out_credit, 0) as leave_one_out_cost
    from credits
    full join spend on credits.channel = spend.channel
    order by coalesce(linear_credit, 0) desc, 1
"""
_TOTALS = """
    select
        sum(conversions) as conversions,
        coalesce(sum(conversions) filter (where channel = 'unattributed'), 0) as unattributed,
        sum(amount) as amount,
        coalesce(sum(conversions) filter (where channel = 'unattributed'), 0)
            / nullif(sum(conversions), 0) as unattributed_share
    from fct_channel_credit_daily
    where conversion_kind = $conversion_kind
        and model = 'linear'
        and conversion_date between $start and $end
        and ($every_channel or list_contains($channels::varchar[], channel))
"""


def credits(build: Build, filters: Filters, kind: str) -> pd.DataFrame:
    """One row per channel: credit, credited amount and cost under every model."""
    return build.read(_CREDITS, {**filters.parameters, "conversion_kind": kind})


def totals(build: Build, filters: Filters, kind: str) -> pd.Series:
    """Conversions of the window, how many have no touchpoint at all, and their amount."""
    return build.read(_TOTALS, {**filters.parameters, "conversion_kind": kind}).iloc[0]


def widest_gap(frame: pd.DataFrame) -> pd.Series | None:
    """The channel whose first-touch and last-touch credit differ most."""
    known = frame[(frame["channel"] != "unattributed") & (frame["linear_credit"] > 0)]
    if known.empty:
        return None
    return known.loc[known["last_minus_first"].abs().idxmax()]
