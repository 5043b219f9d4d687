"""Which files of a lake folder count: one per finished load, or one that many loads were packed in.

A pack is named after its last load and tells its first: `LAST.since_FIRST.parquet`. From the moment
it is there, the files of the loads between the two are superseded, whether they are gone or not, so
that packing can be stopped anywhere. dbt reads by the same rule (`stg_lake__files`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

CONTRACT_FILE = "0000_contract.parquet"
_PACK = re.compile(r"since_(\d+)_(\d+)$")


@dataclass(frozen=True)
class LakeFile:
    """One Parquet file and the loads whose rows it holds, both ends included."""

    path: Path
    first_load: str
    last_load: str
    is_pack: bool

    @classmethod
    def at(cls, path: Path) -> LakeFile:
        """What the name of `path` says."""
        load_id, named, _ = path.name.rsplit(".", 2)
        pack = _PACK.match(named)
        first_load = ".".join(pack.groups()) if pack else load_id
        return cls(path, first_load, load_id, pack is not None)

    def holds(self, loads: Collection[str]) -> bool:
        """Whether rows of one of `loads` can be in it."""
        if not self.is_pack:
            return self.last_load in loads
        return any(self.first_load <= load <= self.last_load for load in loads)

    def covers(self, other: LakeFile) -> bool:
        """Whether it is a pack with all loads of another file."""
        reaches = self.first_load <= other.first_load and other.last_load <= self.last_load
        return self.is_pack and self.path != other.path and reaches


def pack_name(first_load: str, last_load: str) -> str:
    """Name of the file that holds all loads from the first to the last."""
    return f"{last_load}.since_{first_load.replace('.', '_')}.parquet"


def lake_files(folder: Path) -> list[LakeFile]:
    """All files of a dataset's `folder` but the contract's, oldest first."""
    found = (path for path in folder.glob("[0-9]*.parquet") if path.name != CONTRACT_FILE)
    return sorted(map(LakeFile.at, found), key=lambda file: (file.last_load, file.path.name))


def superseded(files: Sequence[LakeFile]) -> list[LakeFile]:
    """Those of `files` whose rows a pack among them holds too."""
    packs = [file for file in files if file.is_pack]
    return [file for file in files if any(pack.covers(file) for pack in packs)]


def files_of(folder: Path, loads: Collection[str]) -> list[LakeFile]:
    """Files of a dataset's `folder` that hold `loads`, oldest first, superseded ones left out."""
    files = lake_files(folder)
    gone = {file.path for file in superseded(files)}
    return [file for file in files if file.path not in gone and file.holds(loads)]
