"""The part of the data-health page on people and their devices."""

from __future__ import annotations

from dashboards.components.figure import figure
from dashboards.components.table import show_or_say
from dashboards.queries import health_identity as queries
from dashboards.scope import Scope
from dashboards.tables import health_identity as tables


def identity(page: Scope) -> None:
    """How many devices stand for one person, and how many stand for nobody known."""
    frame = queries.fragments(page.build, page.filters)
    with figure(page, "health.identity") as card:
        card.offer(frame, tables.FRAGMENTS, "people_and_devices")
        show_or_say(page, frame, tables.FRAGMENTS, "health.identity_none", key="identity")
