"""Campus talks, flyers and events: what was held where, what each cost, which one worked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.simulator.world.channels import BY_CODE, CODE_PREFIXES
from ingest.simulator.world.story import Story
from ingest.simulator.world.words import CITIES, OWNERS, UNIVERSITIES


@dataclass(frozen=True)
class CostLine:
    """One invoice line; a later version of the same line corrects it from `known_on` on."""

    line_no: int
    version: int
    doc_no: str
    amount_fen: int
    incurred_on: int
    category: str
    known_on: int


@dataclass(frozen=True)
class Activity:
    """One activity; `pull` is how well it truly worked (1 is average), days are indices."""

    activity_id: str
    activity_type: str
    name: str
    channel: str
    city: str
    venue: str
    owner: str
    first: int
    last: int
    planned_fen: int
    code: str
    pull: float
    costs: tuple[CostLine, ...]
    counts: tuple[tuple[int, str, int, str], ...]


_KINDS = {"campus": ("talk", "flyer", "club"), "offline_event": ("event", "wealth_talk")}
_NAMES = {"talk": "校园宣讲会", "flyer": "传单派发", "club": "社团赞助"}
_NAMES |= {"event": "理财嘉年华", "wealth_talk": "财富沙龙"}
_LEAST_FEN = 80_000
_CATEGORIES = ("场地", "物料", "人员", "礼品")


def draw_activities(story: Story) -> list[Activity]:
    """All activities of the story, in the order of their numbers."""
    channels = [channel for channel, count in _counts(story).items() for _ in range(count)]
    pulls = story.rng("pulls").lognormal(0, 0.8, len(channels)).tolist()
    return [
        _activity(story, number, channel, pull)
        for number, (channel, pull) in enumerate(zip(channels, pulls, strict=True), start=1)
    ]


def _counts(story: Story) -> dict[str, int]:
    return {"campus": max(3, story.days // 15), "offline_event": max(2, story.days // 25)}


def _activity(story: Story, number: int, channel: str, pull: float) -> Activity:
    rng = story.rng("activity", number)
    kind = _KINDS[channel][number % len(_KINDS[channel])]
    first = int(rng.integers(1, max(2, story.days - 5)))
    last = first + (2 if kind == "flyer" else 0)
    city = CITIES[int(rng.integers(0, 8))]
    venue = UNIVERSITIES[number % len(UNIVERSITIES)] if channel == "campus" else f"{city}会展中心"
    visitors = story.visitors * BY_CODE[channel].share / _counts(story)[channel]
    planned = max(int(visitors * BY_CODE[channel].visit_cost * 100), _LEAST_FEN)
    return Activity(
        activity_id=f"HD{number:04d}",
        activity_type=kind,
        name=f"{venue}{_NAMES[kind]}",
        channel=channel,
        city=city,
        venue=venue,
        owner=OWNERS[number % len(OWNERS)],
        first=first,
        last=last,
        planned_fen=planned,
        code=f"{CODE_PREFIXES[channel]}{number:03d}",
        pull=pull,
        costs=_cost_lines(rng, number, (first, last), planned),
        counts=_head_counts(rng, last, visitors * pull),
    )


def _cost_lines(
    rng: np.random.Generator, number: int, span: tuple[int, int], planned: int
) -> tuple[CostLine, ...]:
    (first, last), lines = span, []
    for line_no, category in enumerate(_CATEGORIES, start=1):
        fen = int(planned / len(_CATEGORIES) * rng.uniform(0.7, 1.4))
        day = first if line_no < 3 else last
        doc = f"FP{number:04d}{line_no:02d}"
        lines.append(CostLine(line_no, 1, doc, fen, day, category, day))
    if number % 3 == 1:
        wrong = lines[1]
        right = wrong.amount_fen * 9 // 10
        correction = (wrong.doc_no, right, wrong.incurred_on, wrong.category, last + 10)
        lines.append(CostLine(wrong.line_no, 2, *correction))
    return tuple(lines)


def _head_counts(
    rng: np.random.Generator, day: int, visitors: float
) -> tuple[tuple[int, str, int, str], ...]:
    scanned = max(int(visitors), 1)
    return (
        (day, "distributed", scanned * int(rng.integers(8, 20)), "estimated"),
        (day, "attended", scanned * int(rng.integers(2, 5)), "estimated"),
        (day, "scanned", scanned, "counted"),
        (day, "registered", int(scanned * 0.2), "counted"),
    )


def sheet_days(story: Story) -> list[int]:
    """The days on which the activity sheets are sent again, the last one on the last day."""
    step = 14 if story.days >= 60 else 7
    return sorted({*range(step, story.days, step), story.days - 1})


def known_costs(activity: Activity, sheet_day: int) -> list[CostLine]:
    """All versions of all cost lines that stand in the sheet of a day."""
    if activity.last >= sheet_day:
        return []
    return [line for line in activity.costs if line.known_on < sheet_day]
