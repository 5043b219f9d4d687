"""A simulated company whose truth is known, delivered in the formats of its sources."""

from ingest.simulator.run import SimulationReport, simulate

__all__ = ["SimulationReport", "simulate"]
