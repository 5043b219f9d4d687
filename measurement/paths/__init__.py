"""Paths: the journeys people take away from a step, or to one, most common first."""

from measurement.paths.definition import PathsDefinitionError
from measurement.paths.question import run

__all__ = ["PathsDefinitionError", "run"]
