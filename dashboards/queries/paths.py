"""By which channels people came before they converted, in which order."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

LISTED = 50
STEP = " > "
_PATHS = """
    select
        path,
        is_rest,
        cast(sum(conversions) as bigint) as conversions,
        sum(conversions) / nullif(sum(sum(conversions)) over (), 0) as conversion_share,
        case when not is_rest then len(string_split(path, ' > ')) end as steps
    from fct_conversion_paths
    where conversion_kind = $conversion_kind
        and month between date_trunc('month', $start::date) and $end
        and ($every_channel or list_has_any(string_split(path, ' > '), $channels::varchar[]))
    group by path, is_rest
    order by is_rest, conversions desc, path
"""


def paths(build: Build, filters: Filters, kind: str) -> pd.DataFrame:
    """One row per path, the commonest first, over the months that the window touches.

    The last row stands for paths too rare to be listed in their month (`is_rest`).
    """
    return build.read(_PATHS, {**filters.parameters, "conversion_kind": kind})
