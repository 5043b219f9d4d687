with

named as (

    select
        channel,
        channel_name,
        channel_name_zh,
        channel_class,
        platform,
        medium,
        pricing_model,
        channel_role,
        owner,
        is_paid,
        sort_order
    from {{ ref('channels') }}
    {{ union_own_channels() }}

),

ranked as (

    select
        *,
        row_number() over (partition by channel order by sort_order nulls last) as name_rank
    from named

),

final as (

    select
        channel,
        channel_name,
        channel_name_zh,
        channel_class,
        platform,
        medium,
        pricing_model,
        channel_role,
        owner,
        is_paid,
        sort_order
    from ranked
    where name_rank = 1 and {{ merged_channel('channel') }} = channel

)

select * from final
