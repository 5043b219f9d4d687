with

terms as (

    select
        *,
        cast({{ fen('basis_amount') }} as decimal(38, 0))
        * cast(round(rate * 100000000) as decimal(38, 0))
        * case when rule = 'annualised' then term_value else 1 end as numerator,
        cast(100000000 as decimal(38, 0))
        * case when rule != 'annualised' then 1 when term_unit = 'months' then 12 else 365 end
            as denominator
    from {{ ref('int_partner_terms') }}

),

withdrawn as (

    select
        terms.event_type,
        terms.event_key,
        sum(withdrawals.amount) as withdrawn_amount,
        max(withdrawals.withdrawal_id) as withdrawal_id
    from terms
    inner join {{ ref('stg_platform__withdrawals') }} as withdrawals
        on
            terms.user_id = withdrawals.user_id
            and coalesce(withdrawals.confirmed_at, withdrawals.created_at) >= terms.event_at
            and {{ x_days_between(
                'terms.event_date',
                x_company_date('coalesce(withdrawals.confirmed_at, withdrawals.created_at)')
            ) }} <= terms.clawback_days
    where
        withdrawals.status = 'success'
        and not withdrawals.is_deleted
        and terms.order_id is not null
    group by 1, 2

),

commissions as (

    select
        terms.*,
        case
            when terms.rule = 'fixed' then {{ fen('terms.fee_amount') }}
            else cast(
                (
                    terms.numerator + terms.denominator / 2
                    - mod(terms.numerator + terms.denominator / 2, terms.denominator)
                ) / terms.denominator as bigint
            )
        end as plain_fen,
        case
            when terms.contract_problem is not null or terms.exclusion is not null then null
            when terms.order_status in ('failed_bid', 'cancelled') then terms.order_status
            when withdrawn.withdrawn_amount >= terms.amount then 'clawback'
        end as reversal,
        withdrawn.withdrawal_id
    from terms
    left join withdrawn
        on terms.event_type = withdrawn.event_type and terms.event_key = withdrawn.event_key

),

bounded as (

    select
        *,
        case
            when contract_problem is not null then null
            when exclusion is not null then 0
            else least(
                greatest(plain_fen, coalesce({{ fen('minimum_amount') }}, 0)),
                coalesce({{ fen('cap_amount') }}, 9000000000000000)
            )
        end as commission_fen
    from commissions

),

running as (

    select
        *,
        coalesce(sum(case when reversal is null then commission_fen else 0 end) over (
            partition by contract_id, version, line_no, date_trunc('month', event_date)
            order by event_at nulls last, event_key nulls last
            rows between unbounded preceding and 1 preceding
        ), 0) as month_fen_before
    from bounded

),

final as (

    select
        source,
        event_type,
        event_key,
        channel,
        contract_id,
        partner,
        visitor_id,
        user_id,
        order_id,
        order_status,
        contract_problem,
        exclusion,
        reversal,
        withdrawal_id,
        version as contract_version,
        line_no as contract_line,
        clawback_days,
        case
            when commission_fen is not null then {{ yuan_of_fen('greatest(least(
                commission_fen,
                coalesce(' ~ fen('monthly_cap_amount') ~ ', 9000000000000000) - month_fen_before
            ), 0)') }}
        end as accrued_amount,
        event_at,
        event_date
    from running

)

select * from final
