"""Puts a report together."""

from __future__ import annotations

from datetime import UTC, datetime

from dashboards.report.document import Document
from dashboards.report.order import Order, OrderError, week_of
from dashboards.report.sections import sections, week_in_words
from dashboards.scope import Scope


def compose(scope: Scope, order: Order) -> Document:
    """The report of one week for one reader.

    Raises:
        OrderError: when the reader may see nothing of it.
    """
    made = sections(scope, order)
    if not made:
        raise OrderError(
            "This reader may see none of the report's pages (overview, channels, promotions, "
            "health).\n该接收人无权查看周报涉及的任何页面。"
        )
    words, formats, build = scope.words, scope.formats, scope.build
    company = words.either(build.company_name, build.company_name_zh)
    footer = words(
        "report.footer",
        company=company,
        as_of=formats.day(build.as_of_date),
        timezone=build.timezone,
        made_at=formats.instant(datetime.now(UTC).replace(tzinfo=None)),
    )
    limits = _limits(scope, order)
    title = words("report.title", week=week_of(scope.filters.start))
    subtitle = week_in_words(scope) + (f"\n{limits}" if limits else "")
    return Document(title, subtitle, company, footer, made)


def _limits(scope: Scope, order: Order) -> str:
    parts = []
    if order.channels is not None:
        names = scope.words.listed(map(scope.channel_name, scope.filters.channels))
        parts.append(scope.words("report.only_channels", channels=names))
    if order.cities is not None:
        parts.append(scope.words("report.only_cities", cities=scope.words.listed(order.cities)))
    return " · ".join(parts)
