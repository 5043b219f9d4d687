"""The lake: append-only Parquet that dlt lands, one load per ingest, visible only when complete."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.config import Paths
from ingest.lake_files import CONTRACT_FILE, files_of, lake_files
from ingest.ledger import LEDGER, TIMESTAMP, lake_schemas

if TYPE_CHECKING:
    import dlt
    from dlt.common.schema.typing import TColumnSchema, TTableSchemaColumns

DATASET = "headwater"
LOADS = "_dlt_loads"
INIT_FILE = "init"
_KINDS: dict[pa.DataType, TColumnSchema] = {
    pa.string(): {"data_type": "text"},
    pa.int64(): {"data_type": "bigint"},
    pa.bool_(): {"data_type": "bool"},
    TIMESTAMP: {"data_type": "timestamp", "precision": 6, "timezone": False},
}


@dataclass(frozen=True)
class Load:
    """One load while it is being prepared: its id and moment (UTC, no zone)."""

    load_id: str
    loaded_at: datetime


Prepare = Callable[[Load], Mapping[str, tuple[Path, int]]]
"""Writes the Parquet files of a load: dataset, file and number of rows."""


class Lake:
    """One company's lake; everything else reads it, only this writes it."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self.path = paths.lake

    def open(self) -> None:
        """Make what is missing, and clear away what a killed load left behind."""
        self._initialise()
        for name, schema in lake_schemas().items():
            folder = self.path / name
            folder.mkdir(parents=True, exist_ok=True)
            known = folder / CONTRACT_FILE
            if not known.exists() or not pq.read_schema(known).equals(schema):
                unfinished = folder / f".{CONTRACT_FILE}"
                pq.write_table(schema.empty_table(), unfinished)
                unfinished.replace(folder / CONTRACT_FILE)
        self._recover()

    def finished_loads(self) -> list[str]:
        """Ids of complete loads, oldest first."""
        names = (path.stem for path in (self.path / LOADS).glob("*__*.jsonl"))
        return sorted(name.rsplit("__", 1)[1] for name in names)

    def files(self, dataset: str, loads: set[str] | None = None) -> list[Path]:
        """Parquet files of complete loads, contract file left out; those that hold `loads`."""
        finished = set(self.finished_loads()) if loads is None else loads
        return [file.path for file in files_of(self.path / dataset, finished)]

    @staticmethod
    def with_contract(files: Sequence[Path]) -> list[str]:
        """Names of `files` of one dataset, the contract's first: it has columns older ones lack."""
        return [str(files[0].with_name(CONTRACT_FILE)), *map(str, files)]

    def known_deliveries(self) -> set[str]:
        """Delivery ids that were loaded before."""
        files = self.files("deliveries")
        if not files:
            return set()
        sql = "select distinct delivery_id from read_parquet($1) where status = 'loaded'"
        return {row[0] for row in duckdb.execute(sql, [[str(path) for path in files]]).fetchall()}

    def is_superseded(self, delivery_id: str) -> bool:
        """Whether a later complete delivery covers a day of this one."""
        files = [str(path) for path in self.files("deliveries")]
        sql = """
            select count(*) from read_parquet($1) as old
            inner join read_parquet($1) as new
                on old.source = new.source and old.stat_date = new.stat_date
                and old.account_id is not distinct from new.account_id
                and old.level is not distinct from new.level
            where old.delivery_id = $2 and new.delivery_id != $2 and old.status = 'loaded'
                and new.status = 'loaded' and new.is_complete
                and new.delivered_at >= old.delivered_at
        """
        return bool(files) and duckdb.execute(sql, [files, delivery_id]).fetchall()[0][0] > 0

    def accounts(self, source: str) -> set[str]:
        """Accounts whose spend `source` has delivered."""
        files = self.files("deliveries")
        if not files:
            return set()
        sql = (
            "select distinct account_id from read_parquet($1) "
            "where source = $2 and status = 'loaded' and row_count > 0 and account_id is not null"
        )
        names = [str(path) for path in files]
        return {row[0] for row in duckdb.execute(sql, [names, source]).fetchall()}

    def load(self, datasets: Iterable[str], prepare: Prepare) -> str:
        """Land what `prepare` writes as one load, and give its id once it is complete.

        `datasets` are those that it may write besides the ledger: each takes dlt 3 ms.

        Raises:
            dlt.pipeline.exceptions.PipelineStepFailed: when it wrote another, which would be
                lost, or could not write; nothing has landed.
        """
        import dlt  # noqa: PLC0415  (two seconds that `headwater paths` need not wait)

        schemas, named = lake_schemas(), {*datasets, *LEDGER}
        prepared: dict[str, tuple[Path, int]] = {}
        done: list[Load] = []

        def files() -> Mapping[str, tuple[Path, int]]:
            if not done:
                load_id = str(dlt.current.load_package_state()["load_id"])
                load = Load(load_id, datetime.now(UTC).replace(tzinfo=None))
                prepared.update(prepare(load))
                if others := prepared.keys() - named:
                    raise ValueError(f"written but not named: {', '.join(sorted(others))}")
                done.append(load)
            return prepared

        def resource(name: str, schema: pa.Schema) -> dlt.sources.DltResource:
            def rows() -> Iterator[object]:
                if name in files():
                    path, count = files()[name]
                    yield dlt.mark.with_file_import(str(path), "parquet", count)

            return dlt.resource(
                rows, name=name, write_disposition="append", columns=_columns(schema)
            )

        self._pipeline.run([resource(name, schemas[name]) for name in schemas if name in named])
        return done[0].load_id

    @cached_property
    def _pipeline(self) -> dlt.Pipeline:
        os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
        # The lake holds the rows; dlt would keep a second copy of every load.
        os.environ["LOAD__DELETE_COMPLETED_JOBS"] = "true"
        self._settle_dlt()
        import dlt  # noqa: PLC0415

        layout = "{table_name}/{load_id}.{file_id}.{ext}"
        return dlt.pipeline(
            "headwater",
            destination=dlt.destinations.filesystem(str(self._paths.lake_root), layout=layout),
            dataset_name=DATASET,
            pipelines_dir=str(self._paths.state / "dlt"),
        )

    def _settle_dlt(self) -> None:
        """Give dlt settings of its own: without any it asks Streamlit, a third of a second."""
        settings = self._paths.state / "settings" / ".dlt"
        settings.mkdir(parents=True, exist_ok=True)
        (settings / "secrets.toml").touch()
        os.environ["DLT_PROJECT_DIR"] = str(settings.parent)

    def _initialise(self) -> None:
        """Let dlt make its folder; it insists that nobody else did, so an empty one goes first."""
        if (self.path / INIT_FILE).exists():
            return
        if self.path.is_dir() and not any(self.path.iterdir()):
            self.path.rmdir()
        self._pipeline.destination_client().initialize_storage()

    def _recover(self) -> None:
        """Forget packages that were not finished, and remove files that no finished load owns.

        A package whose load is complete has nothing left to do; any other one starts anew.
        """
        if (self._paths.state / "dlt").exists() and self._pipeline.has_pending_data:
            self._pipeline.abort_packages()
        finished = set(self.finished_loads())
        for name in lake_schemas():
            for file in lake_files(self.path / name):
                if not file.holds(finished):
                    file.path.unlink()


def _columns(schema: pa.Schema) -> TTableSchemaColumns:
    """The Parquet schema in dlt's words; equal to the file's own, so dlt imports it as it is."""
    return {
        field.name: {**_KINDS[field.type], "name": field.name, "nullable": True} for field in schema
    }
