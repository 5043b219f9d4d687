"""What one ingest did, told per source, for people and for the run's log."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.words import Words


@dataclass
class SourceReport:
    """Files and rows of one source; `refusals` are file names with the reason.

    `waiting`: files left in the inbox until a file comes that they need. `incomplete`: files that
    say themselves that something is missing.
    """

    loaded: int = 0
    refused: int = 0
    duplicate: int = 0
    waiting: int = 0
    incomplete: int = 0
    rows: int = 0
    rejected: int = 0
    seconds: float = 0.0
    refusals: dict[str, Words] = field(default_factory=dict)
    doubts: dict[str, Words] = field(default_factory=dict)
    """Files that were read, with what somebody should look at."""
    errors: list[Words] = field(default_factory=list)
    """What kept the source, or one of its tables, from being read."""

    @property
    def error(self) -> Words | None:
        """The first of `errors`."""
        return self.errors[0] if self.errors else None


@dataclass
class IngestReport:
    """All sources of one ingest; `load_id` is None when there was nothing to load."""

    sources: dict[str, SourceReport] = field(default_factory=dict)
    load_id: str | None = None
    seconds: float = 0.0
    notices: list[Words] = field(default_factory=list)
    """What the company should know beside what it delivered."""

    def of(self, source: str) -> SourceReport:
        """The report of `source`, made at first use."""
        return self.sources.setdefault(source, SourceReport())

    @property
    def rows(self) -> int:
        """Rows landed."""
        return sum(source.rows for source in self.sources.values())

    @property
    def rejected(self) -> int:
        """Rows that broke their contract."""
        return sum(source.rejected for source in self.sources.values())

    @property
    def summary(self) -> str:
        """The ingest in one line: what came, and what of it did not count."""
        told = list(self.sources.values())
        counts = {
            "refused": sum(source.refused for source in told),
            "delivered before": sum(source.duplicate for source in told),
            "incomplete": sum(source.incomplete for source in told),
            "waiting for another file": sum(source.waiting for source in told),
        }
        files = sum(source.loaded for source in told)
        others = "".join(f", {count} {what}" for what, count in counts.items() if count)
        return f"{files} deliveries{others}; {self.rows:,} rows, {self.rejected:,} rejected."

    @property
    def warnings(self) -> list[str]:
        """What somebody should look at, one line each, in both languages."""
        lines = [f"{w.en} {w.zh}" for w in self.notices]
        for name, source in self.sources.items():
            lines += [f"{name}: {file}: {w.en} {w.zh}" for file, w in source.refusals.items()]
            lines += [f"{name}: {file}: {w.en} {w.zh}" for file, w in source.doubts.items()]
            lines += [f"{name}: {w.en} {w.zh}" for w in source.errors]
        return lines
