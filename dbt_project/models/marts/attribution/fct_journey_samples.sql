{% set first_moment = "cast(" ~ training_days()[0] ~ " as timestamp) - interval '91' day" %}

with

buckets as (

    select
        *,
        sum(people) over (
            partition by is_registered
            order by bucket nulls last
            rows between unbounded preceding and current row
        ) as people_so_far,
        sum(people) over (partition by is_registered) as all_people
    from {{ ref('int_sample_buckets') }}

),

chosen as (

    select
        is_registered,
        bucket,
        cast(all_people as double) / sum(people) over (partition by is_registered) as weight
    from buckets
    where people_so_far <= {{ var('attribution_sample_people') }} or people_so_far = people

),

people as (

    select
        visitors.visitor_id,
        visitors.registered_at,
        chosen.weight,
        row_number() over (
            order by md5(visitors.visitor_id) nulls last, visitors.visitor_id nulls last
        ) as person
    from {{ ref('fct_funnel') }} as visitors
    inner join chosen
        on
            (visitors.registered_at is not null) = chosen.is_registered
            and visitors.sample_bucket = chosen.bucket
    -- Told once more alone: of people outside these buckets nothing else is read then.
    where visitors.sample_bucket in (select named.bucket from chosen as named)

),

happened as (

    select
        people.person,
        people.weight,
        'touch' as event,
        touchpoints.channel,
        touchpoints.touched_at as happened_at,
        cast(null as decimal(18, 2)) as amount
    from people
    inner join {{ ref('fct_touchpoints') }} as touchpoints
        on people.visitor_id = touchpoints.visitor_id
    where touchpoints.touched_at >= {{ first_moment }}

    union all

    select
        person,
        weight,
        'registration' as event,
        cast(null as string) as channel,
        registered_at as happened_at,
        cast(null as decimal(18, 2)) as amount
    from people
    where registered_at is not null

    union all

    select
        people.person,
        people.weight,
        case
            when investments.investment_number = 1 then 'first_investment'
            else 'repeat_investment'
        end as event,
        cast(null as string) as channel,
        investments.invested_at as happened_at,
        investments.amount
    from people
    inner join {{ ref('fct_investments') }} as investments
        on people.visitor_id = investments.visitor_id

),

final as (

    select
        cast(happened.person as bigint) as person,
        happened.event,
        happened.channel,
        happened.happened_at,
        {{ x_company_date('happened.happened_at') }} as happened_date,
        happened.amount,
        happened.weight
    from happened
    where happened.happened_at >= {{ first_moment }}

)

select * from final
