with

measured as (

    select * from {{ source('measured', 'channel_credits') }}

),

training_window as (

    select * from {{ ref('int_training_window') }}

),

final as (

    select
        measured.conversion_kind,
        measured.model,
        measured.channel,
        measured.conversions,
        measured.low,
        measured.high,
        measured.gap,
        cast(measured.alike_group as integer) as alike_group,
        measured.decision,
        measured.flips_between_models,
        measured.flips_within_interval,
        training_window.first_date as learned_from,
        training_window.last_date as learned_until
    from measured
    cross join training_window

)

select * from final
