with

final as (

    select
        investor,
        cluster_id,
        channel,
        partner,
        inviter_id,
        score_percent,
        investments,
        invested_amount,
        subsidy_amount,
        is_smallest,
        is_shortest,
        is_coupon_carried,
        has_left,
        shares_card,
        shares_device,
        shares_inviter,
        shares_ip_block,
        is_mature,
        first_invested_date
    from {{ ref('int_investor_scores') }}
    where score_percent >= 50

)

select * from final
