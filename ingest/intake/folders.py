"""The inbox: which files wait for which source, and where each goes when it was read."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from ingest.config import Paths
from ingest.descriptions import SourceDescription
from ingest.intake.deliveries import Delivery
from ingest.words import Words

UNKNOWN = "unknown"
UNFINISHED = (".part", ".tmp", ".crdownload", ".partial")
UNKNOWN_FILE = Words(
    "No source is known for this file. Put it into inbox/<source>/, or name it as its source does.",
    "无法识别该文件属于哪个数据源。请放入 inbox/<数据源>/，或按该数据源的规则命名。",
)


@dataclass
class Waiting:
    """Files to read with their sources, files that lookups read, unknown ones, known ones."""

    files: list[tuple[Path, SourceDescription]] = field(default_factory=list)
    companions: list[tuple[Path, str]] = field(default_factory=list)
    unknown: list[Path] = field(default_factory=list)
    again: list[Path] = field(default_factory=list)


def waiting(paths: Paths, sources: dict[str, SourceDescription]) -> Waiting:
    """All files in the inbox, oldest first; hidden and unfinished ones are left alone."""
    paths.inbox.mkdir(parents=True, exist_ok=True)
    found = Waiting()
    files = [path for path in paths.inbox.rglob("*") if path.is_file() and _is_whole(path)]
    for path in sorted(files, key=lambda path: (path.stat().st_mtime, path.name)):
        folder = path.relative_to(paths.inbox).parts[0] if path.parent != paths.inbox else ""
        _sort_in(found, path, folder, sources)
    return found


def _sort_in(
    found: Waiting, path: Path, folder: str, sources: dict[str, SourceDescription]
) -> None:
    candidates = [sources[folder]] if folder in sources else list(sources.values())
    for source in candidates:
        patterns = [*source.files, *(source.folder_files if folder == source.name else [])]
        if any(fnmatch(path.name, lookup) for lookup in _lookup_files(source)):
            found.companions.append((path, source.name))
            return
        if any(fnmatch(path.name, pattern) for pattern in patterns):
            found.files.append((path, source))
            return
    found.unknown.append(path)


def _lookup_files(source: SourceDescription) -> set[str]:
    return {lookup.file for table in source.tables for lookup in table.lookups.values()}


def _is_whole(path: Path) -> bool:
    return not path.name.startswith((".", "~$")) and not path.name.endswith(UNFINISHED)


def put_away(paths: Paths, deliveries: list[Delivery], found: Waiting) -> None:
    """Move what was read to `done/`, what was not to `refused/` with the reason beside it."""
    for delivery in deliveries:
        if not delivery.path.is_absolute():
            continue
        if delivery.status == "refused" and delivery.words:
            _refuse(paths.refused / delivery.source.name, delivery.path, delivery.words)
        else:
            _move(delivery.path, paths.done / delivery.source.name)
    for path, name in found.companions:
        _move(path, paths.done / name)
    for path in found.again:
        _move(path, paths.done / path.parent.name)
    for path in found.unknown:
        _refuse(paths.refused / UNKNOWN, path, UNKNOWN_FILE)


def _refuse(folder: Path, path: Path, words: Words) -> None:
    moved = _move(path, folder)
    reason = f"{words.en}\n{words.zh}\n"
    moved.with_name(f"{moved.name}.reason.txt").write_text(reason, encoding="utf-8")


def _move(path: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / path.name
    shutil.move(path, target)
    return target
