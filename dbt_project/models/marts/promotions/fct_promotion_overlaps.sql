with

exposed as (

    select
        promotion_number,
        user_id
    from {{ ref('int_promotion_people') }}
    where not is_control

),

heads as (

    select
        promotion_id,
        promotion_number,
        cast(count_if(not is_control) as bigint) as people
    from {{ ref('int_promotion_people') }}
    group by 1, 2

),

shared as (

    select
        exposed.promotion_number as first_number,
        other.promotion_number as second_number,
        count(*) as people_in_common
    from exposed
    inner join exposed as other
        on
            exposed.user_id = other.user_id
            and exposed.promotion_number < other.promotion_number
    group by 1, 2

),

pairs as (

    select first_number as promotion_number, second_number as other_number, people_in_common
    from shared
    union all
    select second_number, first_number, people_in_common
    from shared

),

final as (

    select
        heads.promotion_id,
        others.promotion_id as other_promotion_id,
        pairs.people_in_common,
        heads.people,
        cast(pairs.people_in_common as double) / nullif(heads.people, 0) as common_share
    from pairs
    inner join heads on pairs.promotion_number = heads.promotion_number
    inner join heads as others on pairs.other_number = others.promotion_number
    inner join {{ ref('int_promotion_windows') }} as windows
        on heads.promotion_id = windows.promotion_id
    inner join {{ ref('int_promotion_windows') }} as other_windows
        on others.promotion_id = other_windows.promotion_id
    where
        windows.starts_on <= other_windows.window_ends_on
        and windows.window_ends_on >= other_windows.starts_on

)

select * from final
