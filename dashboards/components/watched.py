"""What today's rules say of every watched number: the first lines on the page, all in the files."""

from __future__ import annotations

from functools import partial

from dashboards.answers import alerts as answers
from dashboards.components.figure import figure
from dashboards.components.table import show_or_say
from dashboards.queries import alerts as queries
from dashboards.scope import Scope
from dashboards.tables import alerts as tables


def rules(page: Scope) -> None:
    """What today's rules say of the newest numbers."""
    with figure(page, "alerts.rules", caption=page.this_build) as card:
        watched = queries.current(page.build, page.filters)
        asked = page.filters.channels
        whole = partial(answers.listed, page, watched, "current", asked)
        first = answers.listed(page, watched.head(queries.MOST_LINES), "shown", asked)
        card.offer(whole, tables.EXPORTED, "alert_rules")
        show_or_say(page, first, tables.RULES, "alerts.rules_none", key="alert_rules")
