"""What is seen of people on web and app: their visits, and the steps they take."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ingest.simulator.world.story import Columns, Ints, stack

NAMES = ("page_view", "register", "login", "verify", "bind_card", "recharge", "invest")
REGISTER, LOGIN, VERIFY, BIND, RECHARGE, INVEST = range(1, 7)
UNTRACKED = -1
"""The device of those who use the app without web tracking."""


@dataclass
class Diary:
    """Visits and steps, in parts; `person` is the position in the chunk, `device` 0 or 1."""

    _visits: list[Columns] = field(default_factory=list)
    _steps: list[Columns] = field(default_factory=list)

    def visit(self, visits: Columns, is_login: bool) -> None:
        """Note visits: person, at, placement, device, pages (views, the landing included)."""
        self._visits.append(visits | {"is_login": np.full(len(visits["at"]), is_login)})

    def step(self, name: int, steps: Columns, yuan: Ints | None = None) -> None:
        """Note steps such as a registration: person, at, device; money steps have an amount."""
        count = len(steps["at"])
        amount = np.zeros(count, dtype=np.int64) if yuan is None else yuan
        names = np.full(count, name, dtype=np.int8)
        self._steps.append(steps | {"name": names, "amount": amount})

    def visits(self) -> Columns:
        """Every visit noted."""
        return stack(self._visits)

    def steps(self) -> Columns:
        """Every step noted."""
        return stack(self._steps)
