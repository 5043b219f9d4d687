with

final as (

    select
        conversion_date,
        conversion_kind,
        channel,
        campaign_id,
        keyword_id,
        {{ credit_sums() }}
    from {{ ref('int_credited_touches') }}
    group by 1, 2, 3, 4, 5

)

select * from final
