"""Deliveries that are read only when they are landed, row by row past the eye, never held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import pyarrow as pa

from ingest.delivery import FileDelivery
from ingest.descriptions import TableDescription
from ingest.gathering import Desk, Harvest
from ingest.words import RefusalError

Sink = Callable[[pa.RecordBatch], None]


class UnreadableError(Exception):
    """Some files of a stream broke off; `refusals` say which, by number of the delivery."""

    def __init__(self, refusals: dict[int, RefusalError]) -> None:
        super().__init__(", ".join(str(refusal) for refusal in refusals.values()))
        self.refusals = refusals


class Stream(Protocol):
    """Deliveries of one source and dataset."""

    @property
    def table(self) -> TableDescription:
        """What their rows fill."""

    @property
    def deliveries(self) -> Sequence[FileDelivery]:
        """The files, numbered."""

    def without(self, numbers: set[int]) -> Stream:
        """The same without some deliveries."""

    def pour(self, desk: Desk, sink: Sink) -> Harvest:
        """Send every row that passes to `sink`; gives back the books.

        Raises:
            UnreadableError: after rows were sent already, so what was written must be thrown away.
        """
