"""Do campus and offline activities bring investors, with and without their codes?"""

from __future__ import annotations

import pandas as pd

from dashboards.answers import offline as answers
from dashboards.charts import offline as charts
from dashboards.components.cards import plain_cards
from dashboards.components.controls import choose_code
from dashboards.components.figure import columns, figure
from dashboards.components.page import answer, open_page
from dashboards.components.placements import placement_verdicts
from dashboards.components.places_map import map_of_cities
from dashboards.components.states import explain
from dashboards.components.table import show_or_say, show_table
from dashboards.queries import offline as queries
from dashboards.scope import Scope
from dashboards.tables import offline as tables


def activities(page: Scope) -> None:
    """The answer, the cards, cost per coded investor, codes by team and venue."""
    frame = queries.activities(page.build, page.filters)
    lifts = queries.lifts(page.build, page.filters, "first_investments")
    answer(answers.answer(page, frame, lifts))
    plain_cards(page, answers.cards(page, frame, lifts))
    if frame.empty:
        words = page.words
        explain(
            words,
            words("offline.nothing_title"),
            words("offline.nothing_body"),
            "headwater template activities",
            "inbox",
        )
        return
    caption = page.window_in("offline.whole_life")
    left, right = columns([1, 1])
    with left, figure(page, "offline.price", caption=caption) as card:
        card.offer(frame, tables.ACTIVITIES, "activity_prices")
        card.chart(charts.cost_per_investor(page, frame))
    with right:
        codes(page)
    map_of_cities(page)
    with figure(page, "offline.list", caption=caption) as card:
        card.offer(frame, tables.ACTIVITIES, "activities")
        show_table(page, frame, tables.ACTIVITIES, key="activities")


def codes(page: Scope) -> None:
    """What codes brought, by activity, team, venue or each alone."""
    with figure(page, "offline.codes", caption=page.window_in("offline.whole_life")) as card:
        by = choose_code(card, page, "codes_by", queries.GROUPINGS, "offline.by_")
        frame = queries.grouped(page.build, page.filters, by)
        card.offer(frame, tables.grouped(by), f"codes_by_{by}")
        show_or_say(page, frame, tables.grouped(by), "offline.no_codes", key=f"codes_{by}")


def uncoded(page: Scope) -> None:
    """Lifts of the places, of what no code explains."""
    with figure(page, "offline.lifts", caption=page.window_in("offline.whole_life")) as card:
        metric = choose_code(card, page, "lift_of", queries.METRICS, "offline.of_")
        frame: pd.DataFrame = queries.lifts(page.build, page.filters, metric)
        told = tables.with_why(page, frame)
        card.offer(told, tables.LIFTS, f"lift_of_{metric}")
        card.chart(charts.lifts(page, frame))
        show_or_say(page, told, tables.LIFTS, "offline.no_placements", key=f"lifts_{metric}")
        card.note("offline.lifts_note")


def places(page: Scope) -> None:
    """Outdoor, newspapers and the rest by city and by decade of birth."""
    left, right = columns([1, 1])
    with left, figure(page, "offline.cities") as card:
        cities = queries.cities(page.build, page.filters)
        card.offer(cities, tables.CITIES, "offline_cities")
        show_or_say(page, cities, tables.CITIES, "offline.no_cities", key="cities")
    with right, figure(page, "offline.audience") as card:
        audience = queries.audience(page.build, page.filters)
        card.offer(tables.with_decades(page, audience), tables.AUDIENCE, "offline_audience")
        card.chart(charts.audience(page, audience))


scope = open_page("offline")
activities(scope)
placement_verdicts(scope, with_cards=True)
uncoded(scope)
places(scope)
