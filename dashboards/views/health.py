"""Can I trust today's numbers?"""

from __future__ import annotations

from functools import partial

from dashboards.answers import health as answers
from dashboards.charts import health as charts
from dashboards.components.cards import plain_cards
from dashboards.components.controls import choose_code
from dashboards.components.figure import columns, figure
from dashboards.components.health_audit import restatements, way_to_tracking
from dashboards.components.health_identity import identity
from dashboards.components.page import answer, open_page
from dashboards.components.table import show_or_say, show_table
from dashboards.queries import health as queries
from dashboards.scope import Scope
from dashboards.tables import health as tables


def sources(page: Scope) -> None:
    """The answer, what was delivered, and how fresh each source is."""
    freshness = queries.freshness(page.build)
    counts = queries.delivery_counts(page.build, page.filters)
    answer(answers.answer(page, freshness, counts, queries.checks(page.build)))
    plain_cards(page, answers.cards(page, counts))
    with figure(page, "health.freshness", caption=page.this_build) as card:
        card.offer(freshness, tables.FRESHNESS, "sources")
        show_table(page, freshness, tables.FRESHNESS, key="sources", height="content")
    with figure(page, "health.coverage") as card:
        coverage = queries.coverage(page.build, page.filters)
        card.offer(coverage, tables.COVERAGE, "coverage")
        card.chart(charts.coverage(page, coverage), is_wide=True)


def deliveries(page: Scope) -> None:
    """Every delivery of the window, those with problems first asked for."""
    with figure(page, "health.delivery_table") as card:
        state = choose_code(card, page, "show", queries.STATES, "health.show_")
        frame = queries.deliveries(page.build, page.filters, state)
        card.offer(frame, tables.DELIVERIES, f"deliveries_{state}")
        show_or_say(page, frame, tables.DELIVERIES, "health.no_problems", key="deliveries")


def rejects(page: Scope) -> None:
    """Why rows were rejected, the rows, and the traffic that people counts leave out."""
    left, right = columns([3, 2])
    with left, figure(page, "health.reasons") as card:
        reasons = queries.reject_reasons(page.build, page.filters)
        card.offer(reasons, tables.REASONS, "reject_reasons")
        card.chart(charts.reasons(page, reasons), is_wide=True)
    with right, figure(page, "health.quality", caption=page.all_data) as card:
        quality = queries.quality(page.build)
        card.offer(quality, tables.QUALITY, "data_quality")
        show_table(page, quality, tables.QUALITY, key="quality", height="content")
    with figure(page, "health.rejects") as card:
        rejected = partial(queries.rejects, page.build, page.filters)
        card.offer(partial(rejected, queries.DOWNLOADED_REJECTS), tables.REJECTS, "rejects")
        shown = rejected(queries.SHOWN_REJECTS)
        show_or_say(page, shown, tables.REJECTS, "health.no_rejects", key="rejects")


def checks_and_traffic(page: Scope) -> None:
    """Traffic that no channel rule knows, and the checks of the build."""
    with figure(page, "health.unmatched") as card:
        traffic = queries.unmatched_traffic(page.build, page.filters)
        card.offer(traffic, tables.UNMATCHED, "unmatched_sessions")
        card.chart(charts.unmatched(page, traffic))
    with figure(page, "health.checks", caption=page.this_build) as card:
        checks = queries.checks(page.build)
        card.offer(checks, tables.CHECKS, "checks")
        show_table(page, checks, tables.CHECKS, key="checks")


scope = open_page("health", by_channel=False)
sources(scope)
deliveries(scope)
restatements(scope)
rejects(scope)
way_to_tracking(scope)
identity(scope)
checks_and_traffic(scope)
