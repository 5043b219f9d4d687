{% set replaced = ref('int_events_replaced') %}

with

{% if is_incremental() %}
    touched as (

        select anonymous_id
        from {{ ref('int_events') }}
        where user_id is not null and {{ is_new_load() }}
        union distinct
        select anonymous_id
        from {{ ref('stg_web__identity_links') }}
        where {{ is_new_load() }}
        union distinct
        select anonymous_id
        from {{ replaced }}
        where user_id is not null and not is_bot

    ),

    untied as (

        select
            anonymous_id,
            user_id,
            min(event_at) as untied_at
        from {{ replaced }}
        where user_id is not null and not is_bot
        group by 1, 2

    ),
{% endif %}

sightings as (

    select
        anonymous_id,
        user_id,
        event_at as tied_at
    from {{ ref('int_events') }}
    where user_id is not null and not is_bot and {{ is_new_load() }}

    union all

    select
        anonymous_id,
        user_id,
        linked_at as tied_at
    from {{ ref('stg_web__identity_links') }}
    where {{ is_new_load() }}

    {% if is_incremental() %}
        union all

        select
            known.anonymous_id,
            known.user_id,
            known.tied_at
        from {{ this }} as known
        inner join touched on known.anonymous_id = touched.anonymous_id

        union all

        select
            events.anonymous_id,
            events.user_id,
            events.event_at as tied_at
        from {{ ref('int_events') }} as events
        inner join untied
            on events.anonymous_id = untied.anonymous_id and events.user_id = untied.user_id
        where
            not events.is_bot
            and events.event_at >= untied.untied_at
            and events.event_at >= {{ first_replaced_at() }}

        union all

        select
            links.anonymous_id,
            links.user_id,
            links.linked_at as tied_at
        from {{ ref('stg_web__identity_links') }} as links
        inner join untied
            on links.anonymous_id = untied.anonymous_id and links.user_id = untied.user_id
    {% endif %}

),

ties as (

    select
        anonymous_id,
        user_id,
        min(tied_at) as tied_at
    from sightings
    group by 1, 2

),

final as (

    select
        anonymous_id,
        user_id,
        cast(row_number() over by_time as integer) as tie_number,
        tied_at,
        case
            when row_number() over by_time = 1 then cast('1900-01-01' as timestamp)
            else tied_at
        end as valid_from,
        coalesce(lead(tied_at) over by_time, cast('2999-12-31' as timestamp)) as valid_to
    from ties
    window by_time as (
        partition by anonymous_id order by tied_at nulls last, user_id nulls last
    )

)

select * from final
