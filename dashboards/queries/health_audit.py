"""What still moves after it was reported, and tracking that does not fit the spend."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

SETTLED_AGE = 30
"""Days after which what a source says of a day is taken as its last word."""
STILL_MOVING = 0.01
"""The share of spend that may still move after the suggested re-pull window."""
AGES = (1, 3, 7, 30)

_RESTATEMENTS = """
    with settled as (
        select *
        from fct_restatements
        where stat_date between $start and $end and stat_date + $settled_age <= $as_of
    ),

    ages as (
        select
            source,
            age_days,
            count(spend_amount) as days,
            cast(sum(abs(moved_spend_amount)) as double)
                / nullif(cast(sum(latest_spend_amount) filter (where spend_amount is not null)
                    as double), 0) as moved_share
        from settled
        group by source, age_days
    )

    select
        source,
        max(days) as days,
        max(moved_share) filter (where age_days = 1) as moved_1,
        max(moved_share) filter (where age_days = 3) as moved_3,
        max(moved_share) filter (where age_days = 7) as moved_7,
        max(moved_share) filter (where age_days = 30) as moved_30,
        min(age_days) filter (where moved_share <= $still_moving) as window_days
    from ages
    group by source
    having max(days) > 0
    order by moved_1 desc nulls last, source
"""


def restatements(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per source: the share of spend that moved after each age, over settled days.

    `window_days` is the smallest age after which at most 1 % of spend moved; empty when even the
    oldest moved more. Days younger than 30 are left out: they may still move.
    """
    more = {
        "as_of": build.as_of_date,
        "settled_age": SETTLED_AGE,
        "still_moving": STILL_MOVING,
    }
    return build.read(_RESTATEMENTS, {**filters.parameters, **more})
