"""Loops compiled to machine code, kept on disk for the next process where that is possible."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def compiled(loop: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """`loop`, compiled at its first call; without a folder that may be written, in each process."""
    try:
        return numba.njit(nogil=True, cache=True)(loop)
    except RuntimeError:
        return numba.njit(nogil=True)(loop)
