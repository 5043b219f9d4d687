"""Whether a number of the newest day is worth a message: below or above a bound, changed, unusual.

Every answer carries the range in which chance alone would have left the number; what lies inside
it does not fire. Chance is as large as it was in the series' own past (`measurement.outlook`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from measurement.daily_metrics import DailyMetric
from measurement.outlook import Outlook, learn

Kind = Literal["below", "above", "falls_by", "rises_by", "unusual"]
Reason = Literal[
    "fired",
    "not_reached",
    "inside_interval",
    "below_floor",
    "no_data",
    "late",
    "nothing_before",
    "too_few_days",
]
RECENT_DAYS = 28
SHIFTS = {"previous": 1, "week": 7, "year": 364}


@dataclass(frozen=True)
class Question:
    """What is asked of a metric: `bound` is a number, a share, or the side that is unusual."""

    metric: DailyMetric
    kind: Kind
    bound: float | str
    against: str = "week"
    days: int = 1
    floor: float = 0.0
    level: float = 0.95

    @property
    def shift(self) -> int:
        """Days between the window and the one that it is compared with."""
        step = SHIFTS[self.against]
        return step * -(-self.days // step)


@dataclass(frozen=True)
class Series:
    """The days of one channel or city, or of the company (both empty), up to `end`.

    `frame` has one row per day without gaps in its index, and the columns of the metric.
    """

    frame: pd.DataFrame
    end: date
    channel: str = ""
    city: str = ""
    delivered_until: date | None = None
    """The last day for which everything that it is made of arrived; None: up to `end`."""


@dataclass(frozen=True)
class Answer:
    """What was found of one series; `low` to `high` is where chance alone would leave the value."""

    series: Series
    start: date
    reason: Reason
    value: float | None = None
    usual: float | None = None
    low: float | None = None
    high: float | None = None
    volume: float | None = None

    @property
    def has_fired(self) -> bool:
        """Whether somebody should be told."""
        return self.reason == "fired"


def ask(
    question: Question,
    several: Sequence[Series],
    calendar: pd.DataFrame,
    left_out: npt.NDArray[np.datetime64] | None = None,
) -> list[Answer]:
    """One answer per series. Together the series of an `unusual` question raise a false alarm on
    one day in 1 / (1 - level), however many there are (Sidak 1967).

    `calendar` is that of `measurement.rhythm.kinds_of`; nothing is learned from days `left_out`.
    """
    looked = [_looked_at(question, series) for series in several]
    open_ones = sum(found.reason == "not_reached" for found in looked)
    level = question.level ** (1 / max(open_ones, 1))
    narrow = replace(question, level=level) if question.kind == "unusual" else question
    return [
        _judge(narrow, found, calendar, left_out) if found.reason == "not_reached" else found
        for found in looked
    ]


def _looked_at(question: Question, series: Series) -> Answer:
    """Value and volume, and what keeps it from being judged; `not_reached` when nothing does."""
    start = series.end - timedelta(days=question.days - 1)
    window = _sums(question, series, start, series.end)
    recent = _sums(question, series, start - timedelta(days=RECENT_DAYS), series.end)
    value = question.metric.value(*window)
    volume = _volume(question, series, start)
    found = Answer(series, start, "not_reached", value, volume=volume)
    if series.delivered_until is not None and series.delivered_until < series.end:
        return replace(found, reason="late")
    if not any(recent):
        return replace(found, reason="no_data")
    if volume < question.floor:
        return replace(found, reason="below_floor")
    return found if value is not None else replace(found, reason="no_data")


def _volume(question: Question, series: Series, start: date) -> float:
    """Of a sum what is usual in so many days; of a quotient what it is counted of in these."""
    metric = question.metric
    place = 1 if metric.volume == metric.given else 0
    if metric.form in ("sum", "stock"):
        before = _sums(question, series, start - timedelta(days=RECENT_DAYS), start, is_open=True)
        return before[0] * question.days / RECENT_DAYS
    return _sums(question, series, start, series.end)[place]


def _judge(
    question: Question,
    found: Answer,
    calendar: pd.DataFrame,
    left_out: npt.NDArray[np.datetime64] | None,
) -> Answer:
    series, start = found.series, found.start
    past = series.frame[series.frame.index < pd.Timestamp(start)]
    needs_chance = question.level > 0 and question.metric.form != "stock"
    outlook = _learned(question, past, calendar, left_out) if needs_chance else None
    if needs_chance and outlook is None:
        return replace(found, reason="too_few_days")
    if question.kind == "unusual":
        assert outlook is not None
        return _unusual(question, found, outlook)
    if question.kind in ("below", "above"):
        return _bounded(question, found, float(question.bound), outlook)
    return _changed(question, found, outlook)


def _learned(
    question: Question,
    past: pd.DataFrame,
    calendar: pd.DataFrame,
    left_out: npt.NDArray[np.datetime64] | None,
) -> Outlook | None:
    metric = question.metric
    is_left_out = None if left_out is None else np.isin(past.index.to_numpy(), left_out)
    given = past[metric.given] if metric.given else None
    return learn(
        past[metric.noisy], calendar, given, is_count=metric.is_count, left_out=is_left_out
    )


def _unusual(question: Question, found: Answer, outlook: Outlook) -> Answer:
    """Against the forecast from the days before the window."""
    metric, frame = question.metric, found.series.frame
    days = pd.DatetimeIndex(frame.index[-question.days :])
    given = frame[metric.given].to_numpy(dtype=float)[-question.days :] if metric.given else None
    expected = outlook.expect(days, given)
    is_both = question.bound == "both"
    ends = expected.interval(question.level if is_both else 2 * question.level - 1)
    total = 0.0 if given is None else float(given.sum())
    told = [metric.value(number, total) for number in (*ends, expected.mean)]
    low, high = (told[1], told[0]) if metric.form == "cost" else (told[0], told[1])
    judged = replace(found, usual=told[2], low=low, high=high)
    assert found.value is not None
    is_low = question.bound != "high" and low is not None and found.value < low
    is_high = question.bound != "low" and high is not None and found.value > high
    return replace(judged, reason="fired" if is_low or is_high else "inside_interval")


def _bounded(question: Question, found: Answer, bound: float, outlook: Outlook | None) -> Answer:
    """Against a number that somebody set."""
    assert found.value is not None
    is_beyond = found.value < bound if question.kind == "below" else found.value > bound
    counted = _sums(question, found.series, found.start, found.series.end)[0]
    spread = _spread(question, outlook, [counted])
    low, high = _around(question, bound, spread)
    judged = replace(found, usual=bound, low=low, high=high)
    if not is_beyond:
        return judged
    return replace(judged, reason="inside_interval" if low <= found.value <= high else "fired")


def _changed(question: Question, found: Answer, outlook: Outlook | None) -> Answer:
    """Against the same number of another window."""
    assert found.value is not None
    shift = timedelta(days=question.shift)
    before = _sums(question, found.series, found.start - shift, found.series.end - shift)
    usual = question.metric.value(*before)
    if not usual or found.start - shift < found.series.frame.index[0].date():
        return replace(found, reason="nothing_before")
    counted = _sums(question, found.series, found.start, found.series.end)[0]
    low, high = _around(question, usual, _spread(question, outlook, [counted, before[0]]))
    judged = replace(found, usual=usual, low=low, high=high)
    change = found.value / usual - 1
    is_down = question.kind == "falls_by"
    is_reached = -change >= float(question.bound) if is_down else change >= float(question.bound)
    if not is_reached:
        return judged
    return replace(judged, reason="inside_interval" if low <= found.value <= high else "fired")


def _spread(question: Question, outlook: Outlook | None, counted: Sequence[float]) -> float:
    """Half the width of the interval on the log scale, for numbers counted so often."""
    if outlook is None:
        return 0.0
    least = 0.5 if question.metric.is_count else 1e-9
    variance = outlook.scale * sum(1 / max(number, least) for number in counted)
    return float(stats.t.ppf((1 + question.level) / 2, outlook.freedom)) * math.sqrt(variance)


def _around(question: Question, number: float, spread: float) -> tuple[float, float]:
    shifted = 1.0 if question.metric.form == "return" else 0.0
    factor = math.exp(min(spread, 50.0))
    ends = sorted(((number + shifted) / factor, (number + shifted) * factor))
    return ends[0] - shifted, ends[1] - shifted


def _sums(
    question: Question, series: Series, first: date, last: date, is_open: bool = False
) -> tuple[float, float]:
    """What is counted and what it is counted of, over days; a stock is its last day."""
    frame, metric = series.frame, question.metric
    end = len(frame) - (series.end - last).days - is_open
    start = len(frame) - 1 - (series.end - first).days
    inside = slice(max(start, 0), max(end, 0))
    noisy = frame[metric.noisy].to_numpy()[inside]
    if metric.form == "stock":
        return (float(noisy[-1]) if len(noisy) else 0.0), 0.0
    given = float(frame[metric.given].to_numpy()[inside].sum()) if metric.given else 0.0
    return float(noisy.sum()), given
