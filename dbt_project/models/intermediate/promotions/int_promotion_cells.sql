with

windows as (

    select
        *,
        cast(floor({{ x_days_between('matched_from', 'starts_on') }} / 3.0) as integer) as third
    from {{ ref('int_promotion_windows') }}
    where not has_control and people > 0 and starts_on < as_of_date

),

accounts as (

    select user_id, registered_date
    from {{ ref('fct_funnel') }}
    where user_id is not null and registered_date is not null

),

counted as (

    select
        bucket,
        sum(people) over (order by bucket nulls last) - people as people_before
    from {{ ref('int_sample_buckets') }}
    where is_registered

),

-- The first by a hash of their ids, of which a bucket is the beginning.
panel as (

    select user_id, registered_date
    from {{ ref('fct_funnel') }}
    where
        user_id is not null
        and registered_date is not null
        and sample_bucket in (
            select counted.bucket
            from counted
            where counted.people_before < {{ var('promotion_panel_people') }}
        )
    order by md5(visitor_id) nulls last, visitor_id nulls last
    limit {{ var('promotion_panel_people') }}

),

units as (

    select
        windows.promotion_id,
        people.user_id,
        true as is_treated,
        coalesce(accounts.registered_date < windows.matched_from, false) as is_known
    from windows
    inner join {{ ref('int_promotion_people') }} as people
        on windows.promotion_id = people.promotion_id
    left join accounts on people.user_id = accounts.user_id

    union all

    select windows.promotion_id, panel.user_id, false, true
    from windows
    cross join panel
    where
        panel.registered_date < windows.matched_from
        and not exists (
            select 1
            from {{ ref('int_promotion_people') }} as people
            where
                people.promotion_id = windows.promotion_id and people.user_id = panel.user_id
        )

),

spans as (

    select
        units.promotion_id,
        units.user_id,
        sum(
            case
                when
                    {{ x_days_between('windows.matched_from', 'orders.invested_date') }}
                    < windows.third then orders.revenue
                else 0
            end
        ) as before_1,
        sum(
            case
                when
                    {{ x_days_between('windows.matched_from', 'orders.invested_date') }}
                    between windows.third and 2 * windows.third - 1 then orders.revenue
                else 0
            end
        ) as before_2,
        sum(
            case
                when
                    orders.invested_date < windows.starts_on
                    and {{ x_days_between('windows.matched_from', 'orders.invested_date') }}
                    >= 2 * windows.third then orders.revenue
                else 0
            end
        ) as before_3,
        sum(
            case
                when orders.invested_date between windows.starts_on and windows.ends_on then orders.revenue
                else 0
            end
        ) as during,
        sum(case when orders.invested_date > windows.ends_on then orders.revenue else 0 end) as later,
        count_if(orders.invested_date >= windows.starts_on and orders.investment_number = 1)
            as firsts
    from units
    inner join windows on units.promotion_id = windows.promotion_id
    inner join (
        select
            user_id,
            invested_date,
            investment_number,
            cast(coalesce(revenue_amount, 0) as double) as revenue
        from {{ ref('fct_investments') }}
    ) as orders
        on
            units.user_id = orders.user_id
            and windows.matched_from <= orders.invested_date
            and windows.window_ends_on >= orders.invested_date
    where units.is_known
    group by units.promotion_id, units.user_id

),

changes as (

    select
        units.promotion_id,
        units.user_id,
        units.is_treated,
        units.is_known,
        coalesce(spans.before_1, 0) / nullif(windows.third, 0) as before_1,
        coalesce(spans.before_2, 0) / nullif(windows.third, 0) as before_2,
        coalesce(spans.before_3, 0) / nullif(
            {{ x_days_between('windows.matched_from', 'windows.starts_on') }} - 2 * windows.third,
            0
        ) as before_3,
        coalesce(spans.during, 0) / (
            {{ x_days_between(
                'windows.starts_on', 'least(windows.ends_on, windows.window_ends_on)'
            ) }} + 1
        ) as during,
        coalesce(spans.later, 0) / greatest(
            {{ x_days_between('windows.ends_on', 'windows.window_ends_on') }}, 1
        ) as later,
        coalesce(spans.firsts, 0) as firsts
    from units
    inner join windows on units.promotion_id = windows.promotion_id
    left join spans
        on units.promotion_id = spans.promotion_id and units.user_id = spans.user_id

),

placed as (

    select
        promotion_id,
        is_treated,
        case
            when not is_known then -2
            when before_1 <= 0 then -1
            else least(
                floor(10 * percent_rank() over (
                    partition by promotion_id, is_known, before_1 > 0
                    order by before_1 nulls first
                )),
                9
            )
        end as cell,
        during - (before_2 + before_3) / 2 as during,
        later - (before_2 + before_3) / 2 as later,
        before_3 - before_2 as earlier,
        firsts
    from changes

),

final as (

    select
        promotion_id,
        cast(cell as integer) as cell,
        is_treated,
        count(*) as people,
        avg(during) as during_mean,
        var_samp(during) as during_variance,
        avg(later) as later_mean,
        var_samp(later) as later_variance,
        avg(earlier) as earlier_mean,
        var_samp(earlier) as earlier_variance,
        avg(firsts) as firsts_mean,
        var_samp(firsts) as firsts_variance
    from placed
    group by promotion_id, cell, is_treated

)

select * from final
