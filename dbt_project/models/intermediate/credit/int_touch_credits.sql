with

final as (

    {{ touch_credits(ref('int_credited_touches')) }}

)

select * from final
