with

rings as (

    select
        clusters.cluster_id,
        rings.kind,
        count(distinct rings.tie_value) as shared
    from {{ ref('int_hunter_rings') }} as rings
    inner join {{ ref('int_hunter_clusters') }} as clusters on rings.user_id = clusters.user_id
    group by 1, 2

),

shared as (

    select
        cluster_id,
        max(case when kind = 'card' then shared else 0 end) as shared_cards,
        max(case when kind = 'device' then shared else 0 end) as shared_devices,
        max(case when kind = 'inviter' then shared else 0 end) as shared_inviters,
        max(case when kind = 'ip_block' then shared else 0 end) as shared_ip_blocks
    from rings
    group by 1

),

members as (

    select
        cluster_id,
        count(*) as investors,
        count(distinct channel) as channels,
        min(channel) as first_channel,
        cast(sum(subsidy_amount) as decimal(18, 2)) as subsidy_amount,
        cast(sum(invested_amount) as decimal(18, 2)) as invested_amount,
        min(first_invested_date) as first_invested_date,
        max(first_invested_date) as last_invested_date
    from {{ ref('int_investor_scores') }}
    where cluster_id is not null
    group by 1

),

final as (

    select
        members.cluster_id,
        members.first_channel,
        members.investors,
        members.channels,
        shared.shared_cards,
        shared.shared_devices,
        shared.shared_inviters,
        shared.shared_ip_blocks,
        members.subsidy_amount,
        members.invested_amount,
        members.first_invested_date,
        members.last_invested_date
    from members
    inner join shared on members.cluster_id = shared.cluster_id

)

select * from final
