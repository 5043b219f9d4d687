"""Does what people bring pay for what they cost, and when?"""

from __future__ import annotations

from functools import partial

from pandas import DataFrame

from dashboards.answers import economics as answers
from dashboards.answers.spend import months
from dashboards.charts import economics as charts
from dashboards.components.cards import plain_cards
from dashboards.components.controls import choose_code, choose_on_page, toolbar
from dashboards.components.figure import columns, figure
from dashboards.components.page import answer, open_page
from dashboards.components.table import show_table
from dashboards.queries import economics as queries
from dashboards.queries import still_to_come as coming
from dashboards.queries.periods import fitting_cohorts
from dashboards.queries.repeats import expected
from dashboards.scope import Scope
from dashboards.tables import economics as tables


def economics(page: Scope) -> None:
    """The answer, the matrix by month and by channel, payback, and what is still to come."""
    with toolbar():
        horizon = int(
            choose_on_page(
                page,
                "horizon",
                coming.HORIZONS,
                default="90",
                area="economics.horizon_",
                label="economics.horizon",
            )
        )
        measure = choose_on_page(
            page, "measure", queries.MEASURES, area="metric.", label="common.measure"
        )
    by_channel = queries.by_channel(page.build, page.filters)
    returns = queries.returns(by_channel)
    answer(answers.answer(page, returns))
    to_come = coming.to_come(page.build, page.filters, horizon)
    plain_cards(page, answers.cards(page, returns, to_come))
    caption = months(page)
    with figure(page, "economics.matrix", caption=caption) as card:
        by_month = queries.by_month(page.build, page.filters)
        whole = partial(queries.matrix, page.build, page.filters)
        card.offer(whole, tables.MATRIX, "economics_matrix")
        card.chart(charts.matrix(page, by_month, measure, "cohort_month"), is_wide=True)
        card.note("economics.young")
    with figure(page, "economics.by_channel", caption=caption, most=charts.MOST_CHANNELS) as card:
        card.offer(queries.at_ages(by_channel), tables.BY_CHANNEL, "economics_by_channel")
        card.chart(charts.matrix(page, by_channel, measure, "channel"), is_wide=True)
        card.note("economics.young")
    later(page, by_channel, to_come, horizon)
    with figure(page, "economics.returns", caption=caption) as card:
        card.offer(returns, tables.RETURNS, "returns")
        show_table(page, returns, tables.RETURNS, key="returns", height="content")


def later(page: Scope, by_channel: DataFrame, to_come: DataFrame, horizon: int) -> None:
    """Return by age, what months have still to bring, and what an investor will be worth."""
    caption = months(page)
    grain = fitting_cohorts(page.filters)
    told = coming.values(page.build, page.filters, grain, horizon)
    values = coming.shown_values(told, page.filters, grain)
    left, right = columns(2)
    with left, figure(page, "economics.curve", caption=caption) as card:
        card.offer(by_channel, tables.BY_CHANNEL, "return_by_age")
        card.chart(charts.curve(page, by_channel))
    with right, figure(page, "economics.coming", caption=caption, days=horizon) as card:
        what = choose_code(card, page, "coming", ("first_investments", "revenue_amount"), "metric.")
        card.offer(to_come, tables.TO_COME, "still_to_come")
        card.chart(charts.to_come(page, to_come, what))
        card.say(answers.final_roas(page, to_come, horizon))
    with figure(page, "economics.values", days=horizon) as card:
        card.offer(values, tables.VALUES, "value_per_investor")
        card.chart(charts.values(page, values, grain))
        card.say(answers.holdout(page, told))
        repeats = expected(page.build, page.filters, horizon)
        if repeats is not None:
            card.say(answers.repeats(page, repeats, horizon))


economics(open_page("economics"))
