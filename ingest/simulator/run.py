"""Simulate a company: make the people, then deliver what its sources would have sent."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from ingest.config import Paths
from ingest.simulator import truth, truth_spend
from ingest.simulator.activities import Activity, draw_activities
from ingest.simulator.contracts import Contract, draw_contracts
from ingest.simulator.deliveries import Delivery, write
from ingest.simulator.effects import ChannelEffects, write_promotions
from ingest.simulator.event_files import DayStore, event_deliveries, known_days
from ingest.simulator.home import settle
from ingest.simulator.lives import live
from ingest.simulator.media import Report, reports
from ingest.simulator.media_files import media_delivery
from ingest.simulator.partner_files import partner_deliveries
from ingest.simulator.partners import partner_claims
from ingest.simulator.people import chunks
from ingest.simulator.placements import Catalog, build_catalog
from ingest.simulator.platform_db import write_platform
from ingest.simulator.sheets import sheet_deliveries
from ingest.simulator.society import Gathering, Society
from ingest.simulator.story import DAY, ZONE, Columns, Story
from ingest.simulator.words import AGENT_PLATFORMS

Progress = Callable[[str, float], None]
_MOBILE = np.array([platform != "web" for platform in AGENT_PLATFORMS])


@dataclass(frozen=True)
class SimulationReport:
    """What was written: the days of the story, files and events delivered, and the totals."""

    start: date
    end: date
    visitors: int
    events: int
    files: int
    spend_fen: int


@dataclass
class _World:
    """What is fixed by the seed before anybody is born, and what is counted as they live."""

    story: Story
    signed: list[Contract]
    held: list[Activity]
    catalog: Catalog
    landings: np.ndarray
    """Landings by placement, day and device (0 desktop, 1 mobile)."""
    events: int = 0
    as_of: int = -1
    """Last company day of the events known at the end of the deliveries."""


def simulate(
    home: Path,
    visitors: int = 300_000,
    days: int = 180,
    seed: int = 7,
    end: date | None = None,
    deliver_from: date | None = None,
    deliver_until: date | None = None,
    progress: Progress | None = None,
) -> SimulationReport:
    """Write the deliveries of one company into `home/inbox`, its database and its truth.

    Same arguments, same bytes. `end` is the last day on which anything happens (yesterday by
    default); with `deliver_from` and `deliver_until` only the files that arrive on those days are
    written, while the database and the truth always hold what is known at their end.

    Raises:
        ValueError: when there is nobody or no day to simulate, or the delivery days are not in it.
    """
    last = end or datetime.now(ZONE).date() - timedelta(days=1)
    story = Story(visitors, days, seed, last, deliver_from, deliver_until)
    _check(story)
    tell = progress or _silent
    paths = settle(home)
    with tempfile.TemporaryDirectory(dir=home, prefix=".simulate-") as folder:
        world = _build_world(story)
        store = DayStore(story, Path(folder))
        society, growth = _live_all(world, store, paths, tell)
        files, spend = _deliver(world, store, society, paths, tell)
    truth.write_totals(paths.truth, growth, spend, society)
    tell("done", 1.0)
    total = int(growth.days["visitors"].sum())
    return SimulationReport(story.start, story.end, total, world.events, files, spend.total())


def _silent(message: str, share: float) -> None:
    """The default for `progress`."""


def _check(story: Story) -> None:
    if story.visitors < 1 or story.days < 1:
        raise ValueError("visitors and days must be 1 or more")
    if story.last_delivery < 0:
        raise ValueError(f"deliver_until is before the first day, {story.start}")


def _build_world(story: Story) -> _World:
    signed, held = draw_contracts(story), draw_activities(story)
    catalog = build_catalog(story, signed, held)
    landings = np.zeros((len(catalog.placements), story.days, 2), dtype=np.int64)
    return _World(story, signed, held, catalog, landings)


def _live_all(
    world: _World, store: DayStore, paths: Paths, tell: Progress
) -> tuple[Society, truth.Growth]:
    """Make all people, chunk by chunk; their events go to the store, counts to the truth."""
    story, catalog = world.story, world.catalog
    growth, effects, gathering = truth.Growth(story), ChannelEffects(story, catalog), Gathering()
    people = truth.People(story, catalog, paths.truth / "people.parquet")
    is_known = known_days(story)
    slices = chunks(story)
    for number, chunk in enumerate(slices):
        tell("people", 0.4 * number / len(slices))
        lives = live(story, catalog, chunk)
        known = lives.events[is_known[lives.events["received"] // DAY]]
        world.as_of = max(world.as_of, *(known["received"][-1:] // DAY).tolist(), -1)
        growth.add(lives, known)
        effects.add(lives)
        people.add(chunk, lives)
        gathering.add(lives)
        store.add(lives.events)
        _count_landings(world, lives.events)
    people.close()
    effects.write(paths.truth)
    header = ("stat_date", *truth.GROWTH)
    truth.write_csv(paths.truth / "growth_daily.csv", header, growth.rows())
    return gathering.whole(), growth


def _count_landings(world: _World, events: np.ndarray) -> None:
    landed = events[events["placement"] >= 0]
    where = (landed["placement"], landed["at"] // DAY, _MOBILE[landed["agent"]].astype(np.int64))
    np.add.at(world.landings, where, 1)
    world.events += len(events)


def _deliver(
    world: _World, store: DayStore, society: Society, paths: Paths, tell: Progress
) -> tuple[int, truth_spend.Spend]:
    story, catalog = world.story, world.catalog
    found = reports(story, catalog, world.landings)
    claims = partner_claims(story, catalog, society.accounts, society.orders)
    planned = [
        *event_deliveries(story, catalog, store),
        *(media_delivery(story, catalog, report) for report in found),
        *partner_deliveries(story, catalog, society.accounts, society.orders, claims),
        *sheet_deliveries(story, world.signed, world.held),
    ]
    wanted = [one for one in planned if story.delivers(one.day)]
    with ThreadPoolExecutor(2) as pool:
        for number, _ in enumerate(pool.map(lambda one: write(story, paths.inbox, one), wanted)):
            tell("deliveries", 0.4 + 0.5 * number / len(wanted))
    tell("platform database", 0.9)
    write_platform(story, paths.home / "platform.db", society)
    return len(wanted), _write_truth(world, society, paths, planned, found, claims)


def _write_truth(
    world: _World,
    society: Society,
    paths: Paths,
    planned: list[Delivery],
    found: list[Report],
    claims: Columns,
) -> truth_spend.Spend:
    story = world.story
    spend: truth_spend.Spend = Counter()
    for part in (
        truth_spend.media_spend(story, world.catalog, found),
        truth_spend.contract_spend(story, world.signed, world.as_of),
        truth_spend.activity_spend(story, world.held),
        truth_spend.partner_spend(story, claims),
        truth_spend.promotion_spend(story, society),
    ):
        spend.update(part)
    truth.write_spend(story, paths.truth, spend)
    truth.write_deliveries(story, paths.truth, planned)
    write_promotions(story, paths.truth, society)
    return spend
