"""What one ingest did, per source, for people and for the run's log."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.words import Words


@dataclass
class SourceReport:
    """Counts of one source; `errors` are what kept it from being read."""

    loaded_files: int = 0
    refused_files: int = 0
    duplicate_files: int = 0
    waiting_files: int = 0
    incomplete_files: int = 0
    rows: int = 0
    rejected_rows: int = 0
    seconds: float = 0.0
    errors: list[Words] = field(default_factory=list)


@dataclass
class IngestReport:
    """One ingest: the load it made (None when there was nothing new) and what each source gave."""

    load_id: str | None = None
    sources: dict[str, SourceReport] = field(default_factory=dict)
    warnings: list[Words] = field(default_factory=list)
    seconds: float = 0.0

    def of(self, source: str) -> SourceReport:
        """The report of `source`, made at first use."""
        return self.sources.setdefault(source, SourceReport())

    @property
    def rows(self) -> int:
        """Rows loaded."""
        return sum(source.rows for source in self.sources.values())

    @property
    def rejected_rows(self) -> int:
        """Rows that broke their contract."""
        return sum(source.rejected_rows for source in self.sources.values())

    @property
    def loaded_files(self) -> int:
        """Files read and loaded."""
        return sum(source.loaded_files for source in self.sources.values())

    @property
    def refused_files(self) -> int:
        """Files that could not be read at all."""
        return sum(source.refused_files for source in self.sources.values())

    @property
    def duplicate_files(self) -> int:
        """Files whose content was loaded before."""
        return sum(source.duplicate_files for source in self.sources.values())

    @property
    def errors(self) -> list[Words]:
        """What kept whole sources from being read."""
        return [error for source in self.sources.values() for error in source.errors]
