"""One ingest of everything that waits."""

from ingest.intake.inbox import IngestInProgressError, IngestReport, ingest

__all__ = ["IngestInProgressError", "IngestReport", "ingest"]
