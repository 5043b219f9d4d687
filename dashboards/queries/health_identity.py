"""How far devices were put together into people."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

_MONTHS = """
    select
        first_month,
        cast(sum(people) as bigint) as visitors,
        sum(people) filter (where not is_tied) / nullif(sum(people), 0) as untied_share,
        cast(sum(greatest(anonymous_ids - people, 0)) filter (where is_tied) as bigint)
            as fragments,
        sum(anonymous_ids) filter (where is_tied and ids_up_to_5 > 0)
            / nullif(sum(people) filter (where is_tied and ids_up_to_5 > 0), 0) as ids_per_person,
        cast(coalesce(sum(people) filter (where is_tied and ids_up_to_5 > 1), 0) as bigint)
            as people_of_several_ids,
        cast(sum(people_on_shared_ids) as bigint) as people_on_shared_ids,
        cast(coalesce(sum(people) filter (where ids_up_to_5 = 0), 0) as bigint) as never_seen
    from fct_identity_fragments
    where first_month between date_trunc('month', $start::date) and $end
    group by 1
    order by 1
"""


def fragments(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per month of first visit that the window touches.

    Fragments are anonymous ids beyond a person's first, which without ties would count as visitors.
    """
    return build.read(_MONTHS, filters.parameters)
