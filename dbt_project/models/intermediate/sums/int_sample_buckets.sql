with

final as (

    select
        registered_at is not null as is_registered,
        sample_bucket as bucket,
        count(*) as people
    from {{ ref('fct_funnel') }}
    group by 1, 2

)

select * from final
