"""How often Python looks for garbage in what a run has loaded."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager

SELDOM = (2_000, 50, 100)
"""Thresholds of the three generations. What Dagster and dbt load is much and stays: to look through
all of it again and again, as Python would, is a tenth of a small run."""


@contextmanager
def seldom_searched() -> Generator[None]:
    """Search for garbage seldom, as long as this lasts."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
