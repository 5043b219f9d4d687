with

targets as (

    select * from {{ ref('stg_lake__targets') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

monthly as (

    select
        cast(date_trunc('month', stat_date) as date) as month,
        case when grouping(channel) = 1 then 'company' else channel end as channel,
        sum(visitors) as visitors,
        sum(registrations) as registrations,
        sum(first_investments) as first_investments,
        sum(invested_amount) as invested_amount,
        sum(annualised_amount) as annualised_amount,
        sum(spend_amount) as spend_amount
    from {{ ref('fct_channel_daily') }}
    group by grouping sets ((1, channel), (1))

),

final as (

    select
        targets.month,
        targets.channel,
        targets.metric,
        targets.target_value,
        case
            when targets.month > as_of.as_of_date then null
            else
                cast(
                    coalesce(
                        case targets.metric
                            when 'visitors' then monthly.visitors
                            when 'registrations' then monthly.registrations
                            when 'first_investments' then monthly.first_investments
                            when 'invested_amount' then monthly.invested_amount
                            when 'annualised_amount' then monthly.annualised_amount
                            when 'spend_amount' then monthly.spend_amount
                        end, 0
                    ) as decimal(18, 4)
                )
        end as actual_value
    from targets
    cross join as_of
    left join monthly
        on
            targets.month = monthly.month
            and targets.channel = monthly.channel

)

select * from final
