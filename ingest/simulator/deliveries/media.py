"""What the advertising platforms report: clicks and cost of each day, and how they restate it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ingest.simulator.deliveries.delivery import Kind
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.story import DAY, HOUR, MINUTE, Columns, Ints, Story, take

_CHANNELS = {
    "baidu_sem": ("baidu_brand", "baidu_generic"),
    "ocean_engine": ("ocean_engine",),
    "dsp_ipinyou": ("dsp_ipinyou",),
}
SOURCES = tuple(_CHANNELS)
_MORNING = {"baidu_sem": (8, 30), "ocean_engine": (9, 5), "dsp_ipinyou": (8, 50)}
_CLICK_RATE = {"baidu_sem": 0.045, "ocean_engine": 0.018, "dsp_ipinyou": 0.004}
_REPORTS_DEVICES = ("baidu_sem",)
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
"""At which part of the story each source has which kind of special day."""
_DRIFTS = {"baidu_sem": 0.06, "ocean_engine": 0.06, "dsp_ipinyou": 0.0}
"""Share of the other days that are restated with changed numbers."""
_SHORTEST = 15
"""Stories with fewer days have no special days."""
_RESTATED_AFTER = 2 * DAY + 47 * MINUTE


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
    shape: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether the report says everything about its day."""
        return self.shape not in ("partial", "no_cost")


def reports(story: Story, catalog: Catalog, landings: Ints) -> list[Report]:
    """Every report of every platform, in the order of their delivery.

    `landings`: by placement, day and device (0 desktop, 1 mobile).
    """
    found = []
    for source in SOURCES:
        special = _special_days(story, source)
        mine = np.concatenate([catalog.of(channel) for channel in _CHANNELS[source]])
        prices = np.array([catalog.placements[number].click_cost for number in mine])
        for day in range(story.days):
            rows = _rows(story, source, day, landings[mine, day], prices)
            rows["placement"] = mine[rows["placement"]]
            at = story.at(day + 1, *_MORNING[source])
            usual = Report(source, day, at, at, "normal", rows)
            found += _deliveries(story, usual, special.get(day, ""))
    return sorted(found, key=lambda report: (report.at, report.source))


def _special_days(story: Story, source: str) -> dict[int, str]:
    if story.days < _SHORTEST:
        return {}
    fixed = {story.part(share): what for what, share in _SPECIAL[source].items()}
    drifts = story.rng("restated", source).random(story.days - 3) < _DRIFTS[source]
    return dict.fromkeys(np.flatnonzero(drifts).tolist(), "changed") | fixed


def _rows(story: Story, source: str, day: int, landings: Ints, prices: Ints) -> Columns:
    """Clicks are the landings and some that never arrived; the price of a click wavers."""
    rng = story.rng("media", source, day)
    if source not in _REPORTS_DEVICES:
        landings = np.column_stack([landings.sum(axis=1), np.zeros(len(landings), dtype=np.int64)])
    landed = landings.ravel()
    clicks = landed + rng.binomial(landed, 0.07)
    shown = clicks / (_CLICK_RATE[source] * rng.lognormal(0, 0.25, len(clicks)))
    fen = clicks * prices.repeat(2) * rng.lognormal(0, 0.12, len(clicks)) * 100
    rows = {
        "placement": np.arange(len(landings)).repeat(2),
        "device": np.tile([0, 1], len(landings)),
        "impressions": np.ceil(shown).astype(np.int64),
        "clicks": clicks,
        "fen": np.round(fen).astype(np.int64),
        "conversions": rng.binomial(clicks, 0.11),
    }
    return take(rows, clicks > 0)


def _deliveries(story: Story, usual: Report, special: str) -> list[Report]:
    """The reports of one day in the order in which they arrive; the last complete one counts."""
    at = usual.at
    match special:
        case "changed" | "fewer" | "zero":
            again = {"at": at + _RESTATED_AFTER, "generated": at + _RESTATED_AFTER}
            rows = _restate(story, usual, special)
            found = [usual, replace(usual, **again, kind="restated", rows=rows, shape=special)]
        case "late":
            found = [replace(usual, at=at + 3 * DAY, generated=at + 3 * DAY, kind="late")]
        case "duplicate":
            found = [usual, replace(usual, at=at + 35 * MINUTE, kind="duplicate")]
        case "no_cost":
            right = at + 105 * MINUTE
            broken = replace(usual, kind="broken", shape="no_cost")
            found = [broken, replace(usual, at=right, generated=right)]
        case "partial":
            whole = at + DAY + HOUR
            partial = replace(usual, kind="partial", shape="partial")
            found = [partial, replace(usual, at=whole, generated=whole, kind="late")]
        case "bad_rows":
            found = [replace(usual, kind="broken", shape="bad_rows")]
        case _:
            found = [usual]
    return found


def _restate(story: Story, usual: Report, how: str) -> Columns:
    """Invalid clicks are taken back; rows may be gone as well, or all of them."""
    rng, rows = story.rng("restate", usual.source, usual.stat_day), usual.rows
    count = len(rows["fen"])
    if how == "zero":
        return take(rows, np.zeros(count, dtype=bool))
    if how == "fewer":
        rows = take(rows, (rng.random(count) < 0.7) & (np.arange(count) > 0))
    clicks = rows["clicks"] - rng.binomial(rows["clicks"], 0.06)
    fen = np.round(rows["fen"] * (clicks / rows["clicks"])).astype(np.int64)
    return rows | {"clicks": clicks, "fen": fen + (how == "changed")}


def final(story: Story, found: list[Report]) -> list[Report]:
    """The report that counts for each source and day, among those delivered so far."""
    latest: dict[tuple[str, int], Report] = {}
    for report in found:
        if report.is_complete and report.at // DAY <= story.last_delivery:
            latest[report.source, report.stat_day] = report
    return list(latest.values())
