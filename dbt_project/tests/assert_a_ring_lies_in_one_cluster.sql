select
    rings.kind,
    rings.tie_value,
    count(distinct clusters.cluster_id) as clusters
from {{ ref('int_hunter_rings') }} as rings
inner join {{ ref('int_hunter_clusters') }} as clusters on rings.user_id = clusters.user_id
group by 1, 2
having count(distinct clusters.cluster_id) > 1
