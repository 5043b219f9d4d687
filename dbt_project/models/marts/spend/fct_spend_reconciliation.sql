with

platforms as (

    select * from {{ ref('int_platform_totals') }}

),

partner_claims as (

    select
        channel,
        cast(date_trunc('month', event_date) as date) as period_start,
        sum(claimed_amount) as stated_amount,
        max(reason) filter (where reason = 'no_contract') as without_contract
    from {{ ref('fct_partner_payables') }}
    group by 1, 2

),

partner_disputes as (

    select
        channel,
        period_start,
        dispute,
        row_number() over (
            partition by channel, period_start
            order by abs(difference_amount) desc nulls last, dispute nulls last
        ) as dispute_rank
    from (
        select
            channel,
            cast(date_trunc('month', event_date) as date) as period_start,
            dispute,
            sum(coalesce(claimed_amount, 0) - coalesce(owed_amount, 0)) as difference_amount
        from {{ ref('fct_partner_payables') }}
        where dispute is not null
        group by 1, 2, 3
    ) as disputes

),

partner_spend as (

    select
        channel,
        cast(date_trunc('month', stat_date) as date) as period_start,
        sum(spend_amount) as counted_amount
    from {{ ref('fct_spend_daily') }}
    where spend_type = 'partner'
    group by 1, 2

),

partners as (

    select
        claims.channel,
        claims.period_start,
        claims.stated_amount,
        coalesce(spend.counted_amount, 0) as counted_amount,
        case
            when claims.without_contract is not null then 'no_contract'
            when coalesce(claims.stated_amount, 0) = coalesce(spend.counted_amount, 0)
                then 'agrees'
            else disputes.dispute
        end as reason
    from partner_claims as claims
    left join partner_spend as spend
        on claims.channel = spend.channel and claims.period_start = spend.period_start
    left join partner_disputes as disputes
        on
            claims.channel = disputes.channel
            and claims.period_start = disputes.period_start
            and disputes.dispute_rank = 1

),

final as (

    select
        'platform' as statement_kind,
        source as stated_by,
        cast(null as string) as channel,
        reason,
        cast(stated_amount as decimal(18, 2)) as stated_amount,
        cast(counted_amount as decimal(18, 2)) as counted_amount,
        cast(stated_amount - counted_amount as decimal(18, 2)) as difference_amount,
        period_start,
        period_end
    from platforms

    union all

    select
        'partner' as statement_kind,
        channel as stated_by,
        channel,
        reason,
        cast(stated_amount as decimal(18, 2)) as stated_amount,
        cast(counted_amount as decimal(18, 2)) as counted_amount,
        cast(stated_amount - counted_amount as decimal(18, 2)) as difference_amount,
        period_start,
        cast(period_start + interval '1' month - interval '1' day as date) as period_end
    from partners

    union all

    select
        'invoice' as statement_kind,
        suppliers as stated_by,
        channel,
        reason,
        cast(invoiced_amount as decimal(18, 2)) as stated_amount,
        cast(counted_amount as decimal(18, 2)) as counted_amount,
        cast(invoiced_amount - counted_amount as decimal(18, 2)) as difference_amount,
        start_date as period_start,
        end_date as period_end
    from {{ ref('int_invoiced_periods') }}

)

select * from final
