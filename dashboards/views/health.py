"""Can I trust today's numbers?"""

from __future__ import annotations

from dashboards.answers import health as answers
from dashboards.charts import health as charts
from dashboards.charts import health_audit as audit_charts
from dashboards.components.cards import plain_cards
from dashboards.components.controls import choose_code
from dashboards.components.figure import columns, figure
from dashboards.components.page import answer, open_page
from dashboards.components.table import show_or_say, show_table
from dashboards.queries import health as queries
from dashboards.queries import health_audit as audit_queries
from dashboards.scope import Scope
from dashboards.tables import health as tables
from dashboards.tables import health_audit as audit_tables


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


def restatements(page: Scope) -> None:
    """How much the spend of a day still moves after it was first reported."""
    frame = audit_queries.restatements(page.build, page.filters)
    with figure(page, "health.restatements") as card:
        card.offer(frame, audit_tables.RESTATEMENTS, "restatements")
        columns = audit_tables.RESTATEMENTS
        show_or_say(page, frame, columns, "health.restatements_none", key="restatements")
        if not frame.empty:
            card.chart(audit_charts.restatements(page, frame))


def tracking(page: Scope) -> None:
    """Spend and traffic that do not fit, links that nobody knows, codes of two channels."""
    with figure(page, "health.misfits") as card:
        misfits = audit_queries.misfits(page.build, page.filters)
        card.offer(misfits, audit_tables.MISFITS, "tracking_misfits")
        show_or_say(page, misfits, audit_tables.MISFITS, "health.misfits_none", key="misfits")
    left, right = columns(2)
    with left, figure(page, "health.unmatched_values") as card:
        values = audit_queries.unmatched_values(page.build, page.filters)
        card.offer(values, audit_tables.UNMATCHED_VALUES, "unmatched_values")
        nothing = "health.unmatched_values_none"
        show_or_say(page, values, audit_tables.UNMATCHED_VALUES, nothing, key="unmatched_values")
    with right, figure(page, "health.code_conflicts", caption=page.all_data) as card:
        conflicts = audit_queries.code_conflicts(page.build)
        card.offer(conflicts, audit_tables.CODE_CONFLICTS, "code_conflicts")
        nothing = "health.code_conflicts_none"
        show_or_say(page, conflicts, audit_tables.CODE_CONFLICTS, nothing, key="conflicts")


def rejects(page: Scope) -> None:
    """Why rows were rejected, the rows, and the traffic that people counts leave out."""
    left, right = columns([3, 2])
    with left, figure(page, "health.reasons") as card:
        reasons = queries.reject_reasons(page.build, page.filters)
        card.offer(reasons, tables.REASONS, "reject_reasons")
        card.chart(charts.reasons(page, reasons))
    with right, figure(page, "health.quality", caption=page.all_data) as card:
        quality = queries.quality(page.build)
        card.offer(quality, tables.QUALITY, "data_quality")
        show_table(page, quality, tables.QUALITY, key="quality", height="content")
    with figure(page, "health.rejects") as card:
        frame = queries.rejects(page.build, page.filters)
        card.offer(frame, tables.REJECTS, "rejects")
        shown = frame.head(queries.SHOWN_REJECTS)
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
tracking(scope)
checks_and_traffic(scope)
