with

final as (

    select * from {{ ref('int_rule_credits') }}
    union all
    select * from {{ ref('int_data_driven_credits') }}

)

select * from final
