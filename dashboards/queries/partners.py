"""What partners are owed, report and bill, and the lines on which that differs."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

MOST_LINES = 2000
_CHOSEN = (
    "event_date between $start and $end "
    "and ($every_channel or list_contains($channels::varchar[], channel))"
)
_SUMS = """
    count(*) as events,
    sum(owed_amount) as owed_amount,
    sum(reported_amount) as reported_amount,
    sum(billed_amount) as billed_amount,
    sum(paid_amount) as paid_amount,
    sum(owed_amount) - coalesce(sum(paid_amount), 0) as open_amount,
    sum(claimed_amount) as claimed_amount,
    coalesce(sum(claimed_amount) filter (where reason is distinct from 'no_contract'), 0)
        - sum(owed_amount) as difference,
    count(dispute) as disputed,
    coalesce(sum(claimed_amount) filter (where dispute is not null), 0) as disputed_amount,
    coalesce(sum(owed_amount) filter (where dispute is not null), 0) as disputed_owed_amount,
    count(*) filter (where payable_state = 'reversed') as reversed
"""
_TOTALS = f"select {_SUMS} from fct_partner_payables where {_CHOSEN}"
_PARTNERS = f"""
    select channel, {_SUMS}
    from fct_partner_payables
    where {_CHOSEN}
    group by channel
    order by coalesce(sum(owed_amount), sum(claimed_amount)) desc nulls last, channel
"""
_DISPUTES = f"""
    select
        event_date, channel, event_type, contract_id, network_txn_id, order_id, dispute,
        case
            when evidence like 'brought_by:%' then substr(evidence, 12)
            when evidence like 'withdrawn:%' then substr(evidence, 11)
            else evidence
        end as evidence,
        owed_amount, claimed_amount
    from fct_partner_payables
    where {_CHOSEN} and dispute is not null
    order by coalesce(claimed_amount, owed_amount) desc nulls last, event_date, event_key
    limit {MOST_LINES}
"""
_DOUBTFUL = f"""
    select
        registered_date, evidence.channel, account, signs, seconds_to_register,
        registered_hour, device_accounts, block_registrations, payables.owed_amount,
        payables.claimed_amount, evidence.paid_date
    from fct_registration_evidence as evidence
    left join fct_partner_payables as payables
        on payables.channel = evidence.channel and payables.event_type = 'register_cpa'
        and payables.event_key = evidence.user_id
    where is_doubtful and registered_date between $start and $end
        and ($every_channel or list_contains($channels::varchar[], evidence.channel))
    order by registered_date desc, evidence.channel, account
    limit {MOST_LINES}
"""
_REASONS = f"""
    select
        dispute, count(*) as lines, coalesce(sum(claimed_amount), 0) as claimed_amount,
        coalesce(sum(owed_amount), 0) as owed_amount,
        coalesce(sum(claimed_amount), 0) - coalesce(sum(owed_amount), 0) as difference
    from fct_partner_payables
    where {_CHOSEN} and dispute is not null
    group by dispute
    order by lines desc, dispute
"""


def totals(build: Build, filters: Filters) -> pd.Series:
    """Events, the amounts owed, reported, billed, paid and still to pay, disputes and reversals."""
    return build.read(_TOTALS, filters.parameters).iloc[0]


def partners(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per partner: the same figures."""
    return build.read(_PARTNERS, filters.parameters)


def disputes(build: Build, filters: Filters) -> pd.DataFrame:
    """The disputed lines, largest claim first, at most `MOST_LINES` of them."""
    return build.read(_DISPUTES, filters.parameters)


def doubtful(build: Build, filters: Filters) -> pd.DataFrame:
    """Registrations behind which nobody seems to stand, with the signs of each."""
    return build.read(_DOUBTFUL, filters.parameters)


def reasons(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per reason for a dispute: lines, what is claimed on them less what is owed."""
    return build.read(_REASONS, filters.parameters)
