"""What needs a look today? The page's answer, and the sentences of its messages."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboards.formats import number_or_none
from dashboards.metrics import METRICS
from dashboards.scope import Scope

Row = pd.Series | dict[Any, Any]
"""One line of the log of alerts, by the names of its columns."""
_TOLD = (
    *("metric", "channel", "city", "kind", "bound", "days", "against"),
    *("value", "usual", "low", "high", "occasion_en", "occasion_zh"),
)
"""The columns that `listed` turns into text: of thousands of lines, every column counts."""
JUDGED = ("not_reached", "inside_interval")
"""Outcomes of numbers that were in line."""


def answer(scope: Scope, current: pd.DataFrame) -> str:
    """How many watched numbers are out of line, and the one that is furthest off."""
    words = scope.words
    if current.empty:
        return words("alerts.answer_none")
    fired = current[current["has_fired"]]
    if not fired.empty:
        first = fired.loc[_distance(fired).idxmax()]
        return words(
            "alerts.answer_fired", fired=len(fired), watched=len(current), first=told(scope, first)
        )
    reasons = current["reason"]
    floor, inside = int((reasons == "below_floor").sum()), int(reasons.isin(JUDGED).sum())
    return words(
        "alerts.answer_quiet",
        watched=len(current),
        day=scope.formats.day(current["stat_date"].max().date()),
        inside=inside,
        floor=floor,
        nothing=len(current) - inside - floor,
    )


def _distance(fired: pd.DataFrame) -> pd.Series:
    """How far each is off, as a share of what is usual."""
    usual = fired["usual"].abs().clip(lower=1e-9)
    return ((fired["value"] - fired["usual"]).abs() / usual).fillna(0.0)


def told(scope: Scope, row: Row) -> str:
    """One answer of a rule in a sentence."""
    words, days = scope.words, scope.formats.days(row["start_date"].date(), row["stat_date"].date())
    occasion = words.either(_text(row["occasion_en"]), _text(row["occasion_zh"]))
    return words(
        "alerts.sentence",
        metric=words(f"metric.{row['metric']}"),
        where=where(scope, row),
        days=days,
        value=_show(scope, row, "value"),
        usual=_usual(scope, row),
        chance=_chance(scope, row),
        occasion=words("alerts.occasion", names=occasion) if occasion else "",
    )


def where(scope: Scope, row: Row) -> str:
    """The channel, city or company that it is about."""
    if row["city"]:
        return str(row["city"])
    return scope.channel_name(row["channel"]) if row["channel"] else scope.words("alerts.company")


def rule(scope: Scope, row: Row) -> str:
    """When a rule fires."""
    words, kind, bound = scope.words, str(row["kind"]), str(row["bound"])
    days = int(row["days"])
    values = {
        "metric": words(f"metric.{row['metric']}"),
        "days": words("alerts.rule_days", days=days) if days > 1 else "",
    }
    if kind == "unusual":
        return words(f"alerts.rule_unusual_{bound}", **values)
    if kind in ("below", "above"):
        metric = METRICS[str(row["metric"])]
        return words(
            f"alerts.rule_{kind}", bound=scope.formats.show(float(bound), metric.kind), **values
        )
    against = words(f"alerts.short_{row['against']}")
    share = scope.formats.percent(float(bound))
    return words(f"alerts.rule_{kind}", bound=share, against=against, **values)


def listed(scope: Scope, frame: pd.DataFrame, *asked: object) -> pd.DataFrame:
    """The rows with everything that a reader reads as text.

    Written once per build and language for what was `asked`, which tells these rows from others:
    a company may watch thousands of numbers.
    """
    key = ("alerts", scope.words.language, *asked)
    return scope.build.derived(key, lambda: _listed(scope, frame))


def _listed(scope: Scope, frame: pd.DataFrame) -> pd.DataFrame:
    ready = frame.copy()
    columns = [frame[name].tolist() for name in _TOLD]
    rows: list[Row] = [
        dict(zip(_TOLD, values, strict=True)) for values in zip(*columns, strict=True)
    ]
    ready["where"] = [where(scope, row) for row in rows]
    ready["rule"] = [rule(scope, row) for row in rows]
    ready["value_text"] = [_show(scope, row, "value") for row in rows]
    ready["usual_text"] = [_show(scope, row, "usual") for row in rows]
    ready["range"] = [_range(scope, row) for row in rows]
    ready["occasion"] = [
        scope.words.either(_text(row["occasion_en"]), _text(row["occasion_zh"])) for row in rows
    ]
    return ready


def label(scope: Scope, row: Row) -> str:
    """One firing, for choosing among several."""
    parts = [scope.formats.day(row["stat_date"].date()), scope.words(f"metric.{row['metric']}")]
    return " · ".join([*parts, where(scope, row), str(row["alert"])])


def _usual(scope: Scope, row: Row) -> str:
    words, kind = scope.words, str(row["kind"])
    usual = _show(scope, row, "usual")
    if kind not in ("falls_by", "rises_by"):
        return words(f"alerts.usual_{kind}", usual=usual)
    value, before = number_or_none(row["value"]), number_or_none(row["usual"])
    change = None if value is None or not before else value / before - 1
    against = words(f"alerts.against_{row['against']}")
    shown = scope.formats.change(change) or "–"
    return words(f"alerts.usual_{kind}", change=shown, usual=usual, against=against)


def _chance(scope: Scope, row: Row) -> str:
    low, high = (number_or_none(row[name]) for name in ("low", "high"))
    if low is None or (low == high):
        return ""
    values = {"low": _show(scope, row, "low"), "high": _show(scope, row, "high")}
    if high is None:
        return scope.words("alerts.chance_open", low=values["low"])
    return scope.words("alerts.chance", **values)


def _range(scope: Scope, row: Row) -> str:
    low, high = (number_or_none(row[name]) for name in ("low", "high"))
    if low is None:
        return "–"
    shown = _show(scope, row, "low")
    return f"≥ {shown}" if high is None else f"{shown} – {_show(scope, row, 'high')}"


def _show(scope: Scope, row: Row, name: str) -> str:
    return scope.formats.show(number_or_none(row[name]), METRICS[str(row["metric"])].kind)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
