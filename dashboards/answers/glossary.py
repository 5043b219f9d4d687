"""What does each number mean? From the one catalogue that also explains the figures."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

import pandas as pd

from dashboards.i18n import LANGUAGES, Words
from dashboards.i18n.words import CATALOG
from dashboards.metrics import METRICS, Metric
from dashboards.navigation import PAGES
from dashboards.queries.reader import Build
from dashboards.scope import Scope

AT_THE_END = ("outstanding_amount",)
"""Sums that stand at the end of a window instead of being added up over its days."""
_HELP = "_help"


@dataclass(frozen=True)
class Entry:
    """One number or figure: what it is called, means, is computed from, and where it is shown."""

    code: str
    name: str
    definition: str
    formula: str
    unit: str
    pages: str
    is_metric: bool


def entries(scope: Scope, sought: str = "") -> list[Entry]:
    """Every metric, then every figure and number of the pages, that holds the words sought.

    A word is sought in names, codes and definitions of both languages.
    """
    words = sought.casefold().split()
    found = [_metric(scope, metric) for metric in METRICS.values()]
    found += [_figure(scope, key) for key in _explained()]
    return [entry for entry in found if all(word in _searched(entry) for word in words)]


def frame(found: list[Entry]) -> pd.DataFrame:
    """The entries as a table."""
    columns = ["name", "definition", "formula", "unit", "pages", "code"]
    return pd.DataFrame([vars(entry) for entry in found], columns=columns)


def written(scope: Scope, entry: Entry) -> str:
    """The entry as text: name and unit, definition, formula, where it is shown."""
    words = scope.words
    unit = f" · {entry.unit}" if entry.unit else ""
    told = [("glossary.formula", entry.formula), ("glossary.shown", entry.pages)]
    colon = "：" if words.language == "zh" else ": "
    rest = " · ".join(f"{words(key)}{colon}{text}" for key, text in told if text)
    return f"**{entry.name}**{unit} `{entry.code}`  \n{entry.definition}  \n:small[:gray[{rest}]]"


def _metric(scope: Scope, metric: Metric) -> Entry:
    words = scope.words
    return Entry(
        metric.code,
        words(f"metric.{metric.code}"),
        words(f"metric.{metric.code}_help"),
        _formula(words, metric),
        _unit(scope, metric),
        _pages(words, metric.pages),
        is_metric=True,
    )


def _figure(scope: Scope, key: str) -> Entry:
    area = key.partition(".")[0]
    name, definition = (_filled(scope.build, scope.words, one) for one in (key, key + _HELP))
    return Entry(key, name, definition, "", "", _pages(scope.words, (area,)), is_metric=False)


def _explained() -> list[str]:
    keys = (key.removesuffix(_HELP) for key in CATALOG if key.endswith(_HELP))
    return [key for key in keys if key in CATALOG and key.partition(".")[0] in PAGES]


def _filled(build: Build, words: Words, key: str) -> str:
    known = {
        "window": build.funnel_window_days,
        "lookback": build.attribution_lookback_days,
        "timeout": build.session_timeout_minutes,
    }
    text = words.pick(CATALOG[key])
    names = {name for _, name, _, _ in Formatter().parse(text) if name}
    return text.format(**{name: known.get(name, "…") for name in names})


def _formula(words: Words, metric: Metric) -> str:
    if metric.formula:
        return metric.formula.format(**{code: words(f"metric.{code}") for code in METRICS})
    return words("glossary.at_the_end" if metric.code in AT_THE_END else "glossary.added_up")


def _unit(scope: Scope, metric: Metric) -> str:
    if metric.kind in ("money", "unit_money"):
        return scope.build.currency
    return scope.words(f"glossary.unit_{metric.kind}")


def _pages(words: Words, codes: tuple[str, ...]) -> str:
    return words.listed(words(f"common.{code}") for code in codes)


def _searched(entry: Entry) -> str:
    key = f"metric.{entry.code}" if entry.is_metric else entry.code
    both = [
        Words(language).pick(CATALOG[name]) for language in LANGUAGES for name in (key, key + _HELP)
    ]
    return " ".join([entry.code, entry.formula, *both]).casefold()
