with

people as (

    {{ changed_values(ref('fct_funnel')) }}

),

investors as (

    {{ changed_values(ref('fct_investments')) }}

),

final as (

    {% for place in [1, 2, 3] %}
        select cast(nullif(split_part(value, ' ', {{ place }}), '') as date) as stat_date from people
        where split_part(value, ' ', {{ place }}) != ''
        union distinct
    {% endfor %}
    -- Revenue counts for the day on which its investor first came.
    select people_now.visited_date as stat_date
    from {{ rows_rebuilt(ref('fct_funnel')) }} as people_now
    inner join investors on people_now.visitor_id = investors.value

)

select * from final
