with

rejects as (

    select * from {{ ref('stg_lake__rejects') }}

)

select * from rejects
