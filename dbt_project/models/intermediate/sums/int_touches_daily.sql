with

final as (

    select
        touched_date,
        channel,
        campaign_id,
        count(*) as touchpoints
    from {{ ref('fct_touchpoints') }}
    group by 1, 2, 3

)

select * from final
