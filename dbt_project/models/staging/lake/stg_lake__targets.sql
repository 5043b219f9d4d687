with

delivered as (

    select
        *,
        {{ version_of("''") }} as version
    from {{ lake('targets') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by substr(month, 1, 7), channel, metric order by version desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        min(source) as source,
        {{ merged_channel('channel') }} as channel,
        metric,
        cast(sum(cast(target_value as decimal(18, 2))) as decimal(18, 2)) as target_value,
        cast(date_trunc('month', cast(month as date)) as date) as month
    from ranked
    where version_rank = 1
    group by 2, 3, 5

)

select * from final
