with

{% if is_incremental() %}
    anonymous_ids as (

        select substr(visitor_id, 3) as anonymous_id
        from {{ ref('int_visitors_touched') }}
        where visitor_id like 'a:%'
        union distinct
        select anonymous_id
        from {{ ref('int_identities') }}
        where {{ is_touched("'u:' || user_id") }}

    ),
{% endif %}

sessions as (

    select
        sessions.*,
        coalesce('u:' || identities.user_id, 'a:' || sessions.anonymous_id) as visitor_id
    from {{ ref('int_sessions') }} as sessions
    {% if is_incremental() %}
        inner join anonymous_ids on sessions.anonymous_id = anonymous_ids.anonymous_id
    {% endif %}
    left join {{ ref('int_identities') }} as identities
        on
            sessions.anonymous_id = identities.anonymous_id
            and sessions.started_at >= identities.valid_from
            and sessions.started_at < identities.valid_to

),

touched as (

    select * from sessions
    where {{ is_touched() }}

),

ways as (

    select distinct
        entry_key,
        click_id_type,
        utm_source,
        utm_medium,
        utm_content,
        code,
        referrer_domain,
        invite_code is not null as is_invited,
        is_tracked or is_internal as is_known_without_referrer
    from touched

),

matches as (

    select
        ways.entry_key,
        rules.channel,
        rules.priority
    from ways
    inner join {{ ref('channel_rules') }} as rules
        on
            (rules.click_id_type is null or ways.click_id_type = rules.click_id_type)
            and (rules.utm_source is null or ways.utm_source = rules.utm_source)
            and (rules.utm_medium is null or ways.utm_medium = rules.utm_medium)
            and (rules.utm_content is null or ways.utm_content = rules.utm_content)
            and (rules.code_prefix is null or ways.code like rules.code_prefix || '%')
            and (rules.has_invite is null or ways.is_invited = rules.has_invite)
            and (
                rules.referrer_domain is null
                or '.' || ways.referrer_domain like '%.' || rules.referrer_domain
                and not ways.is_known_without_referrer
            )

    union all

    select
        ways.entry_key,
        codes.channel,
        400 as priority
    from ways
    inner join {{ ref('int_codes') }} as codes on ways.code = codes.code

),

ranked as (

    select
        *,
        row_number() over (
            partition by entry_key order by priority nulls last, channel nulls last
        ) as match_rank
    from matches

),

final as (

    select
        touched.session_id,
        touched.visitor_id,
        touched.anonymous_id,
        case
            when ranked.channel is not null then ranked.channel
            when touched.is_tracked then 'unmatched'
            when touched.is_internal then null
            when touched.referrer_domain is null then 'direct'
            else 'other_site'
        end as channel,
        coalesce(touched.utm_campaign, touched.code) as campaign_id,
        touched.utm_term as keyword_id,
        touched.code,
        touched.platform,
        touched.city,
        cast(row_number() over (
            partition by touched.visitor_id
            order by touched.started_at nulls last, touched.session_id nulls last
        ) as integer) as visit_number,
        touched.started_at,
        touched.started_date
    from touched
    left join ranked on touched.entry_key = ranked.entry_key and ranked.match_rank = 1

)

select * from final
