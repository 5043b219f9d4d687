{# Attribution models that credit one touch of each conversion with all of it. #}
{% macro one_touch_models() -%}
    {{ return(['first', 'last', 'last_non_direct', 'last_paid']) }}
{%- endmacro %}


{# Those that share a conversion out among its touches by a rule. #}
{% macro sharing_models() -%}
    {{ return(['linear', 'position', 'time_decay']) }}
{%- endmacro %}


{# Those whose shares are learned from all journeys. #}
{% macro learned_models() -%}
    {{ return(['markov', 'shapley', 'leave_one_out']) }}
{%- endmacro %}


{# All attribution models, in the order of pages. #}
{% macro attribution_models() -%}
    {{ return(one_touch_models() + sharing_models() + learned_models()) }}
{%- endmacro %}


{# To cross with rows that hold columns per model, which become one row per model by `of_model`. #}
{% macro models_listed(models) -%}
    (
        {%- for model in models %}
        select '{{ model }}' as model
        {%- if not loop.last %} union all {% endif -%}
        {%- endfor %}
    ) as models
{%- endmacro %}


{# Of the columns `<model>_<suffix>` the one of the row's model. #}
{% macro of_model(models, suffix) -%}
    case models.model
        {%- for model in models %}
        when '{{ model }}' then {{ model }}_{{ suffix }}
        {%- endfor %}
    end
{%- endmacro %}


{# Credit and amount of each model, summed: exactly, so that the order of rows does not matter. #}
{% macro summed_credits(models) -%}
    {%- for model in models %}
        cast(sum(cast({{ model }}_credit as decimal(18, 15))) as double) as {{ model }}_conversions,
        sum({{ model }}_fen) as {{ model }}_fen
        {%- if not loop.last %},{% endif -%}
    {%- endfor %}
{%- endmacro %}


{# Sums of `int_credited_touches` that add up over people: what each rule model gives, and the conversions
   that a touch shares with no other or that have none. #}
{% macro credit_sums() -%}
    count(*) as touches,
    count(amount_fen) as amounts,
    {%- for model in one_touch_models() %}
        sum(case when is_{{ model }} then 1 else 0 end) as {{ model }}_conversions,
        sum(case when is_{{ model }} then coalesce(amount_fen, 0) else 0 end) as {{ model }}_fen,
    {%- endfor %}
    {%- for model in sharing_models() %}
        sum(cast({{ model }}_credit as decimal(18, 15))) as {{ model }}_conversions,
        sum(coalesce({{ model }}_fen, 0)) as {{ model }}_fen,
    {%- endfor %}
    {%- for kind, condition in [
        ('lone', is_lone() ~ ' and touchpoint_id is not null'), ('untouched', 'touchpoint_id is null')
    ] %}
        sum(case when {{ condition }} then 1 else 0 end) as {{ kind }}_conversions,
        sum(case when {{ condition }} then coalesce(amount_fen, 0) else 0 end) as {{ kind }}_fen
        {%- if not loop.last %},{% endif -%}
    {%- endfor %}
{%- endmacro %}


{# Whether a touch shares its conversion with no other. #}
{% macro is_lone() -%}
    is_first and is_last
{%- endmacro %}


{#
    The CTEs up to `credits`: of each key, what all models give, as `credit_columns` takes it. `sums` has
    `credit_sums` of the key. A lone touch gets the whole conversion from every model that has weights for
    its path, so weights are looked up for touches that share one alone: one in ten.
#}
{% macro credits_of_all_touches(sums, keys) -%}
    shared as (

        select
            {{ keys | join(', ') }},
            {%- for model in learned_models() %}
                sum({{ model }}_conversions) as {{ model }}_conversions,
                sum({{ model }}_fen) as {{ model }}_fen
                {%- if not loop.last %},{% endif -%}
            {%- endfor %}
        from {{ ref('int_shared_credits') }}
        group by {{ range(1, keys | length + 1) | join(', ') }}

    ),

    lone as (

        select *
        from {{ ref('int_path_weights') }}
        where touch_number = 1 and is_last

    ),

    credits as (

        select
            {%- for key in keys %}
                sums.{{ key }},
            {%- endfor %}
            {%- for model in one_touch_models() %}
                cast(nullif(sums.{{ model }}_conversions, 0) as double) as {{ model }}_conversions,
                case
                    when sums.amounts > 0 and sums.{{ model }}_conversions > 0 then sums.{{ model }}_fen
                end as {{ model }}_fen,
            {%- endfor %}
            {%- for model in sharing_models() %}
                cast(sums.{{ model }}_conversions as double) as {{ model }}_conversions,
                case when sums.amounts > 0 then sums.{{ model }}_fen end as {{ model }}_fen,
            {%- endfor %}
            {%- for model in learned_models() %}
                {%- set has_lone = 'lone.' ~ model ~ '_credit is not null and sums.lone_conversions > 0' %}
                {%- set is_credited = has_lone ~ ' or sums.untouched_conversions > 0 or shared.' ~ model ~ '_conversions is not null' %}
                case when {{ is_credited }} then cast(
                    sums.untouched_conversions
                    + case when {{ has_lone }} then sums.lone_conversions else 0 end
                    + coalesce(shared.{{ model }}_conversions, 0) as double
                ) end as {{ model }}_conversions,
                case when sums.amounts > 0 and ({{ is_credited }}) then
                    sums.untouched_fen
                    + case when {{ has_lone }} then sums.lone_fen else 0 end
                    + coalesce(shared.{{ model }}_fen, 0)
                end as {{ model }}_fen
                {%- if not loop.last %},{% endif -%}
            {%- endfor %}
        from {{ sums }} as sums
        left join shared on
            {%- for key in keys %}
                sums.{{ key }} is not distinct from shared.{{ key }}
                {%- if not loop.last %} and {% endif -%}
            {%- endfor %}
        left join lone on sums.conversion_kind = lone.conversion_kind and sums.channel = lone.path

    )
{%- endmacro %}


{# What `credits` holds, as columns of a mart: conversions and amount in yuan of each model, null where it
   gives no credit. #}
{% macro credit_columns(models) -%}
    {%- for model in models %}
        {{ model }}_conversions,
        {{ yuan_of_fen(model ~ '_fen') }} as {{ model }}_amount
        {%- if not loop.last %},{% endif -%}
    {%- endfor %}
{%- endmacro %}


{# The same columns of several rows, summed: exactly, too. #}
{% macro added_credits(models) -%}
    {%- for model in models %}
        cast(sum(cast({{ model }}_conversions as decimal(28, 15))) as double) as {{ model }}_conversions,
        cast(sum({{ model }}_amount) as decimal(18, 2)) as {{ model }}_amount
        {%- if not loop.last %},{% endif -%}
    {%- endfor %}
{%- endmacro %}


{# How many of the models a group of credits has, asked for one by one: to count distinct ones, DuckDB
   would hold every model of every group at once. #}
{% macro counted_models(models) -%}
    {%- for model in models -%}
        max(case when model = '{{ model }}' then 1 else 0 end)
        {%- if not loop.last %} + {% endif -%}
    {%- endfor -%}
{%- endmacro %}


{# What each attribution model gives to `touches`, the relation `int_credited_touches` or a query of some of
   its rows: choosing people only afterwards would look up learned weights for the touches of everybody. #}
{% macro touch_credits(touches) -%}
    select
        {% for model in one_touch_models() %}
            case when touches.is_{{ model }} then cast(1 as double) end as {{ model }}_credit,
            case when touches.is_{{ model }} then touches.amount_fen end as {{ model }}_fen,
        {% endfor %}
        {% for model in sharing_models() %}
            touches.{{ model }}_credit,
            touches.{{ model }}_fen,
        {% endfor %}
        {% for model in learned_models() %}
            case
                when touches.touchpoint_id is null then cast(1 as double)
                else weights.{{ model }}_credit
            end as {{ model }}_credit,
            -- What the rounded total up to this touch gained: no fen is lost, and no touch waits for
            -- another.
            case
                when touches.touchpoint_id is null then touches.amount_fen
                when weights.{{ model }}_credit is null then null
                when weights.is_last
                    then
                        touches.amount_fen
                        - cast(round(touches.amount_fen * weights.{{ model }}_credit_before) as bigint)
                else
                    cast(round(touches.amount_fen * weights.{{ model }}_credit_so_far) as bigint)
                    - cast(round(touches.amount_fen * weights.{{ model }}_credit_before) as bigint)
            end as {{ model }}_fen,
        {% endfor %}
        touches.conversion_id,
        touches.conversion_kind,
        touches.touch_number,
        touches.visitor_id,
        touches.touchpoint_id,
        touches.channel,
        touches.campaign_id,
        touches.keyword_id,
        touches.city,
        touches.converted_at,
        touches.conversion_date,
        touches.touched_at
    from {{ touches }} as touches
    left join {{ ref('int_path_weights') }} as weights
        on
            touches.conversion_kind = weights.conversion_kind
            and touches.path = weights.path
            and touches.touch_number = weights.touch_number
{%- endmacro %}


{# One row per touch and model that credits it, of touches as `int_touch_credits` has them. #}
{% macro credits_by_model(touches) -%}
    select
        conversion_id,
        conversion_kind,
        model,
        touch_number,
        visitor_id,
        touchpoint_id,
        channel,
        campaign_id,
        keyword_id,
        city,
        credit,
        {{ yuan_of_fen('credit_fen') }} as amount,
        converted_at,
        conversion_date,
        touched_at
    from (
        select
            touches.*,
            models.model,
            {{ of_model(attribution_models(), 'credit') }} as credit,
            {{ of_model(attribution_models(), 'fen') }} as credit_fen
        from {{ touches }} as touches
        cross join {{ models_listed(attribution_models()) }}
    ) as credited
    where credit is not null
{%- endmacro %}
