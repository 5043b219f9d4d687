"""The attempts that answer a definition's questions, from the tables of a connection."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import duckdb
import numpy as np

from measurement.funnels.definition import Funnel
from measurement.funnels.kernel import Rules
from measurement.funnels.parts import SharedKeyError, attempts, attempts_in_slabs, rules_of
from measurement.funnels.periods import microseconds
from measurement.funnels.rows import ROWS_PER_PASS, Keys, Rows, choose_keys, fetch, stream
from measurement.funnels.selection import Selection
from measurement.funnels.walk import Found
from measurement.tables import Resources

READ_AHEAD = "128MB"
"""What DuckDB may read before it is asked for: it goes on while compiled code is loaded."""
SALTS = ("", "1", "2", "3")
"""Tried in turn while two persons share a key, which happens once in millions of questions."""


def threads(resources: Resources | None) -> int:
    """As many threads as allowed, else as there are processors."""
    return (resources.threads if resources else None) or os.cpu_count() or 1


class Search:
    """A funnel's selection on a connection; after `run` also values and persons by name."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        funnel: Funnel,
        selection: Selection,
        threads: int,
        numbered: bool,
    ) -> None:
        self.connection = connection
        self.funnel = funnel
        self.selection = selection
        self.values: list[str] = [""]
        self._threads = threads
        self._numbered = numbered and funnel.aggregate_by == "person"
        self._keys = Keys(selection.actor, None, True)
        self._names: list[object] | None = None

    def run(self, questions: Mapping[str, tuple[np.ndarray, bool]]) -> dict[str, Found]:
        """The best attempts for each question: boundaries of periods, and whether by value."""
        told = self.connection.execute("select count(*) from events").fetchone()
        rows = int(told[0]) if told else 0
        # Values come as text, which takes about as much again.
        at_once = ROWS_PER_PASS // 2 if self.selection.value else ROWS_PER_PASS
        for salt in SALTS:
            self._keys = choose_keys(self.selection, rows, self._numbered, salt)
            try:
                return self._attempts(questions, -(-rows // at_once) or 1)
            except SharedKeyError:
                continue
        raise SharedKeyError

    def _attempts(
        self, questions: Mapping[str, tuple[np.ndarray, bool]], passes: int
    ) -> dict[str, Found]:
        rules = [rules_of(self.funnel, *question) for question in questions.values()]
        in_order = self._numbered and self.selection.source == "events e"
        found: list[list[Found]] = []
        values: list[str] = [""]
        self.connection.execute(f"set preserve_insertion_order = {str(in_order).lower()}")
        if in_order:
            self.connection.execute(f"set streaming_buffer_size = '{READ_AHEAD}'")
        for rows, told in self._told(rules, passes, in_order):
            values, renumbered = _merged(values, rows.values)
            found.append([own._replace(value=renumbered[own.value]) for own in told])
            self._names = rows.names
        self.values = values
        return {
            name: Found(*(np.concatenate(column) for column in zip(*own, strict=True)))
            for name, own in zip(questions, zip(*found, strict=True), strict=True)
        }

    def _told(
        self, rules: list[Rules], passes: int, in_order: bool
    ) -> Iterator[tuple[Rows, list[Found]]]:
        if in_order and not self._keys.named:
            slabs = stream(self.connection, self.selection, self._keys)
            yield from attempts_in_slabs(slabs, rules, self._threads)
            return
        for rows in fetch(self.connection, self.selection, self._keys, passes):
            yield rows, attempts(rows, rules, self._threads)

    def names(self, keys: np.ndarray) -> list[object]:
        """The persons of `keys`."""
        if self._names is not None:
            known = self._names
            return [known[key] for key in keys.tolist()]
        parameters = dict(self.selection.parameters.values)
        parameters["keys"] = keys.tolist()
        sql = (
            f"select {self._keys.sql} as key, any_value({self.selection.actor}) "
            f"from {self.selection.source} where {self._keys.sql} in (select unnest($keys)) "
            "group by key"
        )
        used = {name: value for name, value in parameters.items() if f"${name}" in sql}
        names = dict(self.connection.execute(sql, used).fetchall())
        return [names[key] for key in keys.tolist()]

    def ends(self) -> tuple[int | None, int | None]:
        """The first and the last instant of all events, in microseconds since 1970."""
        at = self.selection.instant
        told = self.connection.execute(f"select min({at}), max({at}) from events e").fetchone()
        return _microseconds(told[0] if told else None), _microseconds(told[1] if told else None)


def _microseconds(instant: datetime | None) -> int | None:
    return None if instant is None else microseconds(instant.replace(tzinfo=UTC))


def _merged(known: list[str], more: list[str]) -> tuple[list[str], np.ndarray]:
    """Values of all passes so far, and the numbers that those of one pass get there."""
    place = {value: number for number, value in enumerate(known)}
    for value in more:
        place.setdefault(value, len(place))
    return list(place), np.array([place[value] for value in more], np.int32)
