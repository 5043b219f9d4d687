"""Orders as JSON on standard input, one answer per order as JSON on standard output.

An order names its language, week, rights and the PDF to write; its answer holds `title`, `body`,
`path` and `week`, or `error` in the user's words. The serving file is named by HEADWATER_SERVING.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from dashboards.i18n import Words
from dashboards.queries.company import channels
from dashboards.queries.reader import (
    NoServingFileError,
    OtherSchemaError,
    UnreadableServingFileError,
    latest_build,
)
from dashboards.report.compose import compose
from dashboards.report.message import body
from dashboards.report.order import Order, OrderError, week_of
from dashboards.report.typeset import to_pdf

UNREADABLE = (NoServingFileError, OtherSchemaError, UnreadableServingFileError)


def answer(told: dict[str, object]) -> dict[str, str]:
    """Write one report and say where it is, or why there is none."""
    order = Order.parse(told)
    try:
        build = latest_build()
        scope = order.scope(build, channels(build))
        document = compose(scope, order)
        path = Path(str(told["folder"])) / f"{_name(told, week_of(scope.filters.start))}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_pdf(document, order.language))
    except OrderError as error:
        return {"error": str(error)}
    except UNREADABLE as error:
        words = Words(order.language)
        return {"error": f"{words('report.unreadable')} {error}".strip()}
    week = week_of(scope.filters.start)
    return {"path": str(path), "title": document.title, "body": body(document), "week": week}


def _name(told: dict[str, object], week: str) -> str:
    reader = str(told.get("name") or "")
    parts = ["headwater", week, *([reader] if reader else []), str(told.get("language") or "en")]
    return "_".join(part.replace("/", "-") for part in parts)


def main() -> None:
    """Answer every order; the answers stand in the orders' sequence."""
    logging.disable(logging.WARNING)
    orders = json.load(sys.stdin)
    json.dump([answer(told) for told in orders], sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
