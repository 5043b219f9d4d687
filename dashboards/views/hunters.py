"""Who came for the subsidy only, and whom do members bring?"""

from __future__ import annotations

from dashboards.answers import hunters as answers
from dashboards.charts import hunters as charts
from dashboards.components.cards import plain_cards
from dashboards.components.controls import choose_code, choose_on_page, toolbar
from dashboards.components.figure import columns, figure, place
from dashboards.components.invites import invites
from dashboards.components.page import answer, open_page
from dashboards.components.registrations import registrations
from dashboards.components.states import explain
from dashboards.components.table import show_or_say, show_table
from dashboards.queries import hunters as queries
from dashboards.queries import referral
from dashboards.queries.hunters import Question
from dashboards.scope import Scope
from dashboards.tables import hunters as tables


def chosen(page: Scope) -> Question:
    """The cut-off above the page."""
    with toolbar():
        cut_off = choose_on_page(
            page,
            "cut_off",
            queries.CUT_OFFS,
            area="hunters.cut_off_",
            label="hunters.cut_off",
            default=queries.DEFAULT_CUT_OFF,
        )
    return Question(page.filters, int(cut_off))


def summary(page: Scope, asked: Question) -> None:
    """The answer and the cards."""
    totals, invited = queries.totals(page.build, asked), referral.totals(page.build)
    answer(answers.answer(page, asked, totals, invited))
    rewards, cohorts = referral.rewards(page.build, asked), referral.cohorts(page.build)
    plain_cards(page, answers.cards(page, totals, rewards, cohorts))
    with place():
        if not totals["investors"]:
            words, title = page.words, "hunters.nothing_title"
            explain(words, words(title), words("hunters.nothing_body"), icon="inbox")


def hunters(page: Scope, asked: Question) -> None:
    """Scores, groups with and without hunters, clusters, and the hunters with their reasons."""
    left, right = columns([2, 3])
    with left, figure(page, "hunters.histogram") as card:
        frame = queries.histogram(page.build, asked)
        card.offer(frame, tables.HISTOGRAM, "hunter_scores")
        card.chart(charts.histogram(page, frame, asked))
        card.note("hunters.histogram_note")
    with right, figure(page, "hunters.groups") as card:
        by = choose_code(card, page, "hunters_by", queries.BREAKDOWNS, "hunters.by_")
        groups = tables.named(page, queries.groups(page.build, asked, by), by)
        card.offer(groups, tables.groups(by), f"hunters_by_{by}")
        card.chart(charts.groups(page, groups))
    with figure(page, "hunters.with_and_without") as card:
        card.offer(groups, tables.groups(by), f"cost_by_{by}")
        show_table(page, groups, tables.groups(by), key=f"groups_{by}")
        card.note(f"hunters.note_{by}")
    with figure(page, "hunters.clusters") as card:
        clusters = queries.clusters(page.build, asked)
        card.offer(clusters, tables.CLUSTERS, "hunter_clusters")
        show_or_say(page, clusters, tables.CLUSTERS, "hunters.no_clusters", key="clusters")
    with figure(page, "hunters.suspects") as card:
        people = tables.with_reasons(page, queries.suspects(page.build, asked))
        card.offer(people, tables.SUSPECTS, "bonus_hunters")
        show_or_say(page, people, tables.SUSPECTS, "hunters.no_suspects", key="suspects")


scope = open_page("hunters")
question = chosen(scope)
summary(scope, question)
hunters(scope, question)
registrations(scope)
invites(scope, question)
