with

final as (

    select channel
    from {{ ref('int_channels') }}
    where channel_class in ('Affiliate', 'Rebate portal')
    union distinct
    select channel
    from {{ ref('stg_sheets__partner_contracts') }}

)

select * from final
