"""Simulate a company: make the people, then deliver what its sources would have sent."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from ingest.config import Paths
from ingest.simulator.census import Census, live_all
from ingest.simulator.deliveries.click_answers import click_deliveries
from ingest.simulator.deliveries.day_store import DayStore
from ingest.simulator.deliveries.delivery import Delivery, write
from ingest.simulator.deliveries.event_files import event_deliveries
from ingest.simulator.deliveries.home import settle
from ingest.simulator.deliveries.invoices import invoice_deliveries
from ingest.simulator.deliveries.media import Report, reports
from ingest.simulator.deliveries.media_files import media_delivery
from ingest.simulator.deliveries.partner_files import partner_deliveries
from ingest.simulator.deliveries.partner_sheets import partner_sheet_deliveries
from ingest.simulator.deliveries.partners import partner_claims
from ingest.simulator.deliveries.plan_files import plan_deliveries
from ingest.simulator.deliveries.platform_db import write_platform
from ingest.simulator.deliveries.sheets import sheet_deliveries
from ingest.simulator.deliveries.trackers.files import tracker_deliveries
from ingest.simulator.truth import files
from ingest.simulator.truth.partners_file import PartnerTruth
from ingest.simulator.truth.promotions_file import write_promotions
from ingest.simulator.truth.spend import Spend, all_spend, reported_spend
from ingest.simulator.world.company import Company, found_company
from ingest.simulator.world.story import ZONE, Columns, Story

Progress = Callable[[str, float], None]
_WRITERS = 2
"""Threads that pack files; joining text and zlib both let go of the interpreter."""


@dataclass(frozen=True)
class SimulationReport:
    """What was simulated and written: people and events of the story, files of the delivery."""

    start: date
    end: date
    visitors: int
    events: int
    files: int
    spend_fen: int


def simulate(  # noqa: PLR0913, PLR0917 - the arguments are the company's whole description
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
        ValueError: when there is nobody or no day to simulate, or nothing would be delivered.
    """
    last = end or datetime.now(ZONE).date() - timedelta(days=1)
    story = Story(visitors, days, seed, last, deliver_from, deliver_until)
    _check(story)
    tell = progress or _silent
    paths = settle(home)
    company = found_company(story)
    with tempfile.TemporaryDirectory(dir=home, prefix=".simulate-") as folder:
        store = DayStore(story, Path(folder))
        census = live_all(company, store, paths.truth, partial(_part, tell, 0.0, 0.4))
        written, spend = _deliver(company, store, census, paths, tell)
    files.write_totals(paths.truth, census.growth, spend)
    tell("done", 1.0)
    total = int(census.growth.days["visitors"].sum())
    return SimulationReport(story.start, story.end, total, census.events, written, spend.total())


def _silent(message: str, share: float) -> None:
    """The default for `progress`."""


def _part(tell: Progress, low: float, high: float, message: str, share: float) -> None:
    tell(message, low + (high - low) * share)


def _check(story: Story) -> None:
    if story.visitors < 1 or story.days < 1:
        raise ValueError("visitors and days must be 1 or more")
    if story.last_delivery < 0:
        raise ValueError(f"deliver_until is before the first day, {story.start}")


def _deliver(
    company: Company, store: DayStore, census: Census, paths: Paths, tell: Progress
) -> tuple[int, Spend]:
    """Write the files, the database and the truth; returns how many files, and the spend."""
    story, catalog = company.story, company.catalog
    found = reports(story, catalog, census.landings)
    claims = partner_claims(story, catalog, census.society)
    planned = [
        *event_deliveries(story, catalog, store),
        *tracker_deliveries(story, catalog, store),
        *click_deliveries(story, catalog, store),
        *(media_delivery(story, catalog, report) for report in found),
        *partner_deliveries(story, catalog, census.society, claims),
        *partner_sheet_deliveries(story, census.society, claims),
        *sheet_deliveries(story, company.contracts, company.activities),
        *invoice_deliveries(story, company.contracts),
        *plan_deliveries(story),
    ]
    wanted = [one for one in planned if story.delivers(one.day)]
    _write_all(story, paths, wanted, partial(_part, tell, 0.4, 0.9))
    tell("platform database", 0.9)
    write_platform(story, paths.home / "platform.db", census.society)
    files.write_deliveries(story, paths.truth, planned)
    return len(wanted), _write_truth(company, census, paths, found, claims)


def _write_all(story: Story, paths: Paths, wanted: list[Delivery], tell: Progress) -> None:
    with ThreadPoolExecutor(_WRITERS) as pool:
        done = pool.map(partial(write, story, paths.inbox), wanted)
        for number, _ in enumerate(done, start=1):
            tell("deliveries", number / len(wanted))


def _write_truth(
    company: Company, census: Census, paths: Paths, found: list[Report], claims: Columns
) -> Spend:
    partners = PartnerTruth(company.story, census)
    partners.write(paths.truth, claims)
    commissions = partners.spend() + reported_spend(company.story, claims)
    spend = all_spend(company, census.society, census.as_of, found, commissions)
    files.write_growth(paths.truth, census.growth)
    files.write_spend(company.story, paths.truth, spend)
    write_promotions(company.story, paths.truth, census.society)
    census.effects.write(paths.truth)
    return spend
