"""What the advertising platforms report: clicks and cost of each day, and how they restate it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ingest.simulator.deliveries.delivery import Kind
from ingest.simulator.deliveries.media_sources import MEDIA_SOURCES, MediaSource
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.story import (
    DAY,
    HOUR,
    MINUTE,
    Columns,
    Ints,
    Story,
    stack,
    take,
)

_SHORTEST = 15
"""Stories with fewer days have no special days."""
_RESTATED_AFTER = 2 * DAY + 47 * MINUTE


@dataclass(frozen=True)
class Report:
    """One delivered report of one source over the days from `stat_day` to `last_day`.

    `rows`: day, placement, device (0 desktop, 1 mobile), impressions, clicks, fen, conversions.
    `shape` says what is wrong with the file, if anything; only a complete one counts.
    """

    source: str
    stat_day: int
    last_day: int
    at: int
    generated: int
    kind: Kind
    rows: Columns
    shape: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether the report says everything about its days."""
        return self.shape not in ("partial", "no_cost")


def reports(story: Story, catalog: Catalog, landings: Ints) -> list[Report]:
    """Every report of every platform, in the order of their delivery.

    `landings`: by placement, day and device (0 desktop, 1 mobile).
    """
    found = []
    for source in MEDIA_SOURCES:
        special = _special_reports(story, source)
        for first, last in source.windows(story):
            rows = stack(
                [_rows(story, catalog, source, day, landings) for day in range(first, last + 1)]
            )
            at = story.at(last + 1, *source.morning)
            usual = Report(source.name, first, last, at, at, "normal", rows)
            found += _deliveries(story, usual, special.get(first, ""))
    return sorted(found, key=lambda report: (report.at, report.source))


def _special_reports(story: Story, source: MediaSource) -> dict[int, str]:
    """What happens to the report that begins on a day, for those to which something happens."""
    if story.days < _SHORTEST:
        return {}
    begins = {day: first for first, last in source.windows(story) for day in range(first, last + 1)}
    days = {story.part(share): what for what, share in source.special.items()}
    fixed = {begins[day]: what for day, what in days.items() if day in begins}
    drifts = story.rng("restated", source.name).random(story.days - 3) < source.drift
    return dict.fromkeys(np.flatnonzero(drifts).tolist(), "changed") | fixed


def _rows(story: Story, catalog: Catalog, source: MediaSource, day: int, landings: Ints) -> Columns:
    """Clicks are the landings and some that never arrived; the price of a click wavers."""
    rng = story.rng("media", source.name, day)
    mine = catalog.booked_in(source.account)
    prices = np.array([catalog.placements[number].click_cost for number in mine])
    landed = landings[mine, day]
    if not source.has_devices:
        landed = np.column_stack([landed.sum(axis=1), np.zeros(len(mine), dtype=np.int64)])
    landed = landed.ravel()
    clicks = landed + rng.binomial(landed, 0.07)
    shown = clicks / (source.click_rate * rng.lognormal(0, 0.25, len(clicks)))
    fen = clicks * prices.repeat(2) * rng.lognormal(0, 0.12, len(clicks)) * 100
    rows = {
        "day": np.full(len(clicks), day),
        "placement": mine.repeat(2),
        "device": np.tile([0, 1], len(mine)),
        "impressions": np.ceil(shown).astype(np.int64),
        "clicks": clicks,
        "fen": np.round(fen).astype(np.int64),
        "conversions": rng.binomial(clicks, 0.11),
    }
    rows = take(rows, clicks > 0)
    return _by_campaign(catalog, rows) if source.by_campaign else rows


def _by_campaign(catalog: Catalog, rows: Columns) -> Columns:
    """Rows of one day added up under the first placement of each campaign and device."""
    ids = np.array([place.campaign_id for place in catalog.placements])
    _, first, campaign = np.unique(ids[rows["placement"]], return_index=True, return_inverse=True)
    key = campaign * 2 + rows["device"]
    keys, place = np.unique(key, return_inverse=True)
    sums = {
        name: np.bincount(place, rows[name], len(keys)).astype(np.int64)
        for name in ("impressions", "clicks", "fen", "conversions")
    }
    kept = {"placement": rows["placement"][first[keys // 2]], "device": keys % 2}
    return {"day": np.resize(rows["day"], len(keys)), **kept, **sums}


def _deliveries(story: Story, usual: Report, special: str) -> list[Report]:
    """The reports of some days in the order in which they arrive; the last complete one counts."""
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
    """Invalid clicks are taken back; rows may be gone as well, or all of the first day."""
    rng, rows = story.rng("restate", usual.source, usual.stat_day), usual.rows
    count = len(rows["fen"])
    if how == "zero":
        return take(rows, rows["day"] > usual.stat_day)
    if how == "fewer":
        rows = take(rows, (rng.random(count) < 0.7) & (np.arange(count) > 0))
    clicks = rows["clicks"] - rng.binomial(rows["clicks"], 0.06)
    fen = np.round(rows["fen"] * (clicks / rows["clicks"])).astype(np.int64)
    return rows | {"clicks": clicks, "fen": fen + (how == "changed")}


def final(story: Story, found: list[Report]) -> dict[tuple[str, int], Report]:
    """The report that counts for each source and day, among those delivered so far."""
    latest: dict[tuple[str, int], Report] = {}
    for report in found:
        if report.is_complete and report.at // DAY <= story.last_delivery:
            for day in range(report.stat_day, report.last_day + 1):
                latest[report.source, day] = report
    return latest
