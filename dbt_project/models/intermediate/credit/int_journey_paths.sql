with

journeys as (

    select * from {{ ref('int_journeys') }}

),

training_window as (

    select * from {{ ref('int_training_window') }}

),

dated as (

    select
        journeys.conversion_kind,
        journeys.path,
        journeys.conversion_id is not null as is_converted,
        journeys.ended_date between training_window.first_date and training_window.last_date
            as is_trained
    from journeys
    cross join training_window

),

final as (

    select
        conversion_kind,
        path,
        count(*) filter (where is_converted and is_trained) as conversions,
        count(*) filter (where not is_converted and is_trained) as nulls,
        count(*) filter (where is_converted) > 0 as is_credited
    from dated
    where is_converted or is_trained
    group by 1, 2

)

select * from final
