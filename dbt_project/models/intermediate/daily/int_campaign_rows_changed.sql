with

spend as (

    {{ changed_values(ref('int_spend_parts')) }}

),

sources as (

    {{ changed_values(ref('int_campaign_sources')) }}

),

counted as (

    {{ changed_keys(ref('int_campaign_people')) }}

),

people as (

    select * from {{ ref('int_campaign_people') }}

),

final as (

    select stat_date from counted
    union distinct
    select cast(value as date) as stat_date from spend
    {% for keyword in ['people.keyword_id', "''"] %}
        union distinct
        select people.stat_date
        from people
        inner join sources
            on concat_ws('|', people.channel, people.campaign_id, {{ keyword }}) = sources.value
    {% endfor %}

)

select * from final
