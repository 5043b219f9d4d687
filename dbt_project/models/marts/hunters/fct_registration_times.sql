with

times as (

    select * from {{ ref('int_registration_times') }}

),

final as (

    select
        times.channel,
        times.seconds_from,
        times.registered_hour,
        times.registrations,
        partner_channels.channel is not null as is_partner,
        times.registered_date
    from times
    left join {{ ref('int_partner_channels') }} as partner_channels
        on times.channel = partner_channels.channel

)

select * from final
