{% set sessions = ref('int_sessions') if should_full_refresh()
    else rows_of(ref('int_sessions'), "'a:' || anonymous_id", 'visitors') %}
with

{% if not should_full_refresh() %}
    visitors as (

        select visitor_id from {{ ref('int_visitors_touched') }}
        union distinct
        select 'a:' || anonymous_id as visitor_id
        from {{ ref('int_identities') }}
        where {{ is_touched("'u:' || user_id", is_kept=false) }}

    ),
{% endif %}

identified as (

    select
        sessions.*,
        coalesce('u:' || identities.user_id, 'a:' || sessions.anonymous_id) as visitor_id
    from {{ sessions }} as sessions
    left join {{ ref('int_identities') }} as identities
        on
            sessions.anonymous_id = identities.anonymous_id
            and sessions.started_at >= identities.valid_from
            and sessions.started_at < identities.valid_to

),

sessions as (

    select * from identified
    where {{ is_touched(is_kept=false) }}

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
    from sessions

),

matches as (

    select
        ways.entry_key,
        rules.channel,
        rules.priority
    from ways
    inner join {{ ref('int_channel_rules') }} as rules
        on
            (rules.click_id_type is null or ways.click_id_type = rules.click_id_type)
            and (rules.utm_source is null or ways.utm_source = rules.utm_source)
            and (rules.utm_medium is null or ways.utm_medium = rules.utm_medium)
            and (rules.utm_content is null or ways.utm_content = rules.utm_content)
            and (
                rules.code_prefix is null
                or substr(ways.code, 1, length(rules.code_prefix)) = rules.code_prefix
            )
            and (rules.has_invite is null or ways.is_invited = rules.has_invite)
            and (
                rules.referrer_domain is null
                or right('.' || ways.referrer_domain, length(rules.referrer_domain) + 1)
                = '.' || rules.referrer_domain
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
        sessions.session_id,
        sessions.visitor_id,
        case
            when ranked.channel is not null then ranked.channel
            when sessions.is_tracked then 'unmatched'
            when sessions.is_internal then null
            when sessions.referrer_domain is null then 'direct'
            else 'other_site'
        end as channel,
        coalesce(sessions.utm_campaign, clicks.campaign_name, sessions.code) as campaign_id,
        coalesce(sessions.utm_term, clicks.keyword_text) as keyword_id,
        sessions.platform,
        sessions.city,
        case when ranked.channel is null and sessions.is_tracked then sessions.utm_source end
            as unmatched_source,
        case when ranked.channel is null and sessions.is_tracked then sessions.utm_medium end
            as unmatched_medium,
        case when ranked.channel is null and sessions.is_tracked then sessions.code end
            as unmatched_code,
        sessions.started_at,
        sessions.started_date
    from sessions
    left join ranked on sessions.entry_key = ranked.entry_key and ranked.match_rank = 1
    left join {{ ref('stg_ads__ad_clicks') }} as clicks on sessions.click_id = clicks.click_id

)

select * from final
