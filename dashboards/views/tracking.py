"""Which money buys traffic that we cannot count?"""

from __future__ import annotations

from dashboards.answers import tracking as answers
from dashboards.charts import tracking as charts
from dashboards.charts.health import unmatched
from dashboards.components.figure import columns, figure
from dashboards.components.page import answer, open_page
from dashboards.components.table import show_or_say
from dashboards.queries import health, health_audit
from dashboards.queries import tracking as queries
from dashboards.scope import Scope
from dashboards.tables import tracking as tables


def findings(page: Scope) -> None:
    """The answer, every finding with the money at stake, and what to do."""
    found = queries.findings(page.build, page.filters)
    answer(answers.answer(page, found))
    with figure(page, "tracking.findings") as card:
        frame = answers.listed(page, found)
        card.offer(frame, tables.FINDINGS, "tracking_findings")
        show_or_say(page, frame, tables.FINDINGS, "tracking.answer_none", key="findings")
    left, right = columns(2)
    with left, figure(page, "tracking.by_kind") as card:
        kinds = queries.by_kind(found)
        card.offer(kinds, tables.BY_KIND, "tracking_by_kind")
        card.chart(charts.by_kind(page, kinds))
    with right, figure(page, "tracking.unmatched") as card:
        weeks = health.unmatched_traffic(page.build, page.filters)
        card.offer(weeks, tables.UNMATCHED, "unmatched_per_week")
        card.chart(unmatched(page, weeks))


def details(page: Scope) -> None:
    """Spend and traffic that do not fit, links that nobody knows, codes of two channels."""
    with figure(page, "tracking.misfits") as card:
        misfits = health_audit.misfits(page.build, page.filters)
        card.offer(misfits, tables.MISFITS, "tracking_misfits")
        show_or_say(page, misfits, tables.MISFITS, "tracking.misfits_none", key="misfits")
    left, right = columns(2)
    with left, figure(page, "tracking.unmatched_values") as card:
        values = health_audit.unmatched_values(page.build, page.filters)
        card.offer(values, tables.UNMATCHED_VALUES, "unmatched_values")
        nothing = "tracking.unmatched_values_none"
        show_or_say(page, values, tables.UNMATCHED_VALUES, nothing, key="unmatched_values")
    with right, figure(page, "tracking.code_conflicts", caption=page.all_data) as card:
        conflicts = health_audit.code_conflicts(page.build)
        card.offer(conflicts, tables.CODE_CONFLICTS, "code_conflicts")
        nothing = "tracking.code_conflicts_none"
        show_or_say(page, conflicts, tables.CODE_CONFLICTS, nothing, key="conflicts")


scope = open_page("tracking", by_channel=False)
findings(scope)
details(scope)
