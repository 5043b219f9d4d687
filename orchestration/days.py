"""A range of company days, as written on the command line and in run tags."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Days:
    """An inclusive range of company days."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Days | None:
        """Read `2026-06-01` or `2026-06-01..2026-06-30`; an empty text is None."""
        if not text:
            return None
        first, _, last = text.partition("..")
        return cls(date.fromisoformat(first), date.fromisoformat(last or first))

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"
