"""What functions keep of a build, and that it is dropped with the build.

A build is published every day or more often, and nobody asks for the figures of the one before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar


class Keeping(Protocol):
    """A function that keeps what it returned."""

    def clear(self) -> None:
        """Drop all of it."""


Kept = TypeVar("Kept", bound=Keeping)
_DROP: list[Callable[[], None]] = []


def per_build(function: Kept) -> Kept:
    """Have what a function keeps dropped when the next build is handed out."""
    _DROP.append(function.clear)
    return function


def drop_older_builds() -> None:
    """Drop what is kept of the builds so far."""
    for drop in _DROP:
        drop()
