"""Stages of long work: told to the terminal as they pass, and timed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

Tell = Callable[[str, float], None]
"""What is being done, and how much of the stage is done (0 to 1)."""

PLAIN_SECONDS = 10.0
LOG = logging.getLogger(__name__)


class Stages:
    """Runs stages one after another; a bar on a terminal, plain lines elsewhere, or the log."""

    def __init__(self, console: Console | None = None) -> None:
        self.timings: dict[str, float] = {}
        self.notes: list[str] = []
        self.warnings: list[str] = []
        self.unread: list[str] = []
        """Sources that could not be read this time."""
        self._console = console

    @contextmanager
    def stage(self, name: str) -> Generator[Tell]:
        """Time what happens inside; the yielded function tells how far it has come."""
        started = time.monotonic()
        with self._show(name) as tell:
            yield tell
        self.timings[name] = self.timings.get(name, 0.0) + time.monotonic() - started
        self._line(f"{name:<10} {time.monotonic() - started:7.1f} s  done")

    def add(self, name: str, seconds: float) -> None:
        """Keep a time that was measured elsewhere."""
        self.timings[name] = round(seconds, 3)

    def note(self, text: str) -> None:
        """Say something that the reader of the run should know, now and in the summary."""
        self.notes.append(text)
        self._line(text)

    def warn(self, text: str) -> None:
        """Say something that somebody has to mend."""
        self.warnings.append(text)
        self._line(f"! {text}")

    def _line(self, text: str) -> None:
        if self._console is None:
            LOG.info(text)
        else:
            self._console.print(text, highlight=False, markup=False, soft_wrap=True)

    def _show(self, name: str) -> AbstractContextManager[Tell]:
        is_terminal = self._console is not None and self._console.is_terminal
        return self._bar(name) if is_terminal else self._plain(name)

    @contextmanager
    def _bar(self, name: str) -> Generator[Tell]:
        columns = (
            SpinnerColumn(),
            TextColumn(f"{name:<10}"),
            BarColumn(bar_width=24),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}"),
        )
        with Progress(*columns, console=self._console, transient=True) as bar:
            task = bar.add_task("", total=1.0)
            yield lambda text, done: bar.update(task, description=text, completed=done)

    @contextmanager
    def _plain(self, name: str) -> Generator[Tell]:
        started = said = time.monotonic()

        def tell(text: str, done: float) -> None:
            nonlocal said
            if time.monotonic() - said >= PLAIN_SECONDS:
                said = time.monotonic()
                self._line(f"{name:<10} {said - started:7.1f} s  {done:4.0%}  {text}")

        yield tell
