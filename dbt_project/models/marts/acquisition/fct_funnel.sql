-- depends_on: {{ ref('int_visitors_touched') }}
with

first_visits as (

    select * from {{ ref('int_touchpoints_touched') }}
    where visit_number = 1 and session_id is not null

),

first_touches as (

    select * from {{ ref('int_touchpoints_touched') }}
    where touch_number = 1 and channel is not null

),

user_steps as (

    select * from {{ ref('int_user_steps_touched') }}

),

investments as (

    select
        visitor_id,
        user_id,
        min(invested_at) filter (where investment_number = 1) as first_invested_at,
        min(invested_at) filter (where investment_number = 2) as second_invested_at,
        min(amount) filter (where investment_number = 1) as first_invested_amount
    from {{ rows_rebuilt(ref('fct_investments')) }}
    group by 1, 2

),

people as (

    select
        coalesce(first_visits.visitor_id, user_steps.visitor_id, investments.visitor_id) as visitor_id,
        coalesce(
            user_steps.user_id, investments.user_id,
            case
                when first_visits.visitor_id like 'u:%' then substr(first_visits.visitor_id, 3)
            end
        ) as user_id,
        first_visits.platform,
        first_visits.city,
        least(
            first_visits.touched_at, user_steps.registered_at, user_steps.verified_at,
            user_steps.card_bound_at, user_steps.funded_at, investments.first_invested_at
        ) as visited_at,
        user_steps.registered_at,
        user_steps.verified_at,
        user_steps.card_bound_at,
        user_steps.funded_at,
        investments.first_invested_at,
        investments.second_invested_at,
        investments.first_invested_amount
    from first_visits
    full outer join user_steps on first_visits.visitor_id = user_steps.visitor_id
    full outer join investments
        on coalesce(first_visits.visitor_id, user_steps.visitor_id) = investments.visitor_id

),

final as (

    select
        people.visitor_id,
        people.user_id,
        coalesce(first_touches.channel, 'direct') as acquisition_channel,
        first_touches.campaign_id as acquisition_campaign_id,
        first_touches.keyword_id as acquisition_keyword_id,
        coalesce(people.platform, users.platform) as device_platform,
        coalesce(people.city, users.city) as city,
        people.visited_at,
        people.registered_at,
        people.verified_at,
        people.card_bound_at,
        people.funded_at,
        people.first_invested_at,
        people.second_invested_at,
        {{ x_company_date('people.visited_at') }} as visited_date,
        {{ x_company_date('people.registered_at') }} as registered_date,
        {{ x_company_date('people.verified_at') }} as verified_date,
        {{ x_company_date('people.card_bound_at') }} as card_bound_date,
        {{ x_company_date('people.funded_at') }} as funded_date,
        {{ x_company_date('people.first_invested_at') }} as first_invested_date,
        {{ x_company_date('people.second_invested_at') }} as second_invested_date,
        {{ reached_step('people') }} as reached_step,
        users.birth_year,
        people.first_invested_amount,
        substr(md5(people.visitor_id), 1, 3) as sample_bucket
    from people
    left join first_touches on people.visitor_id = first_touches.visitor_id
    left join {{ ref('stg_platform__users') }} as users on people.user_id = users.user_id

)

select * from final
