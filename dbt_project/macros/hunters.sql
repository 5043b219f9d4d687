{# A person's name on pages: the same in every table and build, and no way back without the key. #}
{% macro pseudonym(id) -%}
    substr(md5(concat_ws('|', '{{ var("pseudonym_key") }}', {{ id }})), 1, 12)
{%- endmacro %}


{# The channels in which people turn up who saw an activity, as a list of literals. #}
{% macro halo_channels() -%}
    '{{ var("halo_channels") | join("', '") }}'
{%- endmacro %}


{# Pre-hook of registration places: those read from events that are no more. #}
{% macro delete_replaced_places() -%}
    {%- set replaced = ref('int_events_replaced') -%}
    {%- if is_incremental() -%}
        {{ x_delete('known.user_id = gone.user_id and known.seen_at = gone.event_at', replaced) }}
    {%- endif -%}
{%- endmacro %}


{# One round of telling each other the smallest label: through what people share, then through whom
   the label names, so that a chain of any length needs few rounds. #}
{% macro cluster_round(number) -%}
    shared_{{ number }} as (

        select
            members.ring_id,
            min(known.label) as label
        from members
        inner join round_{{ number - 1 }} as known on members.user_id = known.user_id
        group by 1

    ),

    heard_{{ number }} as (

        select
            members.user_id,
            min(shared.label) as label
        from members
        inner join shared_{{ number }} as shared on members.ring_id = shared.ring_id
        where {{ x_planned_once() }}
        group by 1

    ),

    round_{{ number }} as (

        select
            heard.user_id,
            least(heard.label, coalesce(named.label, heard.label)) as label
        from heard_{{ number }} as heard
        left join heard_{{ number }} as named on heard.label = named.user_id

    ),
{%- endmacro %}


{# One round of climbing an invite tree: whoever stood n levels below a known ancestor knows the one
   twice as far up. #}
{% macro tree_round(number) -%}
    round_{{ number }} as (

        select
            below.account,
            coalesce(above.ancestor, below.ancestor) as ancestor,
            below.levels + coalesce(above.levels, 0) as levels
        from round_{{ number - 1 }} as below
        left join round_{{ number - 1 }} as above on below.ancestor = above.account
        where {{ x_planned_once() }}

    ),
{%- endmacro %}
