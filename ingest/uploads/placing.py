"""A checked file goes into the inbox whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from ingest.config import Paths

LONGEST_NAME = 180
"""Bytes; file systems take 255, of which a hidden draft needs some."""
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


def clean_name(name: str) -> str:
    """A file name without folders and without what a file system or a shell might mistake.

    A name may say the day of its rows, so all else of it is kept.
    """
    plain = _UNFIT.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" ._~$-") or "upload"
    stem, dot, ending = plain.rpartition(".")
    return (
        f"{_cut(stem, LONGEST_NAME)}{dot}{_cut(ending, 20)}" if dot else _cut(ending, LONGEST_NAME)
    )


def _cut(text: str, most: int) -> str:
    """As many letters as fit into so many bytes."""
    return text.encode()[:most].decode(errors="ignore")


def place(path: Path, name: str, source: str, paths: Paths) -> str:
    """Move `path` to `inbox/<source>/`, under `name` or, if that is taken, a numbered one.

    It is hidden while it is copied, so that no run reads half of it; gives the name it has now.
    """
    folder = paths.inbox / source
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{path.parent.name}_{name}"
    shutil.copyfile(path, draft)
    number = 1
    while not _show(draft, target := folder / _numbered(name, number)):
        number += 1
    draft.unlink(missing_ok=True)
    path.unlink()
    return target.name


def _show(draft: Path, target: Path) -> bool:
    """Give the file its name in one step; false when another has it."""
    try:
        os.link(draft, target)
    except FileExistsError:
        return False
    except OSError:  # The file system knows no links.
        if target.exists():
            return False
        draft.replace(target)
    return True


def _numbered(name: str, number: int) -> str:
    stem, dot, ending = name.partition(".")
    return name if number == 1 else f"{stem} ({number}){dot}{ending}"
