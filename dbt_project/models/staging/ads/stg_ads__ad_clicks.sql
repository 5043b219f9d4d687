with

delivered as (

    select * from {{ lake('ad_clicks') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by click_id
            order by _load_id desc nulls last, source asc nulls last, _row_number desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        click_id,
        source,
        account_id,
        campaign_id,
        campaign_name,
        adgroup_id,
        adgroup_name,
        keyword_id,
        keyword_text,
        device,
        cast(click_date as date) as click_date,
        _load_id
    from ranked
    where version_rank = 1

)

select * from final
