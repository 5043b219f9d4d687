"""Retention: who comes back, in which period after they started, and with how much money."""

from measurement.retention.definition import RetentionDefinitionError
from measurement.retention.question import run

__all__ = ["RetentionDefinitionError", "run"]
