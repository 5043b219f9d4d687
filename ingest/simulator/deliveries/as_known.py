"""Helpers for tables that hold what is known at a moment and nothing of what comes after."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ingest.simulator.world.story import Bools, Ints, Story

NEVER = -1
Cell = str | int | float | None
Rows = Iterable[tuple[Cell, ...]]


def seen(story: Story, at: Ints) -> Ints:
    """Instants that have come by the known moment; -1 for all others."""
    return np.where(at < story.known, at, NEVER)


def numbered(prefix: str, kept: Ints) -> list[str]:
    """Ids by position in the whole story, so that they do not depend on what is known."""
    return [f"{prefix}{number:09d}" for number in kept.tolist()]


def ids(numbers: Ints) -> list[str | None]:
    """Ids as text; None for -1."""
    return [str(number) if number >= 0 else None for number in numbers.tolist()]


def either(chosen: Bools, yes: str, no: str) -> list[str]:
    """One of two words for each row."""
    return np.where(chosen, yes, no).tolist()
