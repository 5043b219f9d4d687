with

codes as (

    select
        code,
        kind,
        activity_id,
        team,
        venue,
        valid_from,
        valid_to,
        1 as precedence
    from {{ ref('stg_sheets__activity_codes') }}

    union all

    select
        activity_id as code,
        'activity' as kind,
        activity_id,
        null as team,
        null as venue,
        null as valid_from,
        null as valid_to,
        2 as precedence
    from {{ ref('stg_sheets__activities') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by code order by precedence nulls last, activity_id nulls last
        ) as code_rank
    from codes

),

final as (

    select
        ranked.code,
        coalesce(ranked.kind, 'promo') as kind,
        ranked.activity_id,
        activities.channel,
        coalesce(ranked.team, activities.owner) as team,
        coalesce(ranked.venue, activities.venue) as venue,
        coalesce(ranked.valid_from, cast('1900-01-01' as date)) as valid_from,
        coalesce(ranked.valid_to, cast('2999-12-31' as date)) as valid_to
    from ranked
    inner join {{ ref('stg_sheets__activities') }} as activities
        on ranked.activity_id = activities.activity_id
    where ranked.code_rank = 1

)

select * from final
