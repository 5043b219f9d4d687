"""Randomised arms compared: effects, intervals, and the checks that allow them to be shown."""

from measurement.experiments.analysis import analyse, judge
from measurement.experiments.comparison import compare
from measurement.experiments.ratio_check import sample_ratio

__all__ = ["analyse", "compare", "judge", "sample_ratio"]
