with

moved as (

    select
        cast(order_id as string) as order_id,
        cast(null as string) as user_id,
        _load_id
    from {{ lake('repayments') }}
    where {{ is_incremental() }}

    union distinct

    select
        cast(null as string) as order_id,
        cast(user_id as string) as user_id,
        _load_id
    from {{ lake('withdrawals') }}
    where {{ is_incremental() }}

),

final as (

    select
        order_id,
        user_id,
        _load_id
    from moved

)

select * from final
