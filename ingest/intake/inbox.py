"""One ingest: every file that waits and the platform's changes become one load of the lake."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from ingest.config import Paths, Settings, hash_key
from ingest.descriptions import SourceDescription, load_sources
from ingest.intake.engine import connect
from ingest.intake import deliveries, lake, ledger, mapping, platform, staging
from ingest.intake.deliveries import Delivery
from ingest.intake.folders import Waiting, put_away, waiting
from ingest.intake.lake import Landed
from ingest.intake.platform import Changes
from ingest.intake.report import IngestReport, summary
from ingest.intake.staging import Batch, Load, Staged
from ingest.intake.normalise import Clock
from ingest.words import RefusalError, Words

Progress = Callable[[str, float], None]
RECENT_LOADS = 40
"""Loads of a platform table that a row inside the lag is compared with."""
PLATFORM = "platform"


class IngestInProgressError(Exception):
    """Another ingest of this company has not ended."""


@dataclass
class _Work:
    """What one ingest has in hand."""

    paths: Paths
    settings: Settings
    connection: duckdb.DuckDBPyConnection
    progress: Progress
    sources: dict[str, SourceDescription]
    deliveries: list[Delivery] = field(default_factory=list)
    changes: list[Changes] = field(default_factory=list)
    errors: dict[str, Words] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    rejected: dict[str, int] = field(default_factory=dict)


def ingest(
    home: Path,
    settings: Settings,
    progress: Progress | None = None,
    sources: Sequence[str] | None = None,
) -> IngestReport:
    """Read, check and land everything that is new; `sources` limits it to those names.

    A load that dies on the way stays invisible and its files stay in the inbox.

    Raises:
        ConfigError: no hash key, or a source description that cannot be used.
        IngestInProgressError: another ingest of this company is running.
    """
    paths = Paths(home.resolve())
    known = load_sources(settings)
    chosen = {name: s for name, s in known.items() if sources is None or name in sources}
    paths.state.mkdir(parents=True, exist_ok=True)
    scratch = paths.state / "ingest"
    try:
        with FileLock(paths.state / "ingest.lock", timeout=0):
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir()
            with connect(settings.engine, hash_key(home), scratch / "spill") as connection:
                work = _Work(paths, settings, connection, progress or _silent, chosen)
                return _ingest(work, scratch)
    except Timeout as error:
        raise IngestInProgressError(
            "Another ingest of this company is running; wait for it to end."
        ) from error


def _ingest(work: _Work, scratch: Path) -> IngestReport:
    started = time.monotonic()
    lake.prepare(work.paths)
    found = waiting(work.paths, work.sources)
    _open(work, found)
    _read_platform(work)
    load_id = None
    if work.deliveries or any(len(one.rows) for one in work.changes) or work.errors:
        load_id = lake.append(work.paths, lambda load_id: _land(work, load_id, scratch))
        platform.write_watermarks(work.paths, work.changes)
    put_away(work.paths, work.deliveries, found)
    shutil.rmtree(scratch, ignore_errors=True)
    tables = (work.deliveries, found, work.rows, work.rejected, work.errors)
    return summary(*tables, load_id=load_id, seconds=time.monotonic() - started)


def _silent(text: str, share: float) -> None:
    """Tell nobody."""


def _open(work: _Work, found: Waiting) -> None:
    known = lake.known_deliveries(work.paths)
    for number, (path, source) in enumerate(found.files):
        work.progress(f"reading {path.name}", 0.4 * number / max(len(found.files), 1))
        delivery = deliveries.open_delivery(path, source)
        if delivery.delivery_id in known:
            if known[delivery.delivery_id] == path.name:
                found.again.append(path)
                continue
            delivery.status = "duplicate"
            delivery.words = Words(
                f"The same content came before as {known[delivery.delivery_id]}.",
                f"相同内容此前已以 {known[delivery.delivery_id]} 交付。",
            )
        else:
            deliveries.read(delivery)
        if delivery.status == "loaded":
            known[delivery.delivery_id] = path.name
        delivery.number = len(work.deliveries)
        work.deliveries.append(delivery)


def _read_platform(work: _Work) -> None:
    source = work.sources.get(PLATFORM)
    if source is None:
        return
    work.progress("platform database", 0.4)
    try:
        work.changes = platform.changes(work.connection, work.paths, work.settings, source)
    except RefusalError as error:
        work.errors[PLATFORM] = error.words


def _land(work: _Work, load_id: str, scratch: Path) -> Iterator[Landed]:
    now = datetime.now(UTC)
    load = Load(load_id, now.replace(tzinfo=None), scratch, Clock(now))
    staged = [*_stage_tables(work, load), *_stage_events(work, load), *_stage_changes(work, load)]
    rejects = [row for one in staged for row in staging.reject_rows(work.connection, one, load)]
    for one in staged:
        for item in staging.landed(work.connection, one):
            _count(work.rows, one.batch.source, item.rows)
            yield item
        _count(work.rejected, one.batch.source, len(one.bad))
    _count_deliveries(work, staged)
    yield from _written("rejects", rejects, scratch)
    yield from _written("deliveries", _ledger(work, staged, load), scratch)


def _count(counts: dict[str, int], name: str, rows: int) -> None:
    counts[name] = counts.get(name, 0) + rows


def _stage_tables(work: _Work, load: Load) -> Iterator[Staged]:
    groups: dict[tuple[str, str, str], list[tuple[int, pa.Table]]] = {}
    for delivery in work.deliveries:
        for key, table in _tables(work, delivery):
            groups.setdefault(key, []).append((delivery.number, table))
    for number, (key, tables) in enumerate(groups.items()):
        work.progress(f"checking {key[0]}", 0.5 + 0.1 * number / len(groups))
        batch = staging.table_batch(work.connection, key, tables)
        files = {number: work.deliveries[number] for number, _ in tables}
        yield staging.stage(work.connection, batch, load, files)


def _tables(work: _Work, delivery: Delivery) -> list[tuple[tuple[str, str, str], pa.Table]]:
    if delivery.status != "loaded" or delivery.content is None:
        return []
    source = delivery.source
    folders = [delivery.path.parent, work.paths.done / source.name]
    day = delivery.days[0] if delivery.days else ""
    try:
        return [
            ((source.name, part.table.dataset, source.timezone), mapping.mapped(part, folders, day))
            for part in delivery.content.parts
        ]
    except RefusalError as error:
        delivery.refuse(error)
        return []


def _stage_events(work: _Work, load: Load) -> Iterator[Staged]:
    streams = [d for d in work.deliveries if d.is_stream and d.status == "loaded"]
    for number, delivery in enumerate(streams):
        work.progress(f"landing {delivery.path.name}", 0.6 + 0.3 * number / len(streams))
        batch = staging.event_batch(delivery)
        try:
            yield staging.stage(work.connection, batch, load, {delivery.number: delivery})
        except RefusalError as error:
            delivery.refuse(error)


def _stage_changes(work: _Work, load: Load) -> Iterator[Staged]:
    source = work.sources.get(PLATFORM)
    for one in work.changes:
        if source is None or not len(one.rows):
            continue
        work.progress(f"landing {one.dataset}", 0.9)
        name = (source.name, one.dataset, source.timezone)
        number = len(work.deliveries)
        delivery = Delivery(source, Path(one.dataset), f"{one.dataset}:{load.load_id}", number)
        batch = staging.table_batch(work.connection, name, [(number, one.rows)])
        recent = sorted((work.paths.lake / one.dataset).glob("*.parquet"))[-RECENT_LOADS:]
        batch = Batch(*name, batch.relation, batch.columns, tuple(recent))
        staged = staging.stage(work.connection, batch, load, {number: delivery})
        delivery.rejected = len(staged.bad)
        delivery.rows = sum(item.rows for item in staging.landed(work.connection, staged))
        delivery.code = one.dataset
        work.deliveries.append(delivery)
        yield staged


def _count_deliveries(work: _Work, staged: list[Staged]) -> None:
    good: dict[str, int] = {}
    bad: dict[str, int] = {}
    for one in staged:
        for delivery_id, rows in staging.rows_by_delivery(work.connection, one.good):
            _count(good, delivery_id, rows)
        if len(one.bad):
            for delivery_id, rows in one.bad["_delivery_id"].value_counts().items():
                _count(bad, str(delivery_id), int(rows))
    for delivery in work.deliveries:
        delivery.rows = good.get(delivery.delivery_id, 0) if delivery.status == "loaded" else 0
        delivery.rejected = bad.get(delivery.delivery_id, 0)


def _ledger(work: _Work, staged: list[Staged], load: Load) -> list[dict[str, object]]:
    covered = ledger.covered_days(work.connection, staged)
    accounts = lake.known_accounts(work.paths)
    for delivery in work.deliveries:
        for day in covered.get(delivery.delivery_id, []):
            names = accounts.setdefault((delivery.source.name, day.level), [])
            if day.account_id not in names:
                names.append(day.account_id)
    rows = []
    for delivery in work.deliveries:
        days = covered.get(delivery.delivery_id, [])
        rows += ledger.entries(delivery, days, accounts, load)
    rows += [ledger.failed_source(work.sources[n], words, load) for n, words in work.errors.items()]
    return rows


def _written(name: str, rows: list[dict[str, object]], scratch: Path) -> Iterator[Landed]:
    if rows:
        path = scratch / f"{name}.parquet"
        pq.write_table(pa.Table.from_pylist(rows, schema=lake.SCHEMAS[name]), path)
        yield Landed(name, path, len(rows))
