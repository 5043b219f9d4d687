"""Every rule asked of what is published: an answer per series, with parts of those that fired."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import duckdb
import pandas as pd

from ingest.alerts import Alert
from measurement.daily_metrics import DAILY_METRICS, DailyMetric
from measurement.decomposition import explain
from measurement.metric_chains import chain_of, columns_of
from measurement.watch import Answer, Question, ask
from orchestration.alerts.found import Evaluation, Part
from orchestration.alerts.series import CITY, Published

COMPARED_WEEKS = 4
"""What is unusual is taken apart against the same weekdays of so many weeks before."""


def evaluate(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Alert], last: date
) -> list[Evaluation]:
    """Ask every rule of the published tables behind `connection`, up to their last whole day."""
    published = Published(connection, last)
    return [found for rule in rules for found in _asked(rule, published)]


def question_of(rule: Alert) -> Question:
    """A rule as `measurement.watch` asks it."""
    return Question(
        metric=DAILY_METRICS[rule.metric],
        kind=rule.kind,
        bound=getattr(rule, rule.kind),
        against=rule.against,
        days=rule.days,
        floor=rule.floor,
        level=rule.level,
    )


def _asked(rule: Alert, published: Published) -> list[Evaluation]:
    metric = DAILY_METRICS[rule.metric]
    series = published.several(rule, metric)
    answers = ask(question_of(rule), series, published.calendar, published.noted_days)
    return [_told(rule, metric, answer, published) for answer in answers]


def _told(rule: Alert, metric: DailyMetric, answer: Answer, published: Published) -> Evaluation:
    series = answer.series
    days = answer.start, series.end
    occasions = [published.occasions(*days, language) for language in ("", "_zh")]
    before, parts = _parts(rule, metric, answer, published) if answer.has_fired else (None, ())
    return Evaluation(
        alert=rule.name,
        metric=rule.metric,
        kind=rule.kind,
        bound=str(getattr(rule, rule.kind)),
        against=rule.against if rule.kind in ("falls_by", "rises_by") else "",
        days=rule.days,
        floor=rule.floor,
        level=rule.level,
        channel=series.channel,
        city=series.city,
        start_date=str(answer.start),
        stat_date=str(series.end),
        has_fired=answer.has_fired,
        reason=answer.reason,
        value=answer.value,
        usual=answer.usual,
        low=answer.low,
        high=answer.high,
        volume=answer.volume,
        before=before,
        occasion_en=occasions[0],
        occasion_zh=occasions[1],
        parts=parts,
    )


def _parts(
    rule: Alert, metric: DailyMetric, answer: Answer, published: Published
) -> tuple[float | None, tuple[Part, ...]]:
    """The number that it is held against, and rows that add up to the difference."""
    is_of_city = rule.each == CITY or bool(rule.cities)
    frame = published.table("cities" if is_of_city else metric.table)
    if is_of_city:
        frame = frame[frame["city"] == answer.series.city].rename(
            columns={metric.cities: metric.noisy}
        )
    elif answer.series.channel:
        frame = frame[frame["channel"] == answer.series.channel]
    elif metric.is_paid_only:
        frame = frame[frame["is_paid"]]
    chain = chain_of(metric, is_of_city=is_of_city)
    columns = list(dict.fromkeys((*columns_of(chain), *metric.columns)))
    after = _side(frame, columns, answer, [timedelta(0)])
    before = _side(frame, columns, answer, _shifts(rule, metric, answer))
    found = explain(before, after, chain)
    rows = zip(found["channel"], found["effect"], found["contribution"], strict=True)
    return _value(metric, before), tuple(
        Part(str(channel), str(effect), metric.times * float(part))
        for channel, effect, part in rows
    )


def _shifts(rule: Alert, metric: DailyMetric, answer: Answer) -> list[timedelta]:
    """How far back the windows lie that it is held against."""
    if rule.kind in ("falls_by", "rises_by"):
        return [timedelta(days=question_of(rule).shift)]
    weeks = -(-rule.days // 7)
    if metric.form == "stock":
        return [timedelta(days=7 * weeks)]
    return [timedelta(days=7 * weeks * number) for number in range(1, COMPARED_WEEKS + 1)]


def _side(
    frame: pd.DataFrame, columns: list[str], answer: Answer, shifts: Sequence[timedelta]
) -> pd.DataFrame:
    """Sums per channel over the window, or their mean over several windows before it."""
    days = pd.DatetimeIndex(frame["stat_date"])
    start, end = pd.Timestamp(answer.start), pd.Timestamp(answer.series.end)
    inside = [frame[(days >= start - shift) & (days <= end - shift)] for shift in shifts]
    sums = pd.concat(inside).groupby("channel", as_index=False)[columns].sum()
    sums[columns] = sums[columns].astype("float64") / len(shifts)
    return sums


def _value(metric: DailyMetric, side: pd.DataFrame) -> float | None:
    sums = side[list(metric.columns)].sum()
    return metric.value(float(sums[metric.noisy]), float(sums[metric.given]) if metric.given else 0)
