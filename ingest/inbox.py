"""One ingest: every file that waits, and what is new in the platform's database, in one load."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr

from ingest.batch import Batch
from ingest.config import Paths, Settings, has_hash_key, hash_key, make_hash_key
from ingest.delivery import hash_ahead
from ingest.descriptions import PLATFORM, SourceDescription, load_sources
from ingest.engine import connect
from ingest.finding import Found, find
from ingest.gathering import Desk
from ingest.lake import Lake
from ingest.landing import land
from ingest.lock import IngestInProgressError, only_one
from ingest.moving import Journal
from ingest.normalise import Limits
from ingest.pii import Hasher
from ingest.report import IngestReport
from ingest.words import Words

__all__ = ["IngestInProgressError", "IngestReport", "ingest"]
Progress = Callable[[str, float], None]
READ_SHARE = 0.5
"""Part of the progress bar for reading; the rest is for landing."""


def ingest(
    home: Path,
    settings: Settings,
    progress: Progress | None = None,
    sources: Sequence[str] | None = None,
) -> IngestReport:
    """Read what waits in the inbox and what changed in the platform database, as one load.

    A file that cannot be read is moved aside with the reason; a source that cannot be reached is
    an error in the report; all others are loaded. Killed at any moment, the next call ends in
    the same state.

    Raises:
        ConfigError: the settings or the hash key cannot be used.
        IngestInProgressError: another process ingests for this company.
    """
    began = time.monotonic()
    paths = Paths(home.resolve())
    known = load_sources(settings)
    report = IngestReport()
    with only_one(paths.ingest_lock):
        lake, journal = Lake(paths), Journal(paths)
        hasher = Hasher(_key(home, lake, report))
        hashes = hash_ahead([item.path for item in find(paths.inbox, known, sources)])
        lake.open()
        journal.finish(lake.finished_loads())
        scratch = paths.state / "ingest"
        scratch.mkdir(parents=True, exist_ok=True)
        with connect(settings.engine, scratch / "spill") as connection:
            desk = Desk(connection, hasher, Limits(datetime.now(UTC), settings.company.currency))
            batch = Batch(desk, paths, lake, report)
            if settings.pull:
                from ingest.apis.pulling import pull_all  # noqa: PLC0415  (dlt's REST client)

                _tell(progress, "pull", 0.0)
                for pulled in pull_all(paths, settings, known, desk.limits.now, sources):
                    if pulled.error is not None:
                        report.of(pulled.source).errors.append(pulled.error)
            hashes.join()
            _read(batch, find(paths.inbox, known, sources), progress)
            if PLATFORM in known and (sources is None or PLATFORM in sources):
                from ingest.platform import read_platform  # noqa: PLC0415  (SQLAlchemy, dlt)

                read_platform(batch, known[PLATFORM], settings, home)
            land(batch, scratch, journal, lambda what, part: _tell(progress, what, _landed(part)))
    report.seconds = time.monotonic() - began
    _tell(progress, "done", 1.0)
    return report


def _key(home: Path, lake: Lake, report: IngestReport) -> SecretStr:
    """The key that is set; a company that has loaded nothing yet is given one."""
    if not has_hash_key(home) and not lake.finished_loads():
        make_hash_key(home)
        report.notices.append(
            Words(
                f"Made a key for the hashes of personal data in {home / '.env'}. Keep that file.",
                f"已在 {home / '.env'} 中生成个人数据哈希密钥，请妥善保存。",
            )
        )
    return hash_key(home)


def _read(batch: Batch, found: Sequence[Found], progress: Progress | None) -> None:
    by_source: dict[str, tuple[SourceDescription, list[Found]]] = {}
    for item in found:
        if item.source is None or item.refusal is not None:
            batch.refuse_unread(item)
        else:
            by_source.setdefault(item.source.name, (item.source, []))[1].append(item)
    for number, (source, items) in enumerate(by_source.values()):
        _tell(progress, source.name, READ_SHARE * number / len(by_source))
        began = time.monotonic()
        batch.read(source, items)
        batch.report.of(source.name).seconds += time.monotonic() - began


def _landed(part: float) -> float:
    return READ_SHARE + (1 - READ_SHARE) * part


def _tell(progress: Progress | None, what: str, share: float) -> None:
    if progress is not None:
        progress(what, share)
