"""Where do we lose people between first visit and second investment?"""

from __future__ import annotations

from dashboards.answers import funnel as answers
from dashboards.charts import funnel as charts
from dashboards.components.cards import plain_cards
from dashboards.components.controls import choose_grain, choose_metric
from dashboards.components.figure import figure, place
from dashboards.components.judged import offer_judged_days
from dashboards.components.named_funnel import named_funnel
from dashboards.components.page import answer, open_page
from dashboards.queries import funnel as queries
from dashboards.scope import Scope
from dashboards.tables import growth as tables


def steps(page: Scope) -> bool:
    """The answer and the steps; whether any entry day is old enough to judge."""
    frame, is_judged = queries.steps(page.build, page.filters)
    answer(answers.answer(page, frame, is_judged))
    with place():
        if not is_judged:
            offer_judged_days(page)
    plain_cards(page, answers.cards(page, frame, is_judged))
    window = page.build.funnel_window_days
    caption = answers.basis(page, frame)
    with figure(page, "funnel.steps", caption=caption, window=window) as card:
        card.offer(frame, tables.FUNNEL, "funnel")
        card.chart(charts.steps(page, frame))
    return is_judged


def over_time(page: Scope) -> None:
    """Conversion rates by the period in which people came."""
    with figure(page, "funnel.trend", window=page.build.funnel_window_days) as card:
        measure = choose_metric(card, page, queries.RATES, "rate")
        grain = choose_grain(card, page, "entry_grain", "week")
        frame = queries.trend(page.build, page.filters, grain)
        card.offer(frame, tables.FUNNEL_TREND, f"funnel_per_{grain}")
        card.chart(charts.trend(page, frame, measure, grain))


def by_channel(page: Scope, judged_only: bool) -> None:
    """Conversion between steps, channel by channel."""
    with figure(page, "funnel.by_channel", floor=charts.FLOOR, most=charts.MOST_CHANNELS) as card:
        frame = queries.by_channel(page.build, page.filters, judged_only)
        card.offer(frame, tables.FUNNEL_CHANNELS, "funnel_by_channel")
        card.chart(charts.by_channel(page, frame, judged_only), is_wide=True)


scope = open_page("funnel")
judged = steps(scope)
over_time(scope)
by_channel(scope, judged)
named_funnel(scope)
