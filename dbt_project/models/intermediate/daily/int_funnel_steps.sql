-- depends_on: {{ ref('int_visitors_touched') }}
with

funnels as (

    select * from {{ ref('dim_funnels') }}

),

people as (

    select
        *,
        {{ age_band('extract(year from visited_date) - birth_year') }} as age_band
    from {{ rows_rebuilt(ref('fct_funnel')) }}

),

{# People first, then each one's steps: the other way round all people would be looked through once
   per step. #}
met as (

    select
        visitor_id,
        visited_at,
        registered_at,
        verified_at,
        card_bound_at,
        funded_at,
        first_invested_at,
        second_invested_at
    from {{ rows_rebuilt(ref('fct_funnel')) }}

),

taken as (

    select
        met.visitor_id,
        steps.step,
        case steps.step
            when 'visit' then met.visited_at
            when 'registration' then met.registered_at
            when 'verification' then met.verified_at
            when 'card_bound' then met.card_bound_at
            when 'funded' then met.funded_at
            when 'first_investment' then met.first_invested_at
            when 'repeat_investment' then met.second_invested_at
        end as step_at
    from met
    cross join (select distinct step from funnels) as steps

),

times as (

    select * from taken
    where step_at is not null

),

placed as (

    select
        funnels.funnel,
        funnels.step_number,
        funnels.step,
        funnels.window_days,
        funnels.step_window_days,
        times.visitor_id,
        times.step_at,
        first_value(times.step_at) over by_step as entered_at,
        lag(times.step_at) over by_step as previous_at,
        row_number() over by_step as steps_taken
    from times
    inner join funnels on times.step = funnels.step
    window by_step as (
        partition by funnels.funnel, times.visitor_id order by funnels.step_number nulls last
    )

),

judged as (

    select
        *,
        case
            when steps_taken < step_number or step_at < previous_at then 0
            when step_at > entered_at + window_days * interval '1' day then 0
            when step_at > previous_at + step_window_days * interval '1' day then 0
            else 1
        end as is_next
    from placed

),

counted as (

    select
        *,
        sum(is_next) over (
            partition by funnel, visitor_id order by step_number nulls last
            rows between unbounded preceding and current row
        ) as steps_reached
    from judged

),

reached as (

    select
        counted.funnel,
        counted.visitor_id,
        people.user_id,
        counted.step,
        people.acquisition_channel as channel,
        people.acquisition_campaign_id as campaign_id,
        people.acquisition_keyword_id as keyword_id,
        people.city,
        people.device_platform,
        people.age_band,
        counted.step_number,
        {{ x_seconds_between('counted.previous_at', 'counted.step_at') }} as seconds_from_previous,
        {{ x_seconds_between('counted.entered_at', 'counted.step_at') }} as seconds_from_entry,
        counted.entered_at,
        counted.step_at,
        {{ x_company_date('counted.entered_at') }} as entry_date
    from counted
    inner join people on counted.visitor_id = people.visitor_id
    where counted.steps_reached = counted.step_number

),

final as (

    select
        *,
        cast(date_trunc('month', entry_date) as date) as entry_month
    from reached

)

select * from final
