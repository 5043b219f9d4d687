"""How the data came in: freshness, deliveries, rejected rows, checks, traffic left out."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build, Scalar

STATES = ("problems", "all")
SHOWN_REJECTS = 500
DOWNLOADED_REJECTS = 200_000

# A window that reaches an end of the data also takes what was delivered beyond it: contracts
# written before the first day, files that came the morning after the last.
_WINDOW = """
    coalesce(try_cast(stat_date as date), cast(coalesce(delivered_at, _loaded_at) as date))
        between case when $start <= $first then date '0001-01-01' else $start end
        and case when $end >= $as_of then date '9999-12-31' else $end end
"""
_REJECTED = f"delivery_id in (select delivery_id from fct_deliveries where {_WINDOW})"

_FRESHNESS = """
    with gaps as (
        select
            source,
            delivered_on,
            date_diff('day', lag(delivered_on) over (partition by source order by delivered_on),
                delivered_on) as gap_days
        from (
            select distinct source, cast(delivered_at as date) as delivered_on
            from fct_deliveries
            where status = 'loaded'
        ) as delivery_days
    ),

    rhythms as (
        select source, max(delivered_on) as last_delivered_on, median(gap_days) as rhythm_days
        from gaps
        group by source
    )

    select
        source,
        case
            when last_loaded_at is null then 'never'
            when date_diff('day', last_stat_date, $as_of) > greatest(1, coalesce(rhythm_days, 1))
                then 'late'
            when date_diff('day', last_delivered_on, $as_of) > 2 * greatest(1, rhythm_days)
                and rhythm_days is not null
                then 'late'
            else 'fresh'
        end as freshness,
        last_loaded_at,
        last_stat_date,
        case
            when last_stat_date is not null
                then greatest(0, date_diff('day', last_stat_date, $as_of))
        end as days_behind,
        cast(deliveries as bigint) as deliveries,
        cast(loaded_rows as bigint) as loaded_rows,
        cast(rejected_rows as bigint) as rejected_rows,
        cast(refused_files as bigint) as refused_files,
        cast(duplicate_files as bigint) as duplicate_files,
        cast(incomplete_deliveries as bigint) as incomplete_deliveries
    from fct_source_freshness
    left join rhythms using (source)
    order by freshness = 'fresh', source
"""
_DELIVERIES = f"""
    select
        source,
        dataset,
        file_name,
        case when status = 'loaded' and not is_complete then 'incomplete' else status end
            as state,
        try_cast(stat_date as date) as stat_date,
        delivered_at,
        row_count,
        rejected_count,
        is_current,
        reason_en,
        reason_zh
    from fct_deliveries
    where {_WINDOW}
        and case $state
            when 'all' then true
            when 'problems' then status <> 'loaded' or not is_complete or rejected_count > 0
            when 'incomplete' then status = 'loaded' and not is_complete
            else status = $state
        end
    order by delivered_at desc nulls last, file_name, stat_date
"""
_DELIVERY_COUNTS = f"""
    select
        count(distinct delivery_id) filter (where status = 'loaded' and is_complete) as complete,
        count(distinct delivery_id) filter (where status = 'loaded' and not is_complete)
            as incomplete,
        count(distinct delivery_id) filter (where status = 'refused') as refused,
        count(distinct delivery_id) filter (where status = 'duplicate') as duplicate,
        (select count(*) from fct_rejects where {_REJECTED}) as rejected_rows
    from fct_deliveries
    where {_WINDOW}
"""
_COVERAGE = """
    select
        source,
        try_cast(stat_date as date) as stat_date,
        case
            when bool_or(is_current and is_complete) then 'complete'
            when bool_or(status = 'loaded') then 'incomplete'
            else 'refused'
        end as state,
        count(distinct delivery_id) as deliveries,
        cast(sum(row_count) filter (where is_current) as bigint) as row_count
    from fct_deliveries
    where try_cast(stat_date as date) between $start and $end
    group by 1, 2
    order by 1, 2
"""
_REASONS = f"""
    select source, reason_code, any_value(reason_en) as reason_en,
        any_value(reason_zh) as reason_zh, count(*) as rejected_rows
    from fct_rejects
    where {_REJECTED}
    group by source, reason_code
    order by rejected_rows desc, source, reason_code
"""
_REJECTS = f"""
    select source, dataset, _source_file, _row_number, column_name, reason_en, reason_zh,
        value, raw_row, _loaded_at
    from fct_rejects
    where {_REJECTED}
    order by _loaded_at desc, source, _source_file, _row_number, column_name
    limit $row_limit
"""
_CHECKS = """
    select check_name, status, cast(failures as bigint) as failures, message, checked_at
    from meta_checks
    order by status = 'pass', status, check_name
"""
_QUALITY = "select metric, cast(value as double) as value from fct_data_quality order by metric"
_UNMATCHED = """
    select
        cast(date_trunc('week', stat_date) as date) as period_start,
        cast(coalesce(sum(sessions) filter (where channel_class = 'Unmatched'), 0) as bigint)
            as unmatched_sessions,
        cast(sum(sessions) as bigint) as sessions,
        coalesce(sum(sessions) filter (where channel_class = 'Unmatched'), 0)
            / nullif(sum(sessions), 0) as unmatched_share
    from fct_channel_daily
    left join dim_channels using (channel)
    where stat_date between $start and $end
    group by 1
    order by 1
"""


def freshness(build: Build) -> pd.DataFrame:
    """One row per source; `late` when it is further behind than its own rhythm explains."""
    return build.read(_FRESHNESS, {"as_of": build.as_of_date})


def deliveries(build: Build, filters: Filters, state: str) -> pd.DataFrame:
    """Deliveries of the window, newest first; `state` is one of them, `problems` or `all`."""
    return build.read(_DELIVERIES, {**_parameters(build, filters), "state": state})


def delivery_counts(build: Build, filters: Filters) -> pd.Series:
    """How many deliveries were complete, incomplete, refused, duplicate; rows rejected."""
    return build.read(_DELIVERY_COUNTS, _parameters(build, filters)).iloc[0]


def coverage(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per source and day that deliveries cover: complete, incomplete or refused."""
    return build.read(_COVERAGE, filters.parameters)


def reject_reasons(build: Build, filters: Filters) -> pd.DataFrame:
    """Rejected rows of the window's deliveries by source and reason, most frequent first."""
    return build.read(_REASONS, _parameters(build, filters))


def rejects(build: Build, filters: Filters, row_limit: int) -> pd.DataFrame:
    """The newest rejected rows of the window with their reasons."""
    limit = {"row_limit": row_limit}
    return build.read(_REJECTS, {**_parameters(build, filters), **limit})


def checks(build: Build) -> pd.DataFrame:
    """The checks of this build; those that did not pass come first."""
    return build.read(_CHECKS)


def quality(build: Build) -> pd.DataFrame:
    """Counts of traffic left out of people counts, and of identities in doubt."""
    return build.read(_QUALITY)


def unmatched_traffic(build: Build, filters: Filters) -> pd.DataFrame:
    """Sessions whose tracking parameter no rule knows, per week, and their share."""
    return build.read(_UNMATCHED, filters.parameters)


def _parameters(build: Build, filters: Filters) -> dict[str, Scalar | tuple[str, ...]]:
    return {**filters.parameters, "as_of": build.as_of_date, "first": build.first_date}
