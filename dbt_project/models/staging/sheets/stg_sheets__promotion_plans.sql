with

delivered as (

    select * from {{ lake('promotion_plans') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by promotion_id
            order by
                _load_id desc nulls last, _row_number desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        promotion_id,
        promotion_name,
        kind,
        cities,
        audience,
        hypothesis,
        metric,
        stop_rule,
        owner,
        {{ yuan('budget_raw', 'amount_unit') }} as budget_amount,
        {{ yuan('activity_cost_raw', 'amount_unit') }} as activity_cost_amount,
        cast(holdout_share as double) as holdout_share,
        cast(starts_on as date) as starts_on,
        cast(ends_on as date) as ends_on,
        _load_id
    from ranked
    where version_rank = 1

)

select * from final
