"""What counts as a number in what people ask of an experiment."""

from __future__ import annotations

import math
from numbers import Real


def is_finite(value: object) -> bool:
    """Whether it is a number that is neither missing nor infinite; a truth value is none."""
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
