-- depends_on: {{ ref('int_investors_touched') }}
{% set people, brought = ref('fct_funnel'), ref('int_partner_people') %}
{% if is_incremental() %}
    {% set people = rows_of(people, 'visitor_id', 'accounts') %}
    {% set brought = rows_of(brought, 'visitor_id', 'accounts') %}
{% endif %}
with

{% if is_incremental() %}
    accounts as (

        select 'u:' || user_id as visitor_id from {{ ref('int_investors_touched') }}

    ),
{% endif %}

invested as (

    select orders.*
    from {{ ref('fct_investments') }} as orders
    where orders.amount > 0 and {{ is_rebuilt('orders') }}

),

due as (

    select
        order_id,
        {{ x_company_date('max(due_at)') }} as due_date
    from {{ ref('stg_platform__repayments') }}
    where order_id in (select invested.order_id from invested)
    group by 1

),

orders as (

    select
        invested.user_id,
        invested.amount,
        invested.term_days,
        coalesce(invested.coupon_amount, 0) > 0 as has_coupon,
        invested.revenue_amount,
        invested.invested_date,
        coalesce(due.due_date, invested.invested_date + invested.term_days) as matures_date
    from invested
    left join due on invested.order_id = due.order_id

),

summed as (

    select
        user_id,
        count(*) as investments,
        sum(amount) as invested_amount,
        sum(revenue_amount) as revenue_amount,
        min(amount) as smallest_amount,
        max(amount) as largest_amount,
        min(term_days) as shortest_term_days,
        max(term_days) as longest_term_days,
        count(term_days) as known_terms,
        bool_and(has_coupon) as is_coupon_carried,
        min(invested_date) as first_invested_date,
        max(matures_date) as last_matures_date
    from orders
    group by 1

),

gone as (

    select
        summed.user_id,
        max(case
            when
                {{ x_days_between('summed.last_matures_date', x_company_date(
                    'coalesce(withdrawals.created_at, withdrawals.confirmed_at)'
                )) }} between 0 and {{ var('hunter_days_to_leave') }}
                then 1
            else 0
        end) as withdrew
    from summed
    inner join {{ ref('stg_platform__withdrawals') }} as withdrawals
        on summed.user_id = withdrawals.user_id
    where withdrawals.status not in ('fail', 'exception') and not withdrawals.is_deleted
    group by 1

),

people as (

    select
        user_id,
        acquisition_channel
    from {{ people }} as people
    where user_id is not null

),

final as (

    select
        summed.user_id,
        people.acquisition_channel,
        brought.registration_channel,
        summed.investments,
        summed.invested_amount,
        summed.revenue_amount,
        summed.smallest_amount,
        summed.largest_amount,
        summed.shortest_term_days,
        summed.longest_term_days,
        summed.known_terms = summed.investments as has_all_terms,
        summed.is_coupon_carried,
        coalesce(gone.withdrew = 1, false) as has_withdrawn,
        summed.first_invested_date,
        summed.last_matures_date
    from summed
    left join gone on summed.user_id = gone.user_id
    left join people on summed.user_id = people.user_id
    left join {{ brought }} as brought on summed.user_id = brought.user_id

)

select * from final
