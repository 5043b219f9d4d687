with

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        cast(
            as_of_date - interval '{{ var("attribution_training_days") }}' day + interval '1' day as date
        ) as first_date,
        as_of_date as last_date
    from as_of

)

select * from final
