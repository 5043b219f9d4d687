with

told as (

    select
        users.user_id,
        codes.code,
        codes.activity_id,
        users.registered_date,
        1 as precedence,
        users.registered_at as coded_at
    from {{ ref('stg_platform__users') }} as users
    inner join {{ ref('int_activity_codes') }} as codes
        on
            users.channel_code = codes.code
            and users.registered_date between codes.valid_from and codes.valid_to

    union all

    select
        users.user_id,
        scans.code,
        scans.activity_id,
        users.registered_date,
        2 as precedence,
        scans.scanned_at as coded_at
    from {{ ref('int_activity_scans') }} as scans
    inner join {{ ref('stg_platform__users') }} as users
        on
            scans.visitor_id = 'u:' || users.user_id
            and scans.scanned_at <= users.registered_at
            and scans.scanned_at
            >= users.registered_at - interval '{{ var("attribution_lookback_days") }}' day

),

ranked as (

    select
        *,
        row_number() over (
            partition by user_id
            order by precedence asc nulls last, coded_at desc nulls last, code asc nulls last
        ) as code_rank
    from told

),

final as (

    select
        user_id,
        code,
        activity_id,
        registered_date
    from ranked
    where code_rank = 1

)

select * from final
