"""What do we owe our partners, and do they agree?"""

from __future__ import annotations

from dashboards.answers import partners as answers
from dashboards.charts import partners as charts
from dashboards.components.cards import plain_cards
from dashboards.components.figure import columns, figure
from dashboards.components.page import answer, open_page
from dashboards.components.table import show_or_say, show_table
from dashboards.queries import partners as queries
from dashboards.scope import Scope
from dashboards.tables import partners as tables


def payables(page: Scope) -> None:
    """The answer, the cards, one row per partner, and the disputed lines."""
    totals = queries.totals(page.build, page.filters)
    frame = queries.partners(page.build, page.filters)
    answer(answers.answer(page, totals, frame))
    plain_cards(page, answers.cards(page, totals))
    left, right = columns(2)
    with left, figure(page, "partners.agree") as card:
        card.offer(frame, tables.PARTNERS, "owed_and_claimed")
        card.chart(charts.owed_and_claimed(page, frame))
    with right, figure(page, "partners.reasons") as card:
        why = queries.reasons(page.build, page.filters)
        card.offer(why, tables.REASONS, "reasons")
        card.chart(charts.reasons(page, why))
    with figure(page, "partners.by_partner") as card:
        card.offer(frame, tables.PARTNERS, "partners")
        show_table(page, frame, tables.PARTNERS, key="partners", height="content")
        card.note("partners.elsewhere")
    with figure(page, "partners.disputes") as card:
        lines = queries.disputes(page.build, page.filters)
        card.offer(lines, tables.DISPUTES, "disputes")
        show_or_say(page, lines, tables.DISPUTES, "partners.no_disputes", key="disputes")
    with figure(page, "partners.doubtful") as card:
        doubtful = tables.with_signs(page, queries.doubtful(page.build, page.filters))
        card.offer(doubtful, tables.DOUBTFUL, "doubtful_registrations")
        show_or_say(page, doubtful, tables.DOUBTFUL, "partners.no_doubtful", key="doubtful")


payables(open_page("partners"))
