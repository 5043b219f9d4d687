{% set datasets = ['users', 'kyc', 'card_binds', 'recharges', 'investments'] %}

with

deleted as (

    {% for dataset in datasets %}
        {% if not loop.first %} union all {% endif %}
        select
            '{{ dataset }}' as dataset,
            user_id,
            _load_id
        from {{ lake(dataset) }}
        where is_deleted = 'true'
    {% endfor %}

),

final as (

    select
        dataset,
        user_id,
        _load_id
    from deleted

)

select * from final
