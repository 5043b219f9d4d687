{% set click_ids = '(?:^|&)(' ~ var('click_id_parameters') | join('|') ~ ')' %}

with

kept as (

    select
        events.*,
        split_part(events.url, '?', 2) as query,
        {{ x_company_date('events.event_at') }} as event_date
    from {{ ref('int_events_delivered') }} as events
    left join {{ ref('int_repeated_events') }} as repeated
        on
            events.source = repeated.source
            and events.event_id = repeated.event_id
    where repeated.event_id is null or events.position = repeated.first_position

),

parsed as (

    select
        source,
        event_id,
        anonymous_id,
        user_id,
        event_name,
        platform,
        city,
        lower(regexp_extract(url, '^[a-zA-Z]+://([^/?#:]+)', 1)) as site_domain,
        regexp_extract(url, '^[a-zA-Z]+://[^/?#]+([^?#]*)', 1) as page_path,
        nullif(lower(regexp_extract(referrer, '^[a-zA-Z-]+://([^/?#:]+)', 1)), '') as referrer_domain,
        lower({{ campaign_parameter('query', 'utm_source', ['hmsr']) }}) as utm_source,
        lower({{ campaign_parameter('query', 'utm_medium', ['hmmd']) }}) as utm_medium,
        {{ x_url_decode(campaign_parameter('query', 'utm_campaign', ['hmpl'])) }} as utm_campaign,
        {{ x_url_decode(campaign_parameter('query', 'utm_term', ['hmkw'])) }} as utm_term,
        {{ x_url_decode(campaign_parameter('query', 'utm_content', ['hmci', 'hmcu'])) }} as utm_content,
        {{ x_url_decode(x_url_parameter('query', 'hw_code')) }} as url_code,
        {{ x_url_parameter('query', 'invite') }} as url_invite,
        nullif(regexp_extract(query, '{{ click_ids }}=', 1), '') as click_id_type,
        nullif(regexp_extract(query, '{{ click_ids }}=([^&#]*)', 2), '') as click_id,
        channel_code,
        invite_code,
        is_bot,
        event_at,
        received_at,
        event_date,
        _load_id
    from kept

),

final as (

    select
        source,
        event_id,
        anonymous_id,
        user_id,
        event_name,
        platform,
        city,
        site_domain,
        page_path,
        referrer_domain,
        utm_source,
        utm_medium,
        utm_campaign,
        utm_term,
        utm_content,
        click_id_type,
        click_id,
        {{ merged_code('coalesce(url_code, channel_code)') }} as code,
        coalesce(url_invite, invite_code) as invite_code,
        nullif(
            concat_ws(
                '|', utm_source, utm_medium, utm_campaign, utm_term, utm_content,
                click_id, url_code, url_invite
            ), ''
        ) as campaign_signature,
        is_bot,
        event_at,
        received_at,
        event_date,
        _load_id
    from parsed

)

select * from final
{% if is_incremental() %}
    where not exists (
        select 1
        from {{ this }} as known
        where
            known.event_date in ({{ dates_of_new_events() }})
            and known.source = final.source
            and known.event_id = final.event_id
    )
{% endif %}
