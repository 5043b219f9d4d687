with

people as (

    select * from {{ ref('int_steps_reached_daily') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

counted as (

    select
        entry_date,
        channel,
        sum(people) as visitors,
        {% for step, name in [
            (2, 'registrations'), (3, 'verifications'), (4, 'card_bounds'), (5, 'fundings'),
            (6, 'first_investments'), (7, 'repeat_investments')
        ] -%}
            sum(case when reached_step >= {{ step }} then people else 0 end) as {{ name }}
            {%- if not loop.last %},{% endif %}
        {% endfor %}
    from people
    group by 1, 2

),

final as (

    select
        counted.entry_date,
        counted.channel,
        {% for name in [
            'visitors', 'registrations', 'verifications', 'card_bounds', 'fundings',
            'first_investments', 'repeat_investments'
        ] -%}
            cast(counted.{{ name }} as bigint) as {{ name }},
        {% endfor %}
        counted.entry_date + interval '{{ var("funnel_window_days") }}' day
        <= as_of.as_of_date as is_mature
    from counted
    cross join as_of

)

select * from final
