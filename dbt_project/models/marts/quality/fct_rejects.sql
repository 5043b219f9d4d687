with

rejects as (

    select * from {{ ref('stg_lake__rejects') }}

),

final as (

    select
        source,
        dataset,
        delivery_id,
        _source_file,
        _row_number,
        column_name,
        reason_code,
        reason_en,
        reason_zh,
        value,
        raw_row,
        _load_id,
        _loaded_at
    from rejects

)

select * from final
