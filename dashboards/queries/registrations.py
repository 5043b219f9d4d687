"""When registrations come about: time from the touch that brought them, and hour of day."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

REST = ""
"""Everybody whom no partner brought, as one group."""
MOST_PARTNERS = 12
BANDS = (0, 15, 60, 300, 1800, 7200, 86400, 604800)
"""Lower edges in seconds."""
HOURS = tuple(range(24))
_COUNTED = f"""
    with counted as (
        select
            case when is_partner then channel else '{REST}' end as channel, {{value}} as value,
            sum(registrations) as registrations
        from fct_registration_times
        where registered_date between $start and $end and {{value}} is not null
            and (not is_partner or $every_channel
                or list_contains($channels::varchar[], channel))
        group by 1, 2
    ),
    groups as (
        select channel, sum(registrations) as of_group from counted group by 1
        order by channel = '{REST}' desc, of_group desc, channel limit {MOST_PARTNERS + 1}
    )
    select
        channel, value, registrations, of_group,
        registrations / nullif(of_group, 0) as share
    from counted
    inner join groups using (channel)
    order by channel = '{REST}' desc, of_group desc, channel, value
"""


def times(build: Build, filters: Filters) -> pd.DataFrame:
    """Registrations by group and band (`value`, seconds): the rest first, then the partners."""
    return build.read(_COUNTED.format(value="seconds_from"), filters.parameters)


def hours(build: Build, filters: Filters) -> pd.DataFrame:
    """The same by company hour of day (`value`)."""
    return build.read(_COUNTED.format(value="registered_hour"), filters.parameters)
