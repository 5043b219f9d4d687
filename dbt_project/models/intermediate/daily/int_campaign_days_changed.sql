with

people as (

    {{ changed_values(ref('fct_funnel')) }}

),

investors as (

    {{ changed_values(ref('fct_investments')) }}

),

days as (

    {% for place in [1, 2, 3] %}
        select cast(nullif(split_part(value, ' ', {{ place }}), '') as date) as stat_date from people
        union distinct
    {% endfor %}
    -- Revenue counts for the day on which its investor first came. An earlier try may have noted people
    -- whom this one does not build anew.
    select first_visits.visited_date as stat_date
    from {{ rows_of(ref('fct_funnel'), 'visitor_id', 'investors', 'value') }} as first_visits
    inner join investors on first_visits.visitor_id = investors.value

),

final as (

    select stat_date from days
    where stat_date is not null

)

select * from final
