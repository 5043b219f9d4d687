"""Counts kept while rows stream by: what each file brought, and what its spend adds up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from ingest.contracts.spend import AD_SPEND
from ingest.mapping import FILE_NO
from ingest.readers.pieces import changed, decoded
from ingest.rejects import Reject

Partition = tuple[str, str, str]
"""Account, level and day of ad spend."""
SUMMED = ("cost_raw", "impressions", "clicks")
DAY_LENGTH = len("2026-05-01")
_EXACT = pa.decimal128(38, 12)


@dataclass
class Tally:
    """Per file: rows passed, rows refused; for ad spend also per partition, and sums."""

    has_partitions: bool
    passed: Counter[int] = field(default_factory=Counter)
    refused: Counter[int] = field(default_factory=Counter)
    partitions: dict[int, Counter[Partition]] = field(default_factory=dict)
    refused_partitions: dict[int, Counter[Partition]] = field(default_factory=dict)
    repeated: dict[int, Counter[Partition]] = field(default_factory=dict)
    left_out: dict[int, Counter[Partition]] = field(default_factory=dict)
    sums: dict[tuple[int, str], Decimal] = field(default_factory=dict)

    def add_passed(self, batch: pa.RecordBatch) -> None:
        """Count rows that will be loaded."""
        for item in batch[FILE_NO].value_counts().to_pylist():
            self.passed[item["values"]] += item["counts"]
        if self.has_partitions and batch.num_rows:
            _count_partitions(self.partitions, batch)
            self._add_sums(batch)

    def add_refused(self, rejects: Iterable[Reject]) -> None:
        """Count rows that will not, once each however many rules they break."""
        rows = {(reject.file_no, reject.row_number) for reject in rejects}
        self.refused.update(file_no for file_no, _ in rows)

    def add_refused_partitions(self, suspects: pa.RecordBatch) -> None:
        """Note which partitions of spend the refused rows belong to."""
        if self.has_partitions and suspects.num_rows:
            _count_partitions(self.refused_partitions, suspects)

    def add_days(self, passed: pa.RecordBatch, suspects: pa.RecordBatch, level: str) -> None:
        """Note of which days rows of events are that are delivered whole; '' when none is said."""
        for counts, batch in ((self.partitions, passed), (self.refused_partitions, suspects)):
            if batch.num_rows:
                _count_partitions(counts, _by_day(batch, level))

    def add_left_out(self, rows: pa.RecordBatch) -> None:
        """Note which partitions the rows belong to that the source's filters leave out."""
        if rows.num_rows:
            _count_partitions(self.left_out, rows)

    def add_repeated(self, rows: pa.Table) -> None:
        """Note rows of spend about the same object and day as another row of their file."""
        names = [FILE_NO, *(name for name in AD_SPEND.key if name != "source")]
        counted = rows.group_by(names).aggregate([([], "count_all")])
        for row in counted.filter(pc.field("count_all") > 1).to_pylist():
            counts = self.repeated.setdefault(row[FILE_NO], Counter())
            counts[_partition(row)] += row["count_all"] - 1

    def counts_of(self, file_no: int, partition: Partition) -> tuple[int, int, int]:
        """Rows of one partition that passed, were refused, and passed but repeat another."""
        kept = (self.partitions, self.refused_partitions, self.repeated)
        passed, refused, repeated = (counts.get(file_no, Counter())[partition] for counts in kept)
        return passed, refused, repeated

    def _add_sums(self, batch: pa.RecordBatch) -> None:
        for name in SUMMED:
            values = decoded(changed(batch[name], lambda texts: texts.cast(_EXACT)))
            for file_no, total in _totals(batch[FILE_NO], values):
                key = file_no, name
                self.sums[key] = self.sums.get(key, Decimal(0)) + (total or 0)


def _totals(files: pa.Array, values: pa.Array) -> list[tuple[int, Decimal | None]]:
    """The sum of `values` by file; most often all are of one."""
    least, most = pc.call_function("min_max", [files]).as_py().values()
    if least == most:
        return [(least, pc.call_function("sum", [values]).as_py())]
    table = pa.table({"file": files, "value": values})
    totals = table.group_by("file").aggregate([("value", "sum")])
    return list(zip(*(column.to_pylist() for column in totals.columns), strict=True))


def _count_partitions(counts: dict[int, Counter[Partition]], batch: pa.RecordBatch) -> None:
    names = [FILE_NO, "account_id", "level", "stat_date"]
    rows = pa.Table.from_batches([batch.select(names)])
    for row in rows.group_by(names).aggregate([([], "count_all")]).to_pylist():
        counts.setdefault(row[FILE_NO], Counter())[_partition(row)] += row["count_all"]


def _by_day(events: pa.RecordBatch, level: str) -> pa.RecordBatch:
    """File and day of each event, in the columns of a partition of spend."""
    options = pc.SliceOptions(0, DAY_LENGTH)
    day = pc.call_function("utf8_slice_codeunits", [events["partition_id"]], options)
    none = pa.nulls(len(day), pa.string())
    names = [FILE_NO, "account_id", "level", "stat_date"]
    levels = pa.repeat(pa.scalar(level), len(day))
    return pa.RecordBatch.from_arrays([events[FILE_NO], none, levels, day], names)


def _partition(row: Mapping[str, str | None]) -> Partition:
    return row["account_id"] or "", row["level"] or "", row["stat_date"] or ""
