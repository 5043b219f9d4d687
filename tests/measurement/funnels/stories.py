"""People and what they did when, and the funnels over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pandas as pd

from measurement.funnels import run

DAY_ONE = datetime(2026, 5, 1)
Deed = tuple


def journeys(people: Mapping[str, Sequence[Deed]]) -> pd.DataFrame:
    """Each deed is (event, hours since 1 May) or (event, hours, properties)."""
    return pd.DataFrame(
        [
            {
                "person": person,
                "event": event,
                "ts": DAY_ONE + timedelta(hours=hours),
                "props": dict(*props),
            }
            for person, deeds in people.items()
            for event, hours, *props in deeds
        ],
        columns=["person", "event", "ts", "props"],
    )


def steps(names: str, **definition: object) -> dict[str, object]:
    """A definition with a step for each word; `?` after it makes it optional, `*` is any event."""
    told = [
        {"event": None if name == "*" else name.rstrip("?"), "optional": name.endswith("?")}
        for name in names.split()
    ]
    return {"steps": told} | definition


def counts(people: Mapping[str, Sequence[Deed]], names: str, **definition: object) -> list[int]:
    return run(journeys(people), steps(names, **definition))["counts"]


def days(number: int) -> dict[str, object]:
    return {"n": number, "unit": "day"}


def hours(number: int) -> dict[str, object]:
    return {"n": number, "unit": "hour"}
