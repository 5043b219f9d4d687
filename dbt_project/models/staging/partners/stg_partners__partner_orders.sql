with

delivered as (

    select
        *,
        {{ version_of('status_at') }} as version
    from {{ lake('partner_orders') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by network, network_txn_id, line_no, event_type order by version desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        network,
        network_txn_id,
        line_no,
        event_type,
        {{ merged_channel('channel') }} as channel,
        our_user_id,
        our_order_id,
        sub_id,
        status,
        raw_status,
        {{ yuan('order_amount_raw', 'amount_unit') }} as order_amount,
        {{ yuan('commission_raw', 'amount_unit') }} as commission_amount,
        cast(click_at as timestamp) as click_at,
        cast(order_at as timestamp) as order_at,
        cast(status_at as timestamp) as status_at,
        {{ x_company_date('cast(order_at as timestamp)') }} as order_date,
        _load_id,
        version
    from ranked
    where version_rank = 1

)

{{ latest_versions_of_accounts(
    'final', ['network', 'network_txn_id', 'line_no', 'event_type'], account='our_user_id'
) }}
