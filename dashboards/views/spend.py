"""What did we spend, and do platforms, partners and invoices say the same?"""

from __future__ import annotations

from dashboards.answers import spend as answers
from dashboards.charts import spend as charts
from dashboards.components.cards import plain_cards
from dashboards.components.figure import columns, figure
from dashboards.components.page import answer, open_page
from dashboards.components.table import show_table
from dashboards.queries import spend as queries
from dashboards.scope import Scope
from dashboards.tables import spend as tables


def total(page: Scope) -> None:
    """The answer, the cards, the waterfall, and statements against what we count."""
    parts = queries.parts(page.build, page.filters)
    kinds = queries.kinds(page.build, page.filters)
    answer(answers.answer(page, parts, kinds))
    plain_cards(page, answers.cards(page, parts, kinds))
    left, right = columns([3, 2])
    with left, figure(page, "spend.waterfall", caption=answers.months(page)) as card:
        card.offer(queries.by_month(page.build, page.filters), tables.PARTS, "spend_parts")
        card.chart(charts.waterfall(page, parts))
    with right, figure(page, "spend.agreement") as card:
        card.offer(kinds, tables.AGREEMENT, "stated_and_counted")
        card.chart(charts.stated_and_counted(page, kinds))
    with figure(page, "spend.statements") as card:
        frame = queries.statements(page.build, page.filters)
        card.offer(frame, tables.STATEMENTS, "reconciliation")
        show_table(page, frame, tables.STATEMENTS, key="reconciliation")


total(open_page("spend", by_channel=False))
