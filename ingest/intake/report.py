"""What an ingest did, told per source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.intake.deliveries import Delivery
from ingest.intake.folders import UNKNOWN, UNKNOWN_FILE, Waiting
from ingest.words import Words


@dataclass
class SourceReport:
    """Files and rows of one source; `refusals` are file names with the reason."""

    loaded: int = 0
    refused: int = 0
    duplicate: int = 0
    rows: int = 0
    rejected: int = 0
    refusals: dict[str, Words] = field(default_factory=dict)
    error: Words | None = None


@dataclass(frozen=True)
class IngestReport:
    """All sources of one ingest; `load_id` is None when there was nothing to load."""

    sources: dict[str, SourceReport]
    load_id: str | None
    seconds: float

    @property
    def rows(self) -> int:
        """Rows landed."""
        return sum(source.rows for source in self.sources.values())

    @property
    def rejected(self) -> int:
        """Rows rejected."""
        return sum(source.rejected for source in self.sources.values())

    @property
    def warnings(self) -> list[str]:
        """Refused files and sources that could not be read, one line each."""
        lines = []
        for name, source in self.sources.items():
            lines += [f"{name}: {file}: {w.en} {w.zh}" for file, w in source.refusals.items()]
            lines += [f"{name}: {source.error.en} {source.error.zh}"] if source.error else []
        return lines


def summary(
    deliveries: list[Delivery],
    found: Waiting,
    rows: Mapping[str, int],
    rejected: Mapping[str, int],
    errors: Mapping[str, Words],
    load_id: str | None,
    seconds: float,
) -> IngestReport:
    """The report of one ingest."""
    told: dict[str, SourceReport] = {}
    for delivery in deliveries:
        source = told.setdefault(delivery.source.name, SourceReport())
        source.loaded += delivery.status == "loaded"
        source.refused += delivery.status == "refused"
        source.duplicate += delivery.status == "duplicate"
        if delivery.status == "refused" and delivery.words:
            source.refusals[delivery.path.name] = delivery.words
    for path in found.again:
        told.setdefault(path.parent.name, SourceReport()).duplicate += 1
    for path in found.unknown:
        unknown = told.setdefault(UNKNOWN, SourceReport())
        unknown.refused += 1
        unknown.refusals[path.name] = UNKNOWN_FILE
    for name, count in rows.items():
        told.setdefault(name, SourceReport()).rows += count
    for name, count in rejected.items():
        told.setdefault(name, SourceReport()).rejected += count
    for name, words in errors.items():
        told.setdefault(name, SourceReport()).error = words
    return IngestReport(told, load_id, seconds)
