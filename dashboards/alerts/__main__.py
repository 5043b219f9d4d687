"""Orders as JSON on standard input, one message per order as JSON on standard output.

An order names its language and the answers of rules that fired, as the log has them; the message
is `title` and `body`, or `error` in the user's words. HEADWATER_SERVING names the serving file.
"""

from __future__ import annotations

import json
import logging
import sys

import pandas as pd

from dashboards.alerts.message import compose
from dashboards.components.states import UNREADABLE
from dashboards.i18n import Words
from dashboards.queries.reader import latest_build


def answer(told: dict[str, object]) -> dict[str, str]:
    """One message, or why there is none."""
    words = Words("zh" if told.get("language") == "zh" else "en")
    alerts = told["alerts"]
    rows = pd.DataFrame(alerts if isinstance(alerts, list) else [])
    try:
        title, body = compose(latest_build(), words, rows)
    except UNREADABLE as error:
        return {"error": f"{words('report.unreadable')} {error}".strip()}
    return {"title": title, "body": body}


def main() -> None:
    """Answer every order; the answers stand in the orders' sequence."""
    logging.disable(logging.WARNING)
    json.dump([answer(told) for told in json.load(sys.stdin)], sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
