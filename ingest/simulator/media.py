"""What the advertising platforms report: clicks and cost of each day, and how they restate it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ingest.simulator.deliveries import Kind
from ingest.simulator.placements import Catalog
from ingest.simulator.story import HOUR, MINUTE, Columns, Ints, Story, take

CHANNELS_OF = {
    "baidu_sem": ("baidu_brand", "baidu_generic"),
    "ocean_engine": ("ocean_engine",),
    "dsp_ipinyou": ("dsp_ipinyou",),
}
_MORNING = {"baidu_sem": (8, 30), "ocean_engine": (9, 5), "dsp_ipinyou": (8, 50)}
_CLICK_RATE = {"baidu_sem": 0.045, "ocean_engine": 0.018, "dsp_ipinyou": 0.004}
_BY_DEVICE = ("baidu_sem",)
_SPECIAL: dict[str, dict[str, float]] = {
    "baidu_sem": {
        "changed": 0.2,
        "late": 0.3,
        "fewer": 0.4,
        "zero": 0.5,
        "duplicate": 0.6,
        "no_cost": 0.7,
    },
    "ocean_engine": {
        "changed": 0.22,
        "fewer": 0.42,
        "partial": 0.48,
        "zero": 0.55,
        "late": 0.65,
        "duplicate": 0.75,
    },
    "dsp_ipinyou": {"late": 0.15, "duplicate": 0.38, "bad_rows": 0.58},
}
_SHORTEST = 15
"""Stories with fewer days have no special days."""


@dataclass(frozen=True)
class Report:
    """One delivered report of one source and day.

    `rows`: placement, device (0 desktop, 1 mobile), impressions, clicks, fen, conversions.
    `shape` says what is wrong with the file, if anything; only a complete one counts.
    """

    source: str
    stat_day: int
    at: int
    generated: int
    kind: Kind
    rows: Columns
    shape: str = "good"

    @property
    def is_complete(self) -> bool:
        """Whether the report says everything about its day."""
        return self.shape not in ("partial", "no_cost")


def reports(story: Story, catalog: Catalog, visits: Ints) -> list[Report]:
    """Every report of every platform, in the order of their delivery.

    `visits`: landings by placement, day and device (0 desktop, 1 mobile).
    """
    found = []
    for source in CHANNELS_OF:
        special = special_days(story, source)
        for day in range(story.days):
            found += _of_day(story, catalog, visits, source, day, special.get(day, ""))
    return sorted(found, key=lambda report: (report.at, report.source))


def special_days(story: Story, source: str) -> dict[int, str]:
    """Day index of each day on which something out of the ordinary happens to a source."""
    if story.days < _SHORTEST:
        return {}
    fixed = {story.part(share): what for what, share in _SPECIAL[source].items()}
    often = story.rng("restated", source).random(story.days) < 0.06
    drifting = {} if source == "dsp_ipinyou" else dict.fromkeys(np.flatnonzero(often), "changed")
    return {int(day): what for day, what in (drifting | fixed).items() if day < story.days - 3}


def _of_day(
    story: Story, catalog: Catalog, visits: Ints, source: str, day: int, special: str
) -> list[Report]:
    rows = _rows(story, catalog, visits, source, day)
    at = story.at(day + 1, *_MORNING[source])
    usual = Report(source, day, at, at, "normal", rows)
    if special in ("changed", "fewer", "zero"):
        later = at + 2 * 24 * HOUR + 47 * MINUTE
        restated = _restate(story, rows, source, day, special)
        return [usual, replace(usual, at=later, generated=later, kind="restated", rows=restated)]
    if special == "late":
        late = at + 3 * 24 * HOUR
        return [replace(usual, at=late, generated=late, kind="late")]
    if special == "duplicate":
        return [usual, replace(usual, at=at + 35 * MINUTE, kind="duplicate")]
    if special == "no_cost":
        right = at + 105 * MINUTE
        broken = replace(usual, kind="broken", shape="no_cost")
        return [broken, replace(usual, at=right, generated=right)]
    if special == "partial":
        whole = at + 24 * HOUR + 20 * MINUTE
        partial = replace(usual, kind="partial", shape="partial")
        return [partial, replace(usual, at=whole, generated=whole)]
    return [replace(usual, kind="broken", shape="bad_rows")] if special else [usual]


def _rows(story: Story, catalog: Catalog, visits: Ints, source: str, day: int) -> Columns:
    rng = story.rng("media", source, day)
    mine = np.concatenate([catalog.of(channel) for channel in CHANNELS_OF[source]])
    seen = visits[mine, day]
    if source not in _BY_DEVICE:
        seen = np.column_stack([seen.sum(axis=1), np.zeros(len(mine), dtype=np.int64)])
    landed = seen.ravel()
    clicks = landed + rng.binomial(landed, 0.07) + rng.poisson(0.02, len(landed)) * (landed > 0)
    shown = clicks / (_CLICK_RATE[source] * rng.lognormal(0, 0.25, len(clicks)))
    price = np.array([catalog.placements[number].click_cost for number in mine]).repeat(2)
    fen = clicks * price * rng.lognormal(0, 0.12, len(clicks)) * 100
    rows = {
        "placement": mine.repeat(2),
        "device": np.tile([0, 1], len(mine)),
        "impressions": np.ceil(shown).astype(np.int64),
        "clicks": clicks,
        "fen": np.round(fen).astype(np.int64),
        "conversions": rng.binomial(clicks, 0.11),
    }
    return take(rows, rows["impressions"] > 0)


def _restate(story: Story, rows: Columns, source: str, day: int, how: str) -> Columns:
    rng = story.rng("restate", source, day)
    count = len(rows["fen"])
    if how == "zero":
        return take(rows, np.zeros(count, dtype=bool))
    if how == "fewer":
        rows = take(rows, rng.random(count) < 0.7 if count > 1 else np.zeros(count, dtype=bool))
    invalid = rng.binomial(rows["clicks"], 0.06)
    clicks = rows["clicks"] - invalid
    share = clicks / np.maximum(rows["clicks"], 1)
    fen = np.round(rows["fen"] * share).astype(np.int64) + (how == "changed")
    return rows | {"clicks": clicks, "fen": fen}


def final(story: Story, found: list[Report]) -> list[Report]:
    """The report that counts for each source and day, among those delivered so far."""
    latest: dict[tuple[str, int], Report] = {}
    for report in found:
        if report.is_complete and report.at // (24 * HOUR) <= story.last_delivery:
            latest[report.source, report.stat_day] = report
    return list(latest.values())
