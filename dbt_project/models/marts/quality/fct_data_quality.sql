{# Large tables are named where they are counted: each count then reads its own columns and rows. #}
with

identities as (

    select * from {{ ref('int_identities') }}

),

delivered_events as (

    select sum(row_count) as delivered
    from {{ ref('fct_deliveries') }}
    where dataset = 'events' and is_current

),

kept_events as (

    select count(*) as kept
    from {{ ref('int_events') }}

),

bots as (

    select
        count(*) as events,
        count(distinct anonymous_id) as visitors
    from {{ ref('int_bot_events') }}

),

measures as (

    select 'bot_events' as metric, events as value
    from bots

    union all

    select 'bot_visitors', visitors
    from bots

    union all

    select
        'duplicate_events',
        coalesce(delivered_events.delivered, 0) - kept_events.kept
    from delivered_events
    cross join kept_events

    union all

    select 'unmatched_sessions', count(*)
    from {{ ref('int_unmatched_sessions') }}

    union all

    select 'shared_anonymous_ids', count(*)
    from identities
    where tie_number = 2

    union all

    select 'untied_visitors', count(*)
    from {{ ref('fct_funnel') }}
    where user_id is null

    union all

    select 'untied_users', count(*)
    from {{ ref('fct_funnel') }} as people
    left join identities on people.user_id = identities.user_id
    where people.registered_at is not null and identities.user_id is null

    union all

    select 'users_without_account', count(*)
    from {{ ref('fct_funnel') }}
    where user_id is not null and registered_at is null

    union all

    select 'investments_without_product', count(*)
    from {{ ref('fct_investments') }}
    where annualised_amount is null

    union all

    select 'investments_without_fee_rate', count(*)
    from {{ ref('fct_investments') }}
    where annualised_amount is not null and revenue_amount is null

),

final as (

    select
        metric,
        cast(value as bigint) as value
    from measures

)

select * from final
