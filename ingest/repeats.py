"""Rows of spend about the same object and day as another row of their file, counted."""

from __future__ import annotations

from collections import Counter

import duckdb
import pyarrow as pa

from ingest.contracts import AD_SPEND
from ingest.mapping import FILE_NO
from ingest.tally import Partition

_PARTITION = (FILE_NO, "account_id", "level", "stat_date")
_OBJECT = tuple(name for name in AD_SPEND.key if name not in ("source", *_PARTITION))


class Repeats:
    """Sixteen bytes of hashes a row, in a table that DuckDB spills when it grows too large.

    Two objects of one day share a hash of 64 bits once in a million files of five million rows.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._cursor = connection.cursor()
        self._cursor.execute("create or replace table spend_keys (day ubigint, object ubigint)")

    def add(self, passed: pa.RecordBatch) -> None:
        """Note rows that will be loaded."""
        self._cursor.register("passed", passed)
        self._cursor.execute(
            f"insert into spend_keys select hash({', '.join(_PARTITION)}), "
            f"hash({', '.join(_OBJECT)}) from passed"
        )
        self._cursor.unregister("passed")

    def count(self, partitions: dict[int, Counter[Partition]]) -> dict[int, Counter[Partition]]:
        """By file and partition, how many rows repeat another; forgets all rows."""
        known = [(file_no, *key) for file_no, keys in partitions.items() for key in keys]
        days = pa.Table.from_pylist([dict(zip(_PARTITION, key, strict=True)) for key in known])
        found: dict[int, Counter[Partition]] = {}
        if known:
            self._cursor.register("days", days)
            for file_no, account, level, day, count in self._cursor.execute(
                f"select {', '.join(_PARTITION)}, cast(sum(occurrences - 1) as bigint) from ("
                "select day, object, count(*) as occurrences from spend_keys "
                "group by day, object having count(*) > 1) as repeated "
                f"inner join days on repeated.day = hash({', '.join(_PARTITION)}) "
                f"group by {', '.join(_PARTITION)}"
            ).fetchall():
                found.setdefault(file_no, Counter())[account, level, day] = count
        self._cursor.execute("drop table spend_keys")
        self._cursor.close()
        return found
