"""The parts of the data-health page that hold deliveries and traffic against each other."""

from __future__ import annotations

from dashboards.charts import health_audit as charts
from dashboards.components.figure import columns, figure
from dashboards.components.table import show_or_say
from dashboards.queries import health_audit as queries
from dashboards.scope import Scope
from dashboards.tables import health_audit as tables


def restatements(page: Scope) -> None:
    """How much the spend of a day still moves after it was first reported."""
    frame = queries.restatements(page.build, page.filters)
    with figure(page, "health.restatements") as card:
        card.offer(frame, tables.RESTATEMENTS, "restatements")
        nothing = "health.restatements_none"
        show_or_say(page, frame, tables.RESTATEMENTS, nothing, key="restatements")
        if not frame.empty:
            card.chart(charts.restatements(page, frame))


def tracking(page: Scope) -> None:
    """Spend and traffic that do not fit, links that nobody knows, codes of two channels."""
    with figure(page, "health.misfits") as card:
        misfits = queries.misfits(page.build, page.filters)
        card.offer(misfits, tables.MISFITS, "tracking_misfits")
        show_or_say(page, misfits, tables.MISFITS, "health.misfits_none", key="misfits")
    left, right = columns(2)
    with left, figure(page, "health.unmatched_values") as card:
        values = queries.unmatched_values(page.build, page.filters)
        card.offer(values, tables.UNMATCHED_VALUES, "unmatched_values")
        nothing = "health.unmatched_values_none"
        show_or_say(page, values, tables.UNMATCHED_VALUES, nothing, key="unmatched_values")
    with right, figure(page, "health.code_conflicts", caption=page.all_data) as card:
        conflicts = queries.code_conflicts(page.build)
        card.offer(conflicts, tables.CODE_CONFLICTS, "code_conflicts")
        nothing = "health.code_conflicts_none"
        show_or_say(page, conflicts, tables.CODE_CONFLICTS, nothing, key="conflicts")
