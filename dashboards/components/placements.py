"""Verdicts on offline activities: a table, and a card for each of the first few."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboards.components.figure import figure
from dashboards.components.markdown import plain, without_formulas
from dashboards.components.table import show_or_say
from dashboards.components.verdicts import card, cards, interval_fact, small, warning
from dashboards.formats import Kind, number_or_none
from dashboards.queries import placements as queries
from dashboards.scope import Scope
from dashboards.tables import placements as tables

MOST = 6
_FACTS: tuple[tuple[str, str, str, Kind], ...] = (
    ("net_profit", "net", "promotions.net_profit", "money"),
    ("investors", "investors", "offline.investors", "credit"),
    ("cost_per_investor", "cost_per_investor", "offline.cost_per_incremental", "unit_money"),
)


def placement_verdicts(scope: Scope, *, with_cards: bool) -> None:
    """Scale, fix, stop or cannot tell for each activity and contract of the window."""
    frame = queries.verdicts(scope.build, scope.filters)
    if with_cards:
        _cards(scope, frame)
    with figure(scope, "offline.verdicts", caption=scope.window_in("offline.whole_life")) as shown:
        shown.offer(frame, tables.VERDICTS, "offline_verdicts")
        show_or_say(scope, frame, tables.VERDICTS, "offline.no_placements", key="offline_verdicts")
        shown.note("offline.verdicts_note")


def _cards(scope: Scope, frame: pd.DataFrame) -> None:
    with cards("placements"):
        for place, row in enumerate(frame.head(MOST).to_dict("records")):
            card(scope, row, _paragraphs(scope, row), key=f"placement_{place}")


def _paragraphs(scope: Scope, row: Mapping) -> list[str]:
    watched = scope.formats.days(row["start_date"].date(), row["watched_until"].date())
    as_of = scope.formats.day(scope.build.as_of_date)
    window = scope.words("common.window", days=watched, as_of=as_of)
    return [
        small(f"{plain(row['city'])} · {window}"),
        plain(_either(scope, row, "verdict")),
        "  \n".join(_facts(scope, row)),
        small(plain(_either(scope, row, "why"))),
        *(warning(sentence) for sentence in _either(scope, row, "warnings").splitlines()),
    ]


def _facts(scope: Scope, row: Mapping) -> list[str]:
    """The numbers that are known, one a line."""
    words, show = scope.words, scope.formats.show
    cost = show(number_or_none(row["cost_amount"]), "money")
    lines = [words("promotions.fact", label=words("offline.cost"), value=cost)]
    lines += [
        interval_fact(scope, row, (value, bounds), label, kind)
        for value, bounds, label, kind in _FACTS
    ]
    if not pd.isna(row["coded"]):
        coded = show(int(row["coded"]), "count")
        lines.append(words("promotions.fact", label=words("offline.coded"), value=coded))
    return [without_formulas(line) for line in lines if line]


def _either(scope: Scope, row: Mapping, name: str) -> str:
    return scope.words.either(row[f"{name}_en"], row[f"{name}_zh"])
