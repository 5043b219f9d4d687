with

exposed as (

    select
        people.promotion_id,
        people.user_id,
        windows.starts_on,
        windows.window_ends_on
    from {{ ref('int_promotion_people') }} as people
    inner join {{ ref('int_promotion_windows') }} as windows
        on people.promotion_id = windows.promotion_id
    where not people.is_control

),

heads as (

    select promotion_id, count(*) as people
    from exposed
    group by 1

),

pairs as (

    select
        exposed.promotion_id,
        other.promotion_id as other_promotion_id,
        count(*) as people_in_common
    from exposed
    inner join exposed as other
        on
            exposed.user_id = other.user_id
            and exposed.promotion_id <> other.promotion_id
            and exposed.starts_on <= other.window_ends_on
            and exposed.window_ends_on >= other.starts_on
    group by 1, 2

),

final as (

    select
        pairs.promotion_id,
        pairs.other_promotion_id,
        pairs.people_in_common,
        heads.people,
        cast(pairs.people_in_common as double) / nullif(heads.people, 0) as common_share
    from pairs
    inner join heads on pairs.promotion_id = heads.promotion_id

)

select * from final
