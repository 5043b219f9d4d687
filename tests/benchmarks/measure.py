"""Wall time and peak memory of whole processes, so that two of them can be compared."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """What one process took; processor time tells more than wall time on a busy machine."""

    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    output: str


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Cost:
    """Run `command` to its end; peak memory is that of its largest single process.

    Raises:
        RuntimeError: with the output, when it fails.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=os.environ | dict(env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{output[-4000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(seconds, cpu, usage.ru_maxrss / 1024, output)


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
