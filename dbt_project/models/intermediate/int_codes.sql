with

codes as (

    select
        codes.code,
        activities.channel,
        greatest(codes._load_id, activities._load_id) as _load_id,
        1 as precedence
    from {{ ref('stg_sheets__activity_codes') }} as codes
    inner join {{ ref('stg_sheets__activities') }} as activities
        on codes.activity_id = activities.activity_id

    union all

    select
        activity_id as code,
        channel,
        _load_id,
        2 as precedence
    from {{ ref('stg_sheets__activities') }}

    union all

    select
        contract_id as code,
        channel,
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
        code,
        channel,
        _load_id
    from ranked
    where code_rank = 1

)

select * from final
