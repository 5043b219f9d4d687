with

members as (

    select
        user_id,
        kind || ':' || tie_value as ring_id
    from {{ ref('int_hunter_rings') }}

),

round_0 as (

    select distinct
        user_id,
        user_id as label
    from members

),

{{ cluster_round(1) }}

{{ cluster_round(2) }}

{{ cluster_round(3) }}

{{ cluster_round(4) }}

{{ cluster_round(5) }}

{{ cluster_round(6) }}

final as (

    select
        user_id,
        {{ pseudonym('label') }} as cluster_id
    from round_6

)

select * from final
