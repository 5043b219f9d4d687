with

delivered as (

    select
        *,
        {{ version_of('updated_at') }} as version
    from {{ lake('cash_packets') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by packet_id order by version desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        packet_id,
        promotion_id,
        user_id,
        cast(amount_raw as decimal(18, 2)) as amount,
        cast(sent_at as timestamp) as sent_at,
        cast(received_at as timestamp) as received_at,
        cast(refunded_at as timestamp) as refunded_at,
        {{ x_company_date('cast(received_at as timestamp)') }} as received_date,
        coalesce(cast(is_deleted as boolean), false) as is_deleted,
        _load_id,
        version
    from ranked
    where version_rank = 1

)

select * from final
{{ is_latest_version('final', ['packet_id']) }}
