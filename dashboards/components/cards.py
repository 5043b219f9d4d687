"""Metric cards: a number, how it moved against the equal period before, its definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboards.charts.palette import BAD, GOOD, NEUTRAL
from dashboards.charts.sparkline import sparkline
from dashboards.metrics import METRICS
from dashboards.queries.compare import Headline
from dashboards.scope import Scope


def metric_cards(
    scope: Scope,
    headlines: Mapping[str, Headline],
    codes: Sequence[str],
    sparklines: Mapping[str, Sequence[float]] | None = None,
) -> None:
    """Rows of at most five cards that wrap on narrow screens."""
    for row in _rows(codes):
        with st.container(horizontal=True, gap="small", key=f"cards_{row[0]}"):
            for code in row:
                _card(scope, code, headlines[code])
    if sparklines:
        rules = [
            _line(f".st-key-cards_{row[0]} > :nth-child({place})", sparkline(line, colour))
            for row in _rows(codes)
            for place, code in enumerate(row, 1)
            if (line := sparklines.get(code))
            for colour in [_colour(scope, code, headlines[code])]
        ]
        st.html(f"<style>{''.join(rules)}</style>")


def _line(card: str, picture: str) -> str:
    """The rule that lays a small line along the foot of a card.

    A line of the card's own is a chart that is built anew at each change, for 15 ms each.
    """
    where = f'{card} [data-testid="stMetric"]'
    return f'{where} {{ padding-bottom: 4.4rem; background-image: url("{picture}"); }}'


def _colour(scope: Scope, code: str, headline: Headline) -> str:
    """Green where the change is for the better, red for the worse."""
    change, direction = scope.formats.change(headline.change), METRICS[code].direction
    if change is None or direction == "off":
        return NEUTRAL
    return GOOD if change.startswith("-") == (direction == "inverse") else BAD


MOST_IN_A_ROW = 5


@dataclass(frozen=True)
class PlainCard:
    """A number that has no window before: its text key, how it reads, a note below."""

    key: str
    value: str
    note: str = ""


def plain_cards(scope: Scope, cards: Sequence[PlainCard]) -> None:
    """A row of cards without comparison."""
    with st.container(horizontal=True, gap="small", key=f"cards_{cards[0].key.split('.')[0]}"):
        for card in cards:
            st.metric(
                scope.words(card.key),
                card.value,
                delta=card.note or None,
                delta_color="off",
                delta_arrow="off",
                help=f"{scope.words(f'{card.key}_help')}\n\n{scope.window}",
                border=True,
                width="stretch",
                height="stretch",
            )


def _rows(codes: Sequence[str]) -> list[Sequence[str]]:
    count = -(-len(codes) // MOST_IN_A_ROW)
    size = -(-len(codes) // count)
    return [codes[start : start + size] for start in range(0, len(codes), size)]


def _card(scope: Scope, code: str, headline: Headline) -> None:
    metric, words, formats = METRICS[code], scope.words, scope.formats
    change = formats.change(headline.change)
    nothing = words("common.no_previous") if headline.value is not None else None
    st.metric(
        words(f"metric.{code}"),
        formats.show(headline.value, metric.kind),
        delta=change if change is not None else nothing,
        delta_color=metric.direction if change is not None else "off",
        delta_arrow="auto" if change is not None else "off",
        delta_description=_against(scope) if change else None,
        help=_definition(scope, code, headline),
        border=True,
        width="stretch",
        height="stretch",
    )


def _against(scope: Scope) -> str:
    if scope.filters.comparison == "year":
        return scope.words("common.against_year")
    return scope.words("common.against", days=scope.filters.day_count)


def _definition(scope: Scope, code: str, headline: Headline) -> str:
    words, formats, kind = scope.words, scope.formats, METRICS[code].kind
    filters = scope.filters
    lines = [
        words(f"metric.{code}_help"),
        f"{formats.days(filters.start, filters.end)}: {formats.exact(headline.value, kind)}",
    ]
    if headline.previous is not None:
        before = formats.days(filters.previous_start, filters.previous_end)
        lines.append(f"{before}: {formats.exact(headline.previous, kind)}")
    lines.append(scope.window.split(" · ")[-1])
    return "\n\n".join(lines)
