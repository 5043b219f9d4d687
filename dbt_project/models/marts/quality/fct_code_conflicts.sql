with

activities as (

    select * from {{ ref('stg_sheets__activities') }}

),

issued as (

    select
        codes.code,
        activities.channel,
        codes.activity_id as claimed_by,
        codes.valid_from,
        codes.valid_to
    from {{ ref('stg_sheets__code_claims') }} as codes
    inner join activities on codes.activity_id = activities.activity_id

    union all

    select activity_id as code, channel, activity_id as claimed_by, null, null
    from activities

    union all

    select contract_id as code, channel, contract_id as claimed_by, null, null
    from {{ ref('stg_sheets__spend_contracts') }}

),

prefixed as (

    select distinct
        issued.code,
        rules.channel,
        rules.code_prefix || '…' as claimed_by,
        cast(null as date) as valid_from,
        cast(null as date) as valid_to
    from issued
    inner join {{ ref('int_channel_rules') }} as rules
        on substr(issued.code, 1, length(rules.code_prefix)) = rules.code_prefix

),

claims as (

    select * from issued
    union all
    select * from prefixed

),

final as (

    select
        one.code,
        one.channel,
        other.channel as other_channel,
        min(one.claimed_by) as claimed_by,
        min(other.claimed_by) as other_claimed_by
    from claims as one
    inner join claims as other on one.code = other.code and one.channel < other.channel
    where
        (one.valid_to is null or other.valid_from is null or other.valid_from <= one.valid_to)
        and (other.valid_to is null or one.valid_from is null or one.valid_from <= other.valid_to)
    group by 1, 2, 3

)

select * from final
