"""The sections of the weekly report, each left out when its reader may not see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from dashboards.answers import health as health_answers
from dashboards.answers import overview as answers
from dashboards.charts.change import waterfall
from dashboards.files.picture import to_svg
from dashboards.formats import number_or_none
from dashboards.metrics import METRICS
from dashboards.queries import change as changes
from dashboards.queries import health, overview, weekly
from dashboards.queries.weekly import Compared
from dashboards.report.document import Cell, Section, Table, tone, unmarked
from dashboards.report.order import Order
from dashboards.report.ranking import channels, cities, promotions
from dashboards.scope import Scope

EXPLAINED = ("first_investments", "blended_cac", "spend_amount")
IN_MESSAGE = ("first_investments", "blended_cac", "spend_amount", "invested_amount")
PICTURE_WIDTH, PICTURE_HEIGHT = 640, 190
Maker = Callable[[Scope], Section | None]


def sections(scope: Scope, order: Order) -> list[Section]:
    """What this reader may see; whoever is bound to cities sees no figure of the whole company."""
    makers: list[tuple[str, Maker]] = [("health", data_health)]
    if order.cities is not None:
        names = order.cities
        makers = [("channels", lambda page: cities(page, names)), *makers]
    else:
        of_company: list[tuple[str, Maker]] = [
            *(("overview", headlines), ("overview", why), ("overview", plan)),
            *(("channels", channels), ("promotions", promotions)),
        ]
        makers = [*of_company, *makers]
    made = [make(scope) for page, make in makers if order.may_see(page)]
    return [section for section in made if section is not None]


def headlines(scope: Scope) -> Section:
    """The numbers of the week against the week before and 52 weeks before."""
    words = scope.words
    numbers = weekly.headlines(scope.build, scope.filters)
    codes = [code for code in overview.CARDS if code in numbers]
    labels = [
        words("report.metric"),
        words("report.this_week"),
        words("report.week_before"),
        words("report.change"),
        words("report.year_before"),
        words("report.change"),
    ]
    rows = [_headline(scope, code, numbers[code]) for code in codes]
    brief = [_brief(scope, code, numbers[code]) for code in IN_MESSAGE if code in numbers]
    sentence = answers.answer(scope, {code: numbers[code].week for code in numbers})
    note = words("report.headlines_note")
    table = Table(labels, rows)
    return Section(words("report.headlines"), [sentence], table, note=note, brief=brief)


def _headline(scope: Scope, code: str, number: Compared) -> list[Cell]:
    metric, show = METRICS[code], scope.formats.show
    cells = [
        Cell(scope.words(f"metric.{code}")),
        Cell(show(number.week.value, metric.kind)),
    ]
    for side in (number.week, number.year):
        cells.append(Cell(show(side.previous, metric.kind)))
        written = scope.formats.change(side.change) or "–"
        cells.append(Cell(written, tone(side.change, metric.direction)))
    return cells


def _brief(scope: Scope, code: str, number: Compared) -> str:
    words, formats = scope.words, scope.formats
    changes_told = [
        words(key, change=change)
        for key, change in (
            ("report.to_week", formats.change(number.week.change)),
            ("report.to_year", formats.change(number.year.change)),
        )
        if change is not None
    ]
    told = ("，" if words.language == "zh" else ", ").join(changes_told)
    value = formats.show(number.week.value, METRICS[code].kind)
    label = words(f"metric.{code}")
    return words("report.brief", label=label, value=value) + (
        words("report.brackets", text=told) if told else ""
    )


def why(scope: Scope) -> Section | None:
    """Why three headlines changed since the week before, the first one drawn."""
    found = [changes.change(scope.build, scope.filters, metric) for metric in EXPLAINED]
    known = [change for change in found if change is not None]
    if not known:
        return None
    sentences = [answers.why(scope, change) for change in known]
    drawing = waterfall(scope, known[0])
    return Section(
        scope.words("report.why"),
        sentences,
        picture="" if drawing is None else to_svg(drawing, PICTURE_WIDTH, PICTURE_HEIGHT),
        note=scope.words("report.why_note", metric=scope.words(f"metric.{known[0].metric}")),
        brief=[unmarked(sentences[0])],
    )


def plan(scope: Scope) -> Section | None:
    """The month's targets and the pace at which they are being reached."""
    frame = overview.plan(scope.build, scope.filters)
    if frame.empty:
        return None
    words, formats = scope.words, scope.formats
    keys = ("report.target", "overview.target_value", "overview.actual_value")
    keys += ("overview.attainment", "overview.elapsed_share", "report.pace")
    rows = [_target(scope, row) for row in frame.to_dict("records")]
    brief = [
        words("report.plan_brief", name=row[0].text, attainment=row[3].text, pace=row[5].text)
        for row in rows[:2]
    ]
    title = words("report.plan", month=formats.month(scope.filters.end))
    note = words("report.plan_note", as_of=formats.day(scope.build.as_of_date))
    return Section(title, (), Table([words(key) for key in keys], rows), note=note, brief=brief)


def _target(scope: Scope, row: dict[str, Any]) -> list[Cell]:
    metric, show = METRICS.get(row["metric"]), scope.formats.show
    kind, direction = (metric.kind, metric.direction) if metric else ("count", "normal")
    name = scope.words.code("metric.", row["metric"])
    if row["channel"] != "company":
        name = f"{scope.channel_name(row['channel'])} · {name}"
    attainment, elapsed = number_or_none(row["attainment"]), row["elapsed_share"]
    expected, target = number_or_none(row["expected_value"]), number_or_none(row["target_value"])
    pace = expected / target if expected is not None and target else None
    if elapsed >= 1:
        pace = attainment
    colour = tone(None if pace is None else pace - 1, direction)
    return [
        Cell(name),
        *(Cell(show(row[key], kind)) for key in ("target_value", "actual_value")),
        *(Cell(show(row[key], "ratio")) for key in ("attainment", "elapsed_share")),
        Cell(show(pace, "ratio"), colour),
    ]


def data_health(scope: Scope) -> Section:
    """Whether the numbers can be trusted, for the deliveries of the week and after it."""
    build, filters = scope.build, scope.filters
    freshness, counts = health.freshness(build), health.delivery_counts(build, filters)
    sentence = health_answers.answer(scope, freshness, counts, health.checks(build))
    late = freshness[freshness["freshness"] != "fresh"]["source"].astype(str).tolist()
    sentences = [sentence]
    if late:
        names = ", ".join(late[:10]) + (" …" if len(late) > 10 else "")
        sentences.append(scope.words("report.late", sources=names))
    return Section(scope.words("report.health"), sentences, brief=[unmarked(sentence)])


def week_in_words(scope: Scope) -> str:
    """The days of the week and those it is compared with."""
    filters, formats = scope.filters, scope.formats
    a_year = timedelta(days=weekly.YEAR_DAYS)
    return scope.words(
        "report.subtitle",
        days=formats.days(filters.start, filters.end),
        before=formats.days(filters.previous_start, filters.previous_end),
        year=formats.days(filters.start - a_year, filters.end - a_year),
    )
