"""Verdict cards: one per promotion and arm, with its evidence and its doubts."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal

import pandas as pd
import streamlit as st

from dashboards.components.markdown import plain, without_formulas
from dashboards.formats import Kind, number_or_none
from dashboards.scope import Scope

Colour = Literal["green", "orange", "red", "gray"]
COLOURS: dict[str, Colour] = {
    "scale": "green",
    "fix": "orange",
    "stop": "red",
    "cannot tell": "gray",
}
ICONS = {"scale": "trending_up", "fix": "build", "stop": "block", "cannot tell": "help"}
MOST = 12


def verdict_cards(scope: Scope, frame: pd.DataFrame) -> None:
    """Two cards in a row; the table below has those beyond the first dozen."""
    with cards("verdicts"):
        for place, row in enumerate(frame.head(MOST).to_dict("records")):
            card(scope, row, _paragraphs(scope, row), key=f"verdict_{place}")


@contextmanager
def cards(key: str) -> Generator[None]:
    """Room for cards, two in a row and one on a phone."""
    with st.container(key=f"pairs_{key}"):
        yield


def card(scope: Scope, row: Mapping, paragraphs: Sequence[str], *, key: str) -> None:
    """A verdict under the name of what it is on: one element, however many paragraphs it has."""
    code = str(row["verdict"])
    name = scope.words(f"promotions.verdict_{code}")
    badge = f":{COLOURS[code]}-badge[:material/{ICONS[code]}: {name}]"
    with st.container(border=True, height="stretch", key=key):
        st.markdown("\n\n".join((f"### {plain(row['label'])} {badge}", *filter(None, paragraphs))))


def small(text: str) -> str:
    """A paragraph in small grey letters."""
    return f":small[:gray[{text}]]"


def warning(text: str) -> str:
    """A paragraph that warns."""
    return f":orange[:material/warning:] {plain(text)}"


def _paragraphs(scope: Scope, row: Mapping) -> list[str]:
    verdict = _either(scope, row, "verdict")
    unused = [one for one in _either(scope, row, "not_used").splitlines() if one != verdict]
    return [
        small(_when(scope, row)),
        plain(verdict),
        "  \n".join(_facts(scope, row)),
        small(plain(_method(scope, row))),
        *(warning(sentence) for sentence in _either(scope, row, "warnings").splitlines()),
        *(f":gray[:material/do_not_disturb_on:] {plain(sentence)}" for sentence in unused),
        small(f":material/lock: {plain(_either(scope, row, 'registered'))}"),
    ]


def _when(scope: Scope, row: Mapping) -> str:
    as_of = scope.formats.day(scope.build.as_of_date)
    if pd.isna(row["starts_on"]) or pd.isna(row["ends_on"]):
        return scope.words("promotions.no_dates", as_of=as_of)
    days = scope.formats.days(row["starts_on"].date(), row["ends_on"].date())
    return scope.words("common.window", days=days, as_of=as_of)


_INTERVALS: tuple[tuple[str, str, str, Kind], ...] = (
    ("net_profit", "net", "promotions.net_profit", "money"),
    ("first_investors", "first_investors", "promotions.firsts", "count"),
    ("cost_per_first", "cost_per_first", "promotions.cost_per_first", "unit_money"),
)


def _facts(scope: Scope, row: Mapping) -> list[str]:
    """The numbers that are known, one a line."""
    lines = [
        interval_fact(scope, row, (value, bounds), label, kind)
        for value, bounds, label, kind in _INTERVALS
    ]
    show, words = scope.formats.show, scope.words
    if not pd.isna(row["persistence"]):
        share = show(row["persistence"], "ratio")
        lines.append(words("promotions.fact", label=words("promotions.persistence"), value=share))
    if not pd.isna(row["payback_days"]):
        day = show(int(row["payback_days"]), "count")
        lines.append(words("promotions.paid_back", day=day))
    return [without_formulas(line) for line in lines if line]


def interval_fact(
    scope: Scope, row: Mapping, columns: tuple[str, str], label: str, kind: Kind
) -> str:
    """A number with its 95 % interval; a cost whose upper end is open has a floor only.

    `columns` are the value's and what its bounds begin with. Nothing where nothing is known.
    """
    value, low, high = (
        number_or_none(row[name])
        for name in (columns[0], f"{columns[1]}_low", f"{columns[1]}_high")
    )
    show, words = scope.formats.show, scope.words
    told = {"label": words(label), "value": show(value, kind), "low": show(low, kind)}
    if value is None:
        is_told = low is not None
        return words("promotions.at_least", **told | {"value": told["low"]}) if is_told else ""
    if high is None:
        return words("promotions.fact" if low is None else "promotions.with_floor", **told)
    return words("promotions.with_interval", **told, high=show(high, kind))


def _method(scope: Scope, row: Mapping) -> str:
    people = scope.formats.show(int(row["people"]), "count")
    control = scope.formats.show(int(row["control_people"]), "count")
    reached = scope.words("promotions.reached", people=people, control=control)
    return f"{_either(scope, row, 'why')} {reached}"


def _either(scope: Scope, row: Mapping, name: str) -> str:
    return scope.words.either(row[f"{name}_en"], row[f"{name}_zh"])
