"""What fired, as a short message: a sentence each, and why."""

from __future__ import annotations

import pandas as pd

from dashboards.answers import alerts as answers
from dashboards.answers.overview import why
from dashboards.formats import Formats
from dashboards.i18n import Words
from dashboards.queries.change import Change
from dashboards.queries.company import channels
from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build
from dashboards.report.document import unmarked
from dashboards.report.message import within
from dashboards.scope import Scope


def compose(build: Build, words: Words, rows: pd.DataFrame) -> tuple[str, str]:
    """Title and body about answers of the log; each with its parts, cut where chat groups cut."""
    ready = rows.assign(
        start_date=pd.to_datetime(rows["start_date"]), stat_date=pd.to_datetime(rows["stat_date"])
    )
    days = Filters(ready["start_date"].min().date(), ready["stat_date"].max().date())
    formats = Formats(words.language, build.currency, build.timezone)
    scope = Scope(words, formats, build, days, channels(build))
    company = words.either(build.company_name, build.company_name_zh)
    lines = [line for _, row in ready.iterrows() for line in _lines(scope, row)]
    name = str(ready["alert"].iloc[0])
    title = (
        words("alerts.title_one", company=company, name=name)
        if len(ready) == 1
        else words("alerts.title", company=company, count=len(ready))
    )
    return title, within(lines)


def _lines(scope: Scope, row: pd.Series) -> list[str]:
    """The sentence, and what the number is made of where that is known."""
    lines = [f"【{row['alert']}】{unmarked(answers.told(scope, row))}"]
    if row["before"] is not None and row["value"] is not None and row["parts"]:
        parts = pd.DataFrame(row["parts"]).rename(columns={"part_channel": "channel"})
        change = Change(str(row["metric"]), float(row["before"]), float(row["value"]), parts)
        lines.append(f"- {unmarked(why(scope, change))}")
    return lines
