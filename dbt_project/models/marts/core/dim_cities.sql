with

cities as (

    select * from {{ ref('cities') }}

)

select * from cities
