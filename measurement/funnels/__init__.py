"""Funnels over any events: one typed definition in, the numbers out."""

from measurement.funnels.definition import Funnel, FunnelDefinitionError
from measurement.funnels.layout import is_layout, write_layout
from measurement.funnels.question import compare, run
from measurement.funnels.told import Answer, Comparison

__all__ = [
    "Answer",
    "Comparison",
    "Funnel",
    "FunnelDefinitionError",
    "compare",
    "is_layout",
    "run",
    "write_layout",
]
