"""What spending is made of, and what platforms, partners and invoices say of it."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

_MONTHS = "month_start between date_trunc('month', cast($start as date)) and $end"
_PARTS = f"""
    select
        component,
        sum(gross_amount) as gross_amount,
        sum(taken_back_amount) as taken_back_amount,
        sum(spend_amount) as spend_amount,
        sum(sum(spend_amount)) over in_order - sum(spend_amount) as opening_amount,
        sum(sum(spend_amount)) over in_order as closing_amount
    from fct_spend_waterfall
    where {_MONTHS}
    group by component, component_order
    window in_order as (order by component_order)
    order by component_order
"""
_BY_MONTH = f"""
    select month_start, component, gross_amount, taken_back_amount, spend_amount
    from fct_spend_waterfall
    where {_MONTHS}
    order by month_start desc, component_order
"""
_TOUCHED = "period_start <= $end and period_end >= $start"
_STATEMENTS = f"""
    select
        statement_kind, stated_by, coalesce(channel, '') as channel, reason, stated_amount,
        counted_amount, difference_amount, period_start, period_end
    from fct_spend_reconciliation
    where {_TOUCHED}
    order by abs(difference_amount) desc nulls last, statement_kind, stated_by, period_start
"""
_KINDS = f"""
    select
        statement_kind,
        count(*) as statements,
        count(*) filter (where reason = 'agrees') as agreeing,
        sum(stated_amount) as stated_amount,
        sum(counted_amount) as counted_amount,
        sum(difference_amount) as difference_amount
    from fct_spend_reconciliation
    where stated_amount is not null and {_TOUCHED}
    group by statement_kind
    order by case statement_kind when 'platform' then 1 when 'partner' then 2 else 3 end
"""


def parts(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per kind of spend in the order they pile up, over the months of the window."""
    return build.read(_PARTS, filters.parameters)


def by_month(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per month and kind of spend, the newest month first."""
    return build.read(_BY_MONTH, filters.parameters)


def statements(build: Build, filters: Filters) -> pd.DataFrame:
    """Every statement that touches the window, the largest difference first."""
    return build.read(_STATEMENTS, filters.parameters)


def kinds(build: Build, filters: Filters) -> pd.DataFrame:
    """What platforms, partners and invoices state in total, and what we count of it."""
    return build.read(_KINDS, filters.parameters)
