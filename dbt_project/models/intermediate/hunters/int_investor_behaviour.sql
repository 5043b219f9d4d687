with

offer as (

    select
        coalesce(
            (select min(min_amount) from {{ ref('stg_platform__products') }} where min_amount > 0),
            (select min(smallest_amount) from {{ ref('int_investor_facts') }})
        ) as minimum,
        (select min(shortest_term_days) from {{ ref('int_investor_facts') }}) as shortest

),

judged as (

    select
        facts.*,
        facts.largest_amount <= offer.minimum as is_smallest,
        coalesce(facts.has_all_terms and facts.longest_term_days <= offer.shortest, false) as is_shortest,
        coalesce(
            {{ x_days_between('facts.last_matures_date', 'as_of.as_of_date') }}
            >= {{ var('hunter_days_to_leave') }}, false
        ) as is_mature
    from {{ ref('int_investor_facts') }} as facts
    cross join offer
    cross join {{ ref('int_as_of') }} as as_of

),

final as (

    select
        user_id,
        acquisition_channel,
        registration_channel,
        investments,
        invested_amount,
        revenue_amount,
        case when is_smallest then 25 else 0 end
        + case when is_shortest then 10 else 0 end
        + case when is_coupon_carried then 20 else 0 end
        + case when is_mature and has_withdrawn then 25 when is_mature then 0 else 10 end
            as behaviour_percent,
        is_smallest,
        is_shortest,
        is_coupon_carried,
        is_mature,
        is_mature and has_withdrawn as has_left,
        first_invested_date
    from judged

)

select * from final
