with

touches as (

    select * from {{ ref('int_credited_touches') }}
    where not ({{ is_lone() }})

),

credited as (

    {{ touch_credits('touches') }}

),

final as (

    select
        {% for model in learned_models() %}
            sum(cast({{ model }}_credit as decimal(18, 15))) as {{ model }}_conversions,
            cast(sum({{ model }}_fen) as bigint) as {{ model }}_fen,
        {% endfor %}
        conversion_date,
        conversion_kind,
        channel,
        campaign_id,
        keyword_id,
        city
    from credited
    group by conversion_date, conversion_kind, channel, campaign_id, keyword_id, city

)

select * from final
