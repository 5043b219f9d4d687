"""Campus and offline activities: cost, what their codes brought, and lifts of their cities."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

METRICS = ("registrations", "first_investments", "halo_sessions")
METRICS += ("campus_registrations", "campus_first_investments")
GROUPINGS = ("activity_name", "team", "venue", "code")
_BY_CHANNEL = "($every_channel or list_contains($channels::varchar[], channel))"
_HELD = f"start_date between $start and $end and {_BY_CHANNEL}"
_ACTIVITIES = f"""
    select
        activity_id, activity_name, activity_type, channel, city, venue, owner, start_date,
        end_date, planned_amount, cost_amount, cost_lines, distributed, attended, scanned,
        told_registrations, scans, registrations, first_investments, invested_amount,
        revenue_amount,
        cost_amount / nullif(registrations, 0) as cost_per_registration,
        cost_amount / nullif(first_investments, 0) as cost_per_investor
    from fct_activities
    where {_HELD}
    order by cost_amount desc nulls last, activity_id
"""
_GROUPED = f"""
    select
        {{grouping}} as name, count(distinct activity_id) as activities, sum(codes.scans) as scans,
        sum(codes.registrations) as registrations,
        sum(codes.first_investments) as first_investments,
        sum(codes.invested_amount) as invested_amount,
        sum(codes.revenue_amount) as revenue_amount
    from fct_activity_codes as codes
    inner join (
        select activity_id, activity_name from fct_activities where {_HELD}
    ) as held using (activity_id)
    group by 1
    order by first_investments desc, registrations desc, name
"""
_LIFTS = f"""
    select
        placement_id, placement_name, placement_kind, channel, city, start_date, watched_until,
        cost_amount, verdict, incremental, incremental_low, incremental_high, p, controls,
        refusal_en, refusal_zh,
        case when verdict = 'lift' then cost_amount / nullif(incremental, 0) end
            as cost_per_incremental
    from fct_place_lifts
    inner join fct_placements using (placement_id)
    where metric = $metric and {_HELD}
    order by incremental is null, start_date, placement_id
"""
_CITIES = f"""
    select
        channel, city, sum(spend_amount) as spend_amount, sum(registrations) as registrations,
        sum(first_investments) as first_investments,
        sum(first_invested_amount) as first_invested_amount,
        sum(spend_amount) / nullif(sum(first_investments), 0) as cac
    from fct_offline_cities_monthly
    where month between date_trunc('month', $start::date) and $end and {_BY_CHANNEL}
    group by 1, 2
    order by spend_amount desc, first_investments desc, channel, city
"""
_PLACES = f"""
    with held as (
        select
            regexp_replace(city, '市$', '') as place, count(*) as activities,
            sum(cost_amount) as cost_amount, sum(registrations) as registrations,
            sum(first_investments) as first_investments
        from fct_activities
        where {_HELD} and city <> ''
        group by 1
    ),

    watched as (
        select
            regexp_replace(city, '市$', '') as place,
            sum(incremental) filter (where verdict = 'lift') as incremental,
            case
                when count(*) filter (where verdict = 'lift') > 0 then 'lift'
                when count(incremental) > 0 then 'cannot tell'
                else 'untold'
            end as verdict
        from fct_place_lifts
        inner join fct_placements using (placement_id)
        where metric = 'first_investments' and {_HELD} and city <> ''
        group by 1
    )

    select
        coalesce(held.place, watched.place) as city, coalesce(verdict, 'untold') as verdict,
        coalesce(activities, 0) as activities, cost_amount,
        coalesce(registrations, 0) as registrations,
        coalesce(first_investments, 0) as first_investments, incremental, city_en, longitude,
        latitude
    from held
    full join watched on held.place = watched.place
    left join dim_cities
        on coalesce(held.place, watched.place) = dim_cities.city
            or lower(coalesce(held.place, watched.place)) = lower(dim_cities.city_en)
    order by first_investments desc, activities desc, 1
"""
_AUDIENCE = f"""
    select
        channel, coalesce(birth_decade, 0) as birth_decade, sum(registrations) as registrations,
        sum(first_investments) as first_investments,
        sum(first_invested_amount) as first_invested_amount,
        sum(first_investments) / nullif(sum(registrations), 0) as investing_rate
    from fct_offline_cities_monthly
    where month between date_trunc('month', $start::date) and $end and {_BY_CHANNEL}
    group by 1, 2
    having sum(registrations) > 0
    order by 1, 2
"""


def activities(build: Build, filters: Filters) -> pd.DataFrame:
    """Activities that began in the window, the dearest first."""
    return build.read(_ACTIVITIES, filters.parameters)


def grouped(build: Build, filters: Filters, grouping: str) -> pd.DataFrame:
    """What codes brought, by one of `GROUPINGS`."""
    if grouping not in GROUPINGS:
        raise ValueError(grouping)
    return build.read(_GROUPED.format(grouping=grouping), filters.parameters)


def lifts(build: Build, filters: Filters, metric: str) -> pd.DataFrame:
    """One row per placement: the lift of its city in one of `METRICS`, or why none is told."""
    return build.read(_LIFTS, {**filters.parameters, "metric": metric})


def cities(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per offline channel and city: spend and whom it brought."""
    return build.read(_CITIES, filters.parameters)


def places(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per city with an activity or a watched placement: figures, lift, and where it lies.

    `verdict` is `lift` where any placement had one, `cannot tell` where none had, and `untold`
    where nothing was measured. A city that is not on the map has no longitude.
    """
    return build.read(_PLACES, filters.parameters)


def audience(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per offline channel and decade of birth (0 where not known)."""
    return build.read(_AUDIENCE, filters.parameters)
