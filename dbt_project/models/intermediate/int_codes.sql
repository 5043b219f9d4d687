with

codes as (

    select
        codes.code,
        activities.channel,
        activities.version,
        greatest(codes._load_id, activities._load_id) as _load_id,
        1 as precedence
    from {{ ref('stg_sheets__activity_codes') }} as codes
    inner join {{ ref('stg_sheets__activities') }} as activities
        on codes.activity_id = activities.activity_id

    union all

    select
        activity_id as code,
        channel,
        version,
        _load_id,
        2 as precedence
    from {{ ref('stg_sheets__activities') }}

    union all

    select
        contract_id as code,
        channel,
        version,
        _load_id,
        3 as precedence
    from {{ ref('stg_sheets__spend_contracts') }}

),

ranked as (

    select
        *,
        row_number() over (partition by code order by precedence nulls last) as code_rank
    from codes

),

final as (

    select
        ranked.code,
        ranked.channel,
        ranked._load_id
    from ranked
    left join {{ ref('int_channel_rules') }} as rules
        on
            substr(ranked.code, 1, length(rules.code_prefix)) = rules.code_prefix
            and ranked.channel = rules.channel
    where ranked.code_rank = 1 and (rules.channel is null or ranked.version > 1)

)

select * from final
