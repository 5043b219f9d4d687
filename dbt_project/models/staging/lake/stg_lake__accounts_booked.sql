{% set accounts = {
    'users': 'user_id',
    'kyc': 'user_id',
    'card_binds': 'user_id',
    'recharges': 'user_id',
    'investments': 'user_id',
    'partner_orders': 'our_user_id',
} %}

with

booked as (

    {% for dataset, account in accounts.items() %}
        {% if not loop.first %} union distinct {% endif %}
        select
            {{ account }} as user_id,
            _load_id
        from {{ lake(dataset) }}
        where {{ account }} is not null and {{ is_incremental() }}
    {% endfor %}

),

final as (

    select
        user_id,
        _load_id
    from booked

)

select * from final
