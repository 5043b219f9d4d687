"""From a file's own headers to the columns of the contract, still as text."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import pyarrow as pa

from ingest.descriptions import Lookup
from ingest.intake.delimited import DAY_COLUMN, read_text
from ingest.intake.delivered import Part, decode, need_headers
from ingest.words import RefusalError

DELETED = "[已删除]"
"""What Baidu appends to the name of a deleted campaign, ad group or keyword."""
NAMES = ("campaign_name", "adgroup_name", "keyword_text")
DAY = "{day}"
"""In a constant: the day that the file covers."""

Columns = dict[str, list[str | None]]


def mapped(part: Part, folders: list[Path], day: str) -> pa.Table:
    """Text columns of the contract and `_row_number`; `day` is the one the file says it covers.

    Raises:
        RefusalError: when a file of the source's lookups lacks a column.
    """
    found = _from_file(part)
    if DAY_COLUMN in part.table.columns and DAY_COLUMN not in found:
        found[DAY_COLUMN] = [day or None] * len(part.rows)
    for name, value in part.table.constants.items():
        found[name] = [value.replace(DAY, day) or None] * len(part.rows)
    for name, words in part.table.values.items():
        found[name] = [words.get(value or "", value) for value in found[name]]
    for name in part.table.generated:
        found[name] = list(_row_keys(part))
    for name, lookup in part.table.lookups.items():
        known = _looked_up(lookup, folders)
        found[name] = [known.get(value or "") for value in found[lookup.on]]
    columns = {name: pa.array(values, pa.string()) for name, values in found.items()}
    numbers = pa.array([row.number for row in part.rows], pa.int64())
    return pa.table(columns | {"_row_number": numbers})


def _from_file(part: Part) -> Columns:
    found: Columns = {}
    for name, header in part.table.columns.items():
        if header in part.headers:
            found[name] = [row.fields.get(header) or None for row in part.rows]
    for name in NAMES:
        if name in found:
            found[name] = [value and value.replace(DELETED, "") for value in found[name]]
    return found


def _row_keys(part: Part) -> list[str]:
    seen: Counter[str] = Counter()
    keys = []
    for row in part.rows:
        content = json.dumps(row.fields, ensure_ascii=False, sort_keys=True)
        seen[content] += 1
        keys.append(hashlib.sha256(f"{content}#{seen[content]}".encode()).hexdigest()[:32])
    return keys


def _looked_up(lookup: Lookup, folders: list[Path]) -> dict[str, str]:
    files = sorted(path for folder in folders for path in folder.glob(lookup.file))
    if not files:
        raise RefusalError(
            "missing_lookup",
            f"No file {lookup.file} beside the delivery to look {lookup.value} up in.",
            f"交付文件旁没有可供查找 {lookup.value} 的文件 {lookup.file}。",
        )
    wanted = [header for header in (lookup.key, lookup.value, lookup.latest_by) if header]
    versions: dict[str, tuple[str, str]] = {}
    for path in files:
        grid = read_text(decode(path), set(wanted))
        need_headers(grid.headers, wanted)
        for row in grid.rows:
            key, stamp = row.fields.get(lookup.key, ""), row.fields.get(lookup.latest_by, "")
            if key not in versions or stamp >= versions[key][0]:
                versions[key] = (stamp, row.fields.get(lookup.value, ""))
    return {key: value for key, (_, value) in versions.items()}
