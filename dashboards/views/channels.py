"""Which channels bring investors, and at what price?"""

from __future__ import annotations

from dashboards.answers import channels as answers
from dashboards.charts import channels as charts
from dashboards.charts.cohorts import cohort_map
from dashboards.components.cards import metric_cards
from dashboards.components.controls import choose_grain, choose_metric, is_unfolded
from dashboards.components.drill import drill
from dashboards.components.figure import columns, figure
from dashboards.components.page import answer, open_page
from dashboards.components.table import show_table
from dashboards.queries import channels as queries
from dashboards.queries import cohorts
from dashboards.queries.periods import fitting_weeks
from dashboards.scope import Scope
from dashboards.tables import channels as tables

CARDS = ("spend_amount", "first_investments", "blended_cac", "paid_cac", "cost_per_registration")


def performance(page: Scope) -> None:
    """The answer, the cards, CAC by channel, and the whole table."""
    totals = queries.totals(page.build, page.filters)
    frame = queries.performance(page.build, page.filters)
    answer(answers.answer(page, totals, frame))
    metric_cards(page, totals, CARDS)
    left, right = columns([3, 2])
    with left, figure(page, "channels.price", most=charts.MOST_CHANNELS) as card:
        card.offer(frame, tables.PERFORMANCE, "price_by_channel")
        card.chart(charts.price(page, frame, totals["blended_cac"]))
    with right, figure(page, "channels.types") as card:
        types = queries.spend_types(page.build, page.filters)
        card.offer(types, tables.SPEND_TYPES, "spend_types")
        card.chart(charts.types(page, types))
    with right, figure(page, "channels.classes") as card:
        classes = queries.class_shares(page.build, page.filters)
        card.offer(classes, tables.CLASSES, "channel_classes")
        card.chart(charts.class_shares(page, classes))
    with figure(page, "channels.performance") as card:
        card.offer(frame, tables.PERFORMANCE, "channels")
        show_table(page, frame, tables.PERFORMANCE, key="channels", height="content")
    drill(page)


def return_on_spend(page: Scope) -> None:
    """What acquisition cohorts brought by age, by channel and by month of entry."""
    with figure(page, "channels.cohort", most=charts.MOST_CHANNELS) as card:
        measure = choose_metric(card, page, queries.MEASURES, "return")
        frame = cohorts.by_channel(page.build, page.filters)
        card.offer(frame, tables.COHORTS, "cohorts_by_channel")
        most = frame["channel"].drop_duplicates().head(charts.MOST_CHANNELS)
        shown = frame[frame["channel"].isin(most)]
        card.chart(cohort_map(page, shown, measure, "channel"), is_wide=True)
        card.note("channels.cohort_note")
    with figure(page, "channels.cohort_month") as card:
        if not is_unfolded(card, page, "months"):
            return
        months = cohorts.by_month(page.build, page.filters)
        card.offer(months, tables.COHORT_MONTHS, "cohorts_by_month")
        card.chart(cohort_map(page, months, measure, "entry_month"), is_wide=True)
        card.note("channels.cohort_note")


def spend(page: Scope) -> None:
    """Spend over time."""
    with figure(page, "channels.spend") as card:
        grain = choose_grain(card, page, "spend_grain", fitting_weeks(page.filters))
        frame = queries.spend_trend(page.build, page.filters, grain)
        card.offer(frame, tables.SPEND, f"spend_per_{grain}")
        card.chart(charts.spend(page, frame, grain))


scope = open_page("channels")
performance(scope)
return_on_spend(scope)
spend(scope)
