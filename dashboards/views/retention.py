"""Do investors come back, and with how much?"""

from __future__ import annotations

from dashboards.answers import retention as answers
from dashboards.charts import retention as charts
from dashboards.components.cards import plain_cards
from dashboards.components.controls import choose_on_page, toolbar
from dashboards.components.figure import figure
from dashboards.components.page import answer, open_page
from dashboards.queries import retention as queries
from dashboards.queries.periods import fitting_cohorts
from dashboards.scope import Scope
from dashboards.tables import retention as tables


def retention(page: Scope) -> None:
    """Cohorts as a heat map with their weighted averages, and the average as a curve."""
    with toolbar():
        grain = choose_on_page(
            page,
            "cohort",
            queries.GRAINS,
            area="common.",
            label="retention.grain",
            default=fitting_cohorts(page.filters),
        )
        of = choose_on_page(
            page, "of", queries.MEASURES, area="retention.", label="retention.measure"
        )
    measure = queries.as_measure(of)
    frame = queries.cells(page.build, page.filters, grain)
    averages = queries.averages(page.build, page.filters, grain)
    answer(answers.answer(page, averages, grain))
    plain_cards(page, answers.cards(page, frame, averages))
    with figure(page, f"retention.heat_{measure}") as card:
        card.offer(frame, tables.CELLS, f"retention_by_{grain}")
        card.chart(charts.cells(page, frame, averages, measure, grain), is_wide=True)
        card.note("retention.note")
    with figure(page, "retention.curve") as card:
        card.offer(averages, tables.AVERAGES, f"average_retention_by_{grain}")
        card.chart(charts.curve(page, averages, measure, grain))


retention(open_page("retention"))
