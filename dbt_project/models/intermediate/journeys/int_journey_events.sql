with

steps as (

    select * from {{ ref('int_steps_taken') }}

),

own_names as (

    select distinct step as event_name
    from {{ ref('funnel_steps') }}
    union all
    select 'investment' as event_name

),

final as (

    select
        events.visitor_id as person,
        case
            when own_names.event_name is null then events.event_name
            else 'web_' || events.event_name
        end as event,
        events.event_at as ts,
        events.session_id as session,
        touchpoints.channel,
        touchpoints.campaign_id as campaign,
        touchpoints.keyword_id as keyword,
        events.platform,
        events.city,
        events.page_path as page,
        cast(null as decimal(18, 2)) as amount
    from {{ ref('int_event_sessions') }} as events
    left join {{ ref('fct_touchpoints') }} as touchpoints on events.session_id = touchpoints.session_id
    left join own_names on events.event_name = own_names.event_name

    union all

    select
        people.visitor_id,
        steps.step,
        steps.step_at,
        cast(null as string),
        people.acquisition_channel,
        people.acquisition_campaign_id,
        people.acquisition_keyword_id,
        people.device_platform,
        people.city,
        cast(null as string),
        case when steps.step = 'first_investment' then people.first_invested_amount end
    from steps
    inner join {{ ref('fct_funnel') }} as people on steps.visitor_id = people.visitor_id

    union all

    select
        investments.visitor_id,
        'investment',
        investments.invested_at,
        cast(null as string),
        people.acquisition_channel,
        people.acquisition_campaign_id,
        people.acquisition_keyword_id,
        people.device_platform,
        people.city,
        cast(null as string),
        investments.amount
    from {{ ref('fct_investments') }} as investments
    inner join {{ ref('fct_funnel') }} as people on investments.visitor_id = people.visitor_id

)

select * from final
