"""Which files wait in the inbox, and which source each belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from ingest.descriptions import SourceDescription
from ingest.words import Words

UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", ".download")
"""Endings that programs give a file while they still write it."""


@dataclass(frozen=True)
class Found:
    """A file of the inbox: its source, or the words why it has none."""

    path: Path
    folder: str
    """Name of the folder below done/ and refused/ that it will move to."""
    source: SourceDescription | None = None
    is_lookup: bool = False
    refusal: Words | None = None


def find(
    inbox: Path, sources: Mapping[str, SourceDescription], only: Sequence[str] | None = None
) -> list[Found]:
    """Every finished file below `inbox`, oldest first; `only` limits to these sources."""
    files = [path for path in inbox.rglob("*") if path.is_file() and not is_unfinished(path)]
    found = []
    for path in sorted(files, key=lambda path: (path.stat().st_mtime, str(path))):
        item = _assign(path, inbox, sources)
        if only is None or (item.source is not None and item.source.name in only):
            found.append(item)
    return found


def is_unfinished(path: Path) -> bool:
    """Whether the name says that this is hidden, temporary or still being written."""
    return path.name.startswith((".", "~$")) or path.name.lower().endswith(UNFINISHED)


def _assign(path: Path, inbox: Path, sources: Mapping[str, SourceDescription]) -> Found:
    place = path.relative_to(inbox).parts
    if len(place) == 1:
        return _by_name(path, sources)
    folder = place[0]
    if folder not in sources:
        return Found(path, folder, refusal=_unknown_folder(folder, sources))
    source = sources[folder]
    if is_lookup(path, source):
        return Found(path, folder, source, is_lookup=True)
    if any(fnmatch(path.name, pattern) for pattern in (*source.files, *source.folder_files)):
        return Found(path, folder, source)
    return Found(path, folder, source, refusal=_wrong_name(source))


def is_lookup(path: Path, source: SourceDescription) -> bool:
    """Whether other deliveries of `source` look values up in this file."""
    lookups = (lookup for table in source.tables for lookup in table.lookups.values())
    return any(fnmatch(path.name, lookup.file) for lookup in lookups)


def _by_name(path: Path, sources: Mapping[str, SourceDescription]) -> Found:
    for source in sources.values():
        if is_lookup(path, source):
            return Found(path, source.name, source, is_lookup=True)
        if any(fnmatch(path.name, pattern) for pattern in source.files):
            return Found(path, source.name, source)
    known = ", ".join(sources)
    return Found(
        path,
        "unknown",
        refusal=Words(
            f"No source has a file name like this. Put the file into inbox/<source>/; "
            f"sources: {known}.",
            f"没有来源匹配该文件名。请放入 inbox/<来源>/ 文件夹；现有来源：{known}。",
        ),
    )


def _unknown_folder(folder: str, sources: Mapping[str, SourceDescription]) -> Words:
    known = ", ".join(sources)
    return Words(
        f"There is no source '{folder}', or it is switched off. Sources: {known}. Describe a new "
        f"one in headwater.toml under [[source]].",
        f"没有名为“{folder}”的来源，或该来源未启用。现有来源：{known}。"
        f"新来源请在 headwater.toml 的 [[source]] 中描述。",
    )


def _wrong_name(source: SourceDescription) -> Words:
    patterns = ", ".join((*source.files, *source.folder_files)) or "-"
    return Words(
        f"The file name does not fit the source {source.name}, which takes {patterns}.",
        f"文件名不符合来源 {source.name} 的要求：{patterns}。",
    )
