{% set replaced = ref('int_events_replaced') %}
{% if is_incremental() %} {% set changed_from = sessions_change_from(this) %} {% endif %}

with

{% if is_incremental() %}
    changed as (

        select
            anonymous_id,
            event_at
        from {{ ref('int_events') }}
        where not is_bot and {{ is_new_load() }}
        union all
        select
            anonymous_id,
            event_at
        from {{ replaced }}
        where not is_bot

    ),

    touched as (

        select
            anonymous_id,
            min(event_at) as first_changed_at
        from changed
        group by 1

    ),

    rebuilt as (

        select
            touched.anonymous_id,
            min(
                least(
                    touched.first_changed_at,
                    coalesce(sessions.visit_began_at, touched.first_changed_at)
                )
            ) as rebuilt_from
        from touched
        left join {{ this }} as sessions
            on
                touched.anonymous_id = sessions.anonymous_id
                and touched.first_changed_at - interval '{{ var("session_timeout_minutes") }}' minute
                <= sessions.ended_at
                and sessions.started_at >= {{ changed_from }}
        group by 1

    ),
{% endif %}

events as (

    select
        events.source,
        events.event_id,
        events.anonymous_id,
        events.campaign_signature,
        events.event_at
    from {{ ref('int_events') }} as events
    {% if is_incremental() %}
        inner join rebuilt
            on
                events.anonymous_id = rebuilt.anonymous_id
                and events.event_at >= rebuilt.rebuilt_from
    {% endif %}
    where not events.is_bot {% if is_incremental() %} and events.event_at >= {{ changed_from }} {% endif %}

),

ordered as (

    select
        source,
        event_id,
        anonymous_id,
        campaign_signature,
        event_at,
        row_number() over by_time as event_number,
        lag(event_at) over by_time as previous_at,
        count(*) over (partition by anonymous_id) as events,
        max(event_at) over (partition by anonymous_id) as last_at
    from events
    window by_time as (
        partition by anonymous_id
        order by event_at nulls last, event_id nulls last, source nulls last
    )

),

candidates as (

    select
        *,
        lag(campaign_signature) over (
            partition by anonymous_id order by event_number nulls last
        ) as previous_signature,
        coalesce(
            event_at > previous_at + interval '{{ var("session_timeout_minutes") }}' minute, true
        ) as is_after_pause
    from ordered
    where
        campaign_signature is not null
        or previous_at is null
        or event_at > previous_at + interval '{{ var("session_timeout_minutes") }}' minute

),

starts as (

    select
        source,
        event_id,
        anonymous_id,
        event_at as started_at,
        coalesce(
            lead(previous_at) over by_number, last_at
        ) as ended_at,
        coalesce(lead(event_number) over by_number, events + 1) - event_number as event_count,
        max(case when is_after_pause then event_at end) over (
            partition by anonymous_id order by event_number nulls last
            rows between unbounded preceding and current row
        ) as visit_began_at
    from candidates
    where is_after_pause or campaign_signature is distinct from previous_signature
    window by_number as (partition by anonymous_id order by event_number nulls last)

),

entries as (

    select
        starts.source || ':' || starts.event_id as session_id,
        starts.anonymous_id,
        events.platform,
        events.city,
        events.page_path as landing_path,
        events.referrer_domain,
        events.utm_source,
        events.utm_medium,
        events.utm_campaign,
        events.utm_term,
        lower(events.utm_content) as utm_content,
        events.click_id_type,
        events.click_id,
        events.code,
        events.invite_code,
        starts.event_count,
        events.referrer_domain = events.site_domain
        or '.' || events.referrer_domain like '%.' || regexp_replace(
            events.site_domain, '^(www|m|wap|h5|app)[.]', ''
        ) as is_from_own_site,
        starts.visit_began_at,
        starts.started_at,
        starts.ended_at
    from starts
    inner join {{ ref('int_events') }} as events
        on starts.source = events.source and starts.event_id = events.event_id
    {% if is_incremental() %} where events.event_at >= {{ changed_from }} {% endif %}

),

final as (

    select
        *,
        coalesce(is_from_own_site, false) as is_internal,
        coalesce(
            click_id_type, utm_source, utm_medium, utm_campaign, code, invite_code
        ) is not null as is_tracked,
        concat_ws(
            '|',
            coalesce(click_id_type, ''), coalesce(utm_source, ''), coalesce(utm_medium, ''),
            coalesce(utm_content, ''), coalesce(code, ''),
            case when invite_code is null then '' else 'invited' end,
            case when utm_campaign is null then '' else 'campaign' end,
            coalesce(referrer_domain, ''),
            case when is_from_own_site then 'internal' else '' end
        ) as entry_key,
        {{ x_company_date('started_at') }} as started_date
    from entries

)

select * from final
