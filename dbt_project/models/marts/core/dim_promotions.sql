with

planned as (

    select * from {{ ref('stg_sheets__promotion_plans') }}

),

known as (

    select
        promotion_id,
        promotion_name,
        kind,
        budget_amount,
        {{ x_company_date('starts_at') }} as starts_on,
        {{ x_company_date('ends_at') }} as ends_on
    from {{ ref('stg_platform__promotions') }}

),

given as (

    select promotion_id, granted_at as given_at
    from {{ ref('stg_platform__coupon_grants') }}
    union all
    select promotion_id, redeemed_at
    from {{ ref('stg_platform__coupon_redemptions') }}
    union all
    select promotion_id, sent_at
    from {{ ref('stg_platform__cash_packets') }}

),

used as (

    select
        promotion_id,
        {{ x_company_date('min(given_at)') }} as first_date,
        {{ x_company_date('max(given_at)') }} as last_date
    from given
    where promotion_id is not null
    group by promotion_id

),

keys as (

    select promotion_id from planned
    union distinct
    select promotion_id from known
    union distinct
    select promotion_id from used

),

final as (

    select
        keys.promotion_id,
        coalesce(planned.promotion_name, known.promotion_name, keys.promotion_id)
            as promotion_name,
        coalesce(planned.kind, known.kind) as kind,
        planned.cities,
        planned.audience,
        planned.hypothesis,
        planned.metric,
        planned.stop_rule,
        planned.owner,
        coalesce(planned.budget_amount, known.budget_amount) as budget_amount,
        planned.activity_cost_amount,
        planned.holdout_share,
        planned.promotion_id is not null as is_planned,
        used.promotion_id is not null as is_recorded,
        coalesce(planned.starts_on, known.starts_on, used.first_date) as starts_on,
        coalesce(planned.ends_on, known.ends_on, used.last_date) as ends_on
    from keys
    left join planned on keys.promotion_id = planned.promotion_id
    left join known on keys.promotion_id = known.promotion_id
    left join used on keys.promotion_id = used.promotion_id

)

select * from final
