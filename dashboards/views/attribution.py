"""Which channels deserve the credit, and do the models agree?"""

from __future__ import annotations

from dashboards.answers import attribution as answers
from dashboards.charts import attribution as charts
from dashboards.components.cards import plain_cards
from dashboards.components.controls import choose_code, choose_on_page, toolbar
from dashboards.components.credit_certainty import certainty, parts, truths
from dashboards.components.figure import columns, figure
from dashboards.components.other_windows import other_windows
from dashboards.components.page import answer, open_page
from dashboards.components.paths import paths
from dashboards.components.table import show_table
from dashboards.queries import attribution as queries
from dashboards.scope import Scope
from dashboards.tables import attribution as tables


def credit(page: Scope) -> None:
    """The same conversions under every model, where the models part, and how sure they are."""
    with toolbar():
        kind = choose_on_page(
            page, "conversion", queries.KINDS, area="attribution.", label="attribution.kind"
        )
    frame = queries.credits(page.build, page.filters, kind)
    totals = queries.totals(page.build, page.filters, kind)
    answer(answers.answer(page, frame, totals, kind))
    plain_cards(page, answers.cards(page, totals))
    left, right = columns([4, 3])
    with (
        left,
        figure(
            page,
            "attribution.compare",
            lookback=page.build.attribution_lookback_days,
            most=charts.MOST_CHANNELS,
        ) as card,
    ):
        measure = choose_code(card, page, "credit", queries.measures(kind), "attribution.")
        card.offer(frame, tables.CREDITS, f"credit_compared_of_{kind}")
        card.chart(charts.compare(page, frame, measure))
    with right, figure(page, "attribution.gap", most=charts.MOST_CHANNELS) as card:
        card.offer(frame, tables.CREDITS, f"credit_gap_of_{kind}")
        card.chart(charts.gap(page, frame))
    with figure(page, "attribution.table") as card:
        card.offer(frame, tables.CREDITS, f"credit_of_{kind}")
        show_table(page, frame, tables.CREDITS, key="credits")
    other_windows(page, kind)
    paths(page, kind)
    certainty(page, kind)
    parts(page, kind)
    truths(page, kind)


credit(open_page("attribution"))
