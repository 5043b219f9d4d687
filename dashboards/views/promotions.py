"""Did the promotion work?"""

from __future__ import annotations

import pandas as pd

from dashboards.answers import promotions as answers
from dashboards.charts import promotions as charts
from dashboards.components.cards import plain_cards
from dashboards.components.figure import columns, figure, place
from dashboards.components.judged import offer_earlier_promotions
from dashboards.components.page import answer, open_page
from dashboards.components.placements import placement_verdicts
from dashboards.components.promotion_design import design
from dashboards.components.promotion_effect import chosen_effect
from dashboards.components.states import explain
from dashboards.components.table import show_or_say, show_table
from dashboards.components.verdicts import verdict_cards
from dashboards.queries import promotions as queries
from dashboards.scope import Scope
from dashboards.tables import promotions as tables


def judged(page: Scope, frame: pd.DataFrame) -> None:
    """The cards, the charts, and a verdict per promotion."""
    plain_cards(page, answers.cards(page, frame))
    caption = page.window_in("promotions.whole_life")
    left, right = columns(2)
    with left, figure(page, "promotions.net", caption=caption) as card:
        card.offer(frame, tables.VERDICTS, "verdicts")
        card.chart(charts.net_profit(page, frame))
    with right, figure(page, "promotions.daily", caption=caption) as card:
        chosen_effect(page, frame, card)
    verdict_cards(page, frame)


def ledger(page: Scope) -> None:
    """What was granted, used and spent, and who was given several."""
    caption = page.window_in("promotions.whole_life")
    with figure(page, "promotions.ledger", caption=caption) as card:
        rows = queries.ledger(page.build, page.filters)
        card.offer(rows, tables.LEDGER, "ledger")
        show_or_say(page, rows, tables.LEDGER, "promotions.no_ledger", key="ledger")
    with figure(page, "promotions.overlaps", caption=caption) as card:
        pairs = queries.overlaps(page.build, page.filters)
        card.offer(pairs, tables.OVERLAPS, "overlaps")
        show_or_say(page, pairs, tables.OVERLAPS, "promotions.no_overlap", key="overlaps")


def ahead(page: Scope) -> None:
    """Design, calendar and memory, for the next one."""
    left, right = columns(2)
    with left, figure(page, "promotions.design") as card:
        design(page, queries.baseline(page.build, page.filters), card)
    with right, figure(page, "promotions.memory", caption=page.all_data) as card:
        past = queries.memory(page.build)
        card.offer(past, tables.MEMORY, "memory")
        card.say(answers.range_of_next(page, past))
        show_or_say(page, past, tables.MEMORY, "promotions.no_memory", key="memory")
    with figure(page, "promotions.calendar") as card:
        plans = queries.calendar(page.build, page.filters)
        card.offer(plans, tables.PLANS, "plans")
        card.chart(charts.calendar(page, plans))
        show_table(page, plans, tables.PLANS, key="plans", height="content")
    with figure(page, "promotions.conflicts") as card:
        clashes = queries.conflicts(page.build, page.filters)
        card.offer(clashes, tables.CONFLICTS, "conflicts")
        show_or_say(page, clashes, tables.CONFLICTS, "promotions.no_conflict", key="conflicts")


def promotions(page: Scope) -> None:
    """The answer, what was found, the ledger, and what comes next."""
    frame = queries.verdicts(page.build, page.filters)
    answer(answers.answer(page, frame))
    with place():
        has_earlier = offer_earlier_promotions(page)
    with place():
        if not frame.empty:
            judged(page, frame)
        elif not has_earlier:
            explain(page.words, *answers.what_to_deliver(page), icon="redeem")
    placement_verdicts(page, with_cards=False)
    ledger(page)
    ahead(page)


promotions(open_page("promotions", by_channel=False))
