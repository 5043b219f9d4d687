"""A lake written by hand: the Parquet files that ingest would land, one load at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.contracts import DATASETS
from ingest.ledger import lake_schemas

Value = str | int | bool | datetime | None
Row = Mapping[str, Value]
Rows = dict[str, list[Row]]

_OWN_SOURCE = ("events", "spend_contracts", "targets", "annotations", "promotion_plans")


def merged(*parts: Mapping[str, Sequence[Row]]) -> Rows:
    """The rows of several stories, dataset by dataset."""
    rows: Rows = {}
    for part in parts:
        for dataset, items in part.items():
            rows.setdefault(dataset, []).extend(items)
    return rows


class Lake:
    """Folders of Parquet below `root`, with a contract file in each and a ledger of loads."""

    def __init__(self, root: Path) -> None:
        self.path = root / "headwater"
        (self.path / "_dlt_loads").mkdir(parents=True)
        for name, schema in lake_schemas().items():
            (self.path / name).mkdir()
            pq.write_table(schema.empty_table(), self.path / name / "0000_contract.parquet")

    def load(self, rows: Mapping[str, Sequence[Row]], at: str, is_finished: bool = True) -> str:
        """Land `rows` as one load at the UTC instant `at`, and give its load id.

        A load that is not finished leaves its files but no line in the ledger of loads.
        """
        loaded_at = datetime.fromisoformat(at)
        load_id = f"{loaded_at.replace(tzinfo=UTC).timestamp():.7f}"
        meta: dict[str, Value] = {"_load_id": load_id, "_loaded_at": loaded_at}
        filled = {name: _filled(name, items, meta) for name, items in rows.items()}
        filled["deliveries"] = [*filled.get("deliveries", []), *_coverage(filled, loaded_at)]
        for name, items in filled.items():
            if not items:
                continue
            table = pa.Table.from_pylist(
                [dict(item) for item in items], schema=lake_schemas()[name]
            )
            pq.write_table(table, self.path / name / f"{load_id}.0.parquet")
        if is_finished:
            self._finish(load_id, loaded_at)
        return load_id

    def _finish(self, load_id: str, loaded_at: datetime) -> None:
        line = {
            "load_id": load_id,
            "schema_name": "headwater",
            "status": 0,
            "inserted_at": loaded_at.replace(tzinfo=UTC).isoformat(),
            "schema_version_hash": "",
        }
        ledger = self.path / "_dlt_loads" / f"headwater__{load_id}.jsonl"
        ledger.write_text(json.dumps(line) + "\n", encoding="utf-8")


def _filled(dataset: str, items: Sequence[Row], meta: Row) -> list[Row]:
    """Rows with meta columns and contract defaults where the story gives none."""
    if dataset not in DATASETS:
        return [{**meta, **item} for item in items]
    source = dataset if dataset in _OWN_SOURCE else "platform"
    defaults = {column.name: column.default for column in DATASETS[dataset].columns}
    known = lake_schemas()[dataset].names
    for item in items:
        if unknown := set(item) - set(known):
            raise KeyError(f"{dataset} has no column {sorted(unknown)}")
    return [
        {
            **{name: value for name, value in defaults.items() if name in known},
            "source": source,
            "_delivery_id": f"{item.get('source', source)}-{dataset}-{meta['_load_id']}",
            "_source_file": f"{item.get('source', source)}.csv",
            "_row_number": number,
            **meta,
            **item,
        }
        for number, item in enumerate(items, start=1)
    ]


def _coverage(filled: Mapping[str, Sequence[Row]], loaded_at: datetime) -> list[Row]:
    """One delivery per source, dataset and day of events delivered whole.

    Spend is left out, and what a story says itself, as of partial answers and days without events.
    """
    counts: dict[tuple[Value, str, Value, str], int] = {}
    told = {row["delivery_id"] for row in filled.get("deliveries", [])}
    for dataset, items in filled.items():
        if dataset in DATASETS and dataset != "ad_spend":
            for item in items:
                if item["_delivery_id"] in told:
                    continue
                partition = str(item.get("partition_id") or "")
                covered = f"{partition[:10]}{partition[10:] and ' visit'}"
                key = (item["source"], dataset, item["_delivery_id"], covered)
                counts[key] = counts.get(key, 0) + 1
    return [
        {
            "source": source,
            "dataset": dataset,
            "delivery_id": delivery_id,
            "level": covered and ("visit" if covered.endswith("visit") else "day"),
            "stat_date": covered[:10] or None,
            "file_name": f"{source}.csv",
            "row_count": count,
            "rejected_count": 0,
            "is_complete": True,
            "status": "loaded",
            "delivered_at": loaded_at,
            "_load_id": filled[dataset][0]["_load_id"],
            "_loaded_at": loaded_at,
        }
        for (source, dataset, delivery_id, covered), count in counts.items()
    ]
