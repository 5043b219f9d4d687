"""The map of cities on the campus and offline page."""

from __future__ import annotations

from dashboards.charts import offline as charts
from dashboards.components.figure import figure
from dashboards.components.markdown import plain
from dashboards.queries import offline as queries
from dashboards.scope import Scope
from dashboards.tables import offline as tables


def map_of_cities(page: Scope) -> None:
    """Where activities were held and what came of them; cities not on the map are named."""
    with figure(page, "offline.map", caption=page.window_in("offline.whole_life")) as card:
        found = tables.with_names(page, queries.places(page.build, page.filters))
        card.offer(found, tables.PLACES, "offline_map")
        card.chart(charts.map_of_cities(page, found))
        unplaced = [plain(str(name)) for name in found[found["longitude"].isna()]["name"]]
        if unplaced:
            card.say(page.words("offline.unplaced", names=page.words.listed(unplaced)))
