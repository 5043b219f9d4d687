with

final as (

    {{ credits_by_model(ref('int_touch_credits')) }}

)

select * from final
