"""Simulated companies that many tests read and none changes."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from ingest.simulator import SimulationReport, simulate

END = date(2026, 6, 30)


@dataclass(frozen=True)
class Simulated:
    """A company folder and what the simulator said about it."""

    home: Path
    report: SimulationReport

    def truth(self, name: str) -> list[dict[str, str]]:
        """The rows of one of the truth's CSV files."""
        with (self.home / "truth" / name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def files(self, source: str) -> dict[str, Path]:
        """Delivered files of a source by name."""
        return {path.name: path for path in sorted((self.home / "inbox" / source).iterdir())}

    def delivered(self, source: str, kind: str) -> list[Path]:
        """Files of a source that were delivered in a certain way."""
        rows = self.truth("deliveries.csv")
        names = [row["file"] for row in rows if row["source"] == source and row["kind"] == kind]
        return [self.files(source)[name] for name in names]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> Simulated:
    """300 visitors, 20 days."""
    home = tmp_path_factory.mktemp("tiny")
    return Simulated(home, simulate(home, visitors=300, days=20, seed=7, end=END))


@pytest.fixture(scope="session")
def company(tmp_path_factory) -> Simulated:
    """20,000 visitors, 120 days."""
    home = tmp_path_factory.mktemp("company")
    return Simulated(home, simulate(home, visitors=20_000, days=120, seed=5, end=END))
