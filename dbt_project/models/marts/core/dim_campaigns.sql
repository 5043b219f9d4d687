with

named as (

    select
        source,
        campaign_id,
        campaign_name,
        channel,
        max(stat_date) as named_on,
        max(_load_id) as _load_id
    from {{ ref('stg_ads__ad_spend') }}
    where campaign_id != ''
    group by 1, 2, 3, 4

    union all

    select
        source,
        contract_id as campaign_id,
        coalesce(description, partner) as campaign_name,
        channel,
        end_date as named_on,
        _load_id
    from {{ ref('stg_sheets__spend_contracts') }}

    union all

    select
        source,
        contract_id as campaign_id,
        coalesce(partner, network) as campaign_name,
        channel,
        start_date as named_on,
        _load_id
    from {{ ref('stg_sheets__partner_contracts') }}

    union all

    select
        source,
        activity_id as campaign_id,
        activity_name as campaign_name,
        channel,
        end_date as named_on,
        _load_id
    from {{ ref('stg_sheets__activities') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by source, campaign_id
            order by
                named_on desc nulls last, _load_id desc nulls last,
                campaign_name asc nulls last, channel asc nulls last
        ) as name_rank
    from named

),

final as (

    select
        source,
        campaign_id,
        coalesce(campaign_name, campaign_id) as campaign_name,
        channel
    from ranked
    where name_rank = 1

)

select * from final
