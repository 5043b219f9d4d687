"""Distribution of the time and hour of registrations, on the page of bonus hunters."""

from __future__ import annotations

from dashboards.charts import registrations as charts
from dashboards.components.figure import columns, figure
from dashboards.queries import registrations as queries
from dashboards.scope import Scope
from dashboards.tables import registrations as tables


def registrations(page: Scope) -> None:
    """Partners against the rest: too fast for a person, and bursts at night."""
    left, right = columns([2, 3])
    with left, figure(page, "hunters.times") as card:
        times = queries.times(page.build, page.filters)
        card.offer(tables.named(page, times), tables.TIMES, "time_to_register")
        card.chart(charts.times(page, times))
        card.note("hunters.times_note")
    with right, figure(page, "hunters.hours") as card:
        hours = queries.hours(page.build, page.filters)
        card.offer(tables.named(page, hours), tables.HOURS, "hours_of_registration")
        card.chart(charts.hours(page, hours), is_wide=True)
        card.note("hunters.hours_note")
