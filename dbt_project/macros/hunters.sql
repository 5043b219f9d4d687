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
   the label names, so that a chain of any length needs few rounds. Each round mentions the one
   before once: an engine that plans a CTE anew at each mention would double its plan every time. #}
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
        group by 1

    ),

    named_{{ number }} as (

        select
            heard.user_id,
            heard.label,
            sides.is_answer,
            min(case when sides.is_answer then heard.label end) over (
                partition by case when sides.is_answer then heard.user_id else heard.label end
            ) as named_label
        from heard_{{ number }} as heard
        cross join (select true as is_answer union all select false as is_answer) as sides

    ),

    round_{{ number }} as (

        select
            user_id,
            least(label, coalesce(named_label, label)) as label
        from named_{{ number }}
        where not is_answer

    ),
{%- endmacro %}


{# One round of climbing an invite tree: whoever stood n levels below a known ancestor knows the one
   twice as far up. Mentions the round before once, as above. #}
{% macro tree_round(number) -%}
    asked_{{ number }} as (

        select
            below.account,
            below.ancestor,
            below.levels,
            sides.is_answer,
            max(case when sides.is_answer then below.ancestor end) over same as above_ancestor,
            max(case when sides.is_answer then below.levels end) over same as above_levels
        from round_{{ number - 1 }} as below
        cross join (select true as is_answer union all select false as is_answer) as sides
        window same as (
            partition by case when sides.is_answer then below.account else below.ancestor end
        )

    ),

    round_{{ number }} as (

        select
            account,
            coalesce(above_ancestor, ancestor) as ancestor,
            levels + coalesce(above_levels, 0) as levels
        from asked_{{ number }}
        where not is_answer

    ),
{%- endmacro %}
