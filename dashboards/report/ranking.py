"""Sections that rank: channels by cost, promotions by verdict, cities by what they brought."""

from __future__ import annotations

import pandas as pd

from dashboards.formats import number_or_none
from dashboards.queries import weekly
from dashboards.report.document import Cell, Section, Table, Tone, tone
from dashboards.scope import Scope

_TONES: dict[str, Tone] = {"scale": "good", "stop": "bad"}


def channels(scope: Scope) -> Section | None:
    """The dearest and the cheapest channels of the week."""
    frame = weekly.channel_costs(scope.build, scope.filters)
    if frame.empty:
        return None
    enough = frame[frame["first_investments"] >= weekly.FEWEST_INVESTORS]
    worst = frame.head(weekly.MOST_CHANNELS)
    best = enough.iloc[::-1].head(weekly.MOST_CHANNELS)
    best = best[~best["channel"].isin(worst["channel"])]
    words = scope.words
    labels = [words("common.channel"), words("metric.spend_amount")]
    labels += [words("metric.first_investments"), words("metric.cac"), words("report.cac_before")]
    rows = [_channel(scope, row, "bad") for row in worst.to_dict("records")]
    rows += [_channel(scope, row, "good") for row in best.iloc[::-1].to_dict("records")]
    sentences = [_dearest(scope, worst.iloc[0])] if len(frame) > 1 else []
    if not best.empty:
        sentences.append(_cheapest(scope, best.iloc[0]))
    note = words("report.channels_note", floor=weekly.FEWEST_INVESTORS)
    title = words("report.channels")
    return Section(title, sentences, Table(labels, rows), note=note, brief=sentences)


def _dearest(scope: Scope, row: pd.Series) -> str:
    words, show = scope.words, scope.formats.show
    name, spend = scope.channel_name(str(row["channel"])), show(row["spend_amount"], "money")
    if number_or_none(row["cac"]) is None:
        return words("report.for_nothing", channel=name, spend=spend)
    return words("report.dearest", channel=name, cac=show(row["cac"], "unit_money"))


def _cheapest(scope: Scope, row: pd.Series) -> str:
    name = scope.channel_name(str(row["channel"]))
    cac = scope.formats.show(row["cac"], "unit_money")
    return scope.words("report.cheapest", channel=name, cac=cac)


def _channel(scope: Scope, row: dict[str, object], colour: Tone) -> list[Cell]:
    show = scope.formats.show
    return [
        Cell(scope.channel_name(str(row["channel"]))),
        Cell(show(row["spend_amount"], "money")),
        Cell(show(row["first_investments"], "count")),
        Cell(show(row["cac"], "unit_money"), colour),
        Cell(show(row["cac_before"], "unit_money")),
    ]


def promotions(scope: Scope) -> Section | None:
    """What promotions that ran lately are judged to have done."""
    frame = weekly.verdicts(scope.build, scope.filters)
    if frame.empty:
        return None
    words = scope.words
    labels = [words("report.promotion"), words("report.verdict"), words("report.reason")]
    rows = [
        [
            Cell(str(row["promotion_name"])),
            Cell(words.code("promotions.verdict_", str(row["verdict"])), _verdict_tone(row)),
            Cell(words.either(row["verdict_en"], row["verdict_zh"])),
        ]
        for row in frame.to_dict("records")
    ]
    table = Table(labels, rows, is_text=True)
    brief = [f"{row[0].text}: {row[1].text}" for row in rows[:3]]
    return Section(words("report.promotions"), (), table, brief=brief)


def _verdict_tone(row: dict[str, object]) -> Tone:
    return _TONES.get(str(row["verdict"]), "plain")


def cities(scope: Scope, names: tuple[str, ...]) -> Section:
    """What the reader's own cities brought, against the week before."""
    frame, words = weekly.cities(scope.build, scope.filters, names), scope.words
    show = scope.formats.show
    labels = [words("report.city"), words("metric.first_investments")]
    labels += [words("report.week_before"), words("report.change")]
    rows = []
    for row in frame.to_dict("records"):
        now, before = float(row["conversions"] or 0), float(row["previous"])
        change = (now - before) / before if before else None
        shown = scope.formats.change(change) or "–"
        values = [Cell(show(value, "credit")) for value in (now, before)]
        rows.append([Cell(str(row["city"])), *values, Cell(shown, tone(change, "normal"))])
    said = [] if rows else [words("report.cities_none", cities=", ".join(names))]
    table = Table(labels, rows) if rows else None
    brief = said or [f"{row[0].text}: {row[1].text} ({row[3].text})" for row in rows]
    note = words("report.cities_note")
    return Section(words("report.cities"), said, table, note=note, brief=brief)
