"""One order as JSON on standard input, its answer as JSON on standard output.

The pages know nothing of how files are read: they hand an order to a process of its own. Every
order names the company's `home` and what to do: `sources`, `check`, `correct`, `place` or
`template`. Its answer holds `error` (`en`, `zh`) where it cannot be carried out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from ingest.config import ConfigError, Paths, Settings, load_settings
from ingest.descriptions import SourceDescription, load_sources
from ingest.words import RefusalError, Words

Told = Mapping[str, object]
Answer = dict[str, object]


def answer(told: Told) -> Answer:
    """Carry out one order."""
    try:
        home = Path(str(told["home"]))
        settings = load_settings(home)
        return _ORDERS[str(told["order"])](told, settings, Paths(home))
    except RefusalError as refusal:
        return {"error": {"code": refusal.code, **asdict(refusal.words)}}
    except ConfigError as error:
        return {"error": {"code": "settings", **asdict(Words(str(error), str(error)))}}


def _sources(told: Told, settings: Settings, paths: Paths) -> Answer:
    """Sources that take files, what they are called, and which forms they have."""
    found = [
        {
            "name": source.name,
            "label": source.label or source.name,
            "label_zh": source.label_zh or source.label or source.name,
            "files": [*source.files, *source.folder_files],
            "forms": source.forms,
        }
        for source in _with_files(settings).values()
    ]
    return {"sources": found, "most_mb": settings.uploads.most_mb}


def _check(told: Told, settings: Settings, paths: Paths) -> Answer:
    from ingest.uploads.checking import check  # noqa: PLC0415  (DuckDB, pandera)
    from ingest.uploads.recognising import recognise, takes  # noqa: PLC0415
    from ingest.uploads.safety import check_safe  # noqa: PLC0415

    path, sources = _file(told, paths), _with_files(settings)
    if not any(takes(source, path.name) for source in sources.values()):
        raise _no_source_takes(path.name)
    check_safe(path, settings.uploads)
    name = str(told.get("source") or "")
    candidates = [name] if name in sources else recognise(path, path.name, sources)
    if len(candidates) != 1:
        return {"candidates": candidates}
    source = sources[candidates[0]]
    if not takes(source, path.name):
        raise _no_source_takes(path.name, source)
    return check(path, source, settings).as_json()


def _correct(told: Told, settings: Settings, paths: Paths) -> Answer:
    """Write the corrected cells into the file and check it again."""
    from ingest.uploads.grids import corrected  # noqa: PLC0415

    edits: dict[str, dict[int, list[str]]] = {}
    rows = told["rows"]
    for row in rows if isinstance(rows, list) else []:
        cells = [str(text) for text in row["cells"]]
        edits.setdefault(str(row["dataset"]), {})[int(row["row"])] = cells
    corrected(_file(told, paths), edits, _with_files(settings)[str(told["source"])])
    return _check(told, settings, paths)


def _place(told: Told, settings: Settings, paths: Paths) -> Answer:
    """Check once more and move the file into the inbox."""
    from ingest.uploads.placing import clean_name, place  # noqa: PLC0415

    found = _check(told, settings, paths)
    if not found.get("may_load"):
        raise RefusalError(
            "not_checked",
            "The file has problems that a run could not get over. Correct them first.",
            "文件存在无法导入的问题，请先修正。",
        )
    path = _file(told, paths)
    return {"file": place(path, clean_name(path.name), str(told["source"]), paths), **found}


def _template(told: Told, settings: Settings, paths: Paths) -> Answer:
    from ingest.template import write_template  # noqa: PLC0415  (openpyxl)

    source = _with_files(settings)[str(told["source"])]
    write_template(source, str(told["kind"]), _inside(told, paths))
    return {}


_ORDERS: dict[str, Callable[[Told, Settings, Paths], Answer]] = {
    "sources": _sources,
    "check": _check,
    "correct": _correct,
    "place": _place,
    "template": _template,
}


def _with_files(settings: Settings) -> dict[str, SourceDescription]:
    return {name: one for name, one in load_sources(settings).items() if one.files}


def _file(told: Told, paths: Paths) -> Path:
    path = _inside(told, paths)
    if not path.is_file():
        raise RefusalError(
            "gone",
            "The file is no longer here. Hand it in again.",
            "文件已不存在，请重新上传。",
        )
    return path


def _inside(told: Told, paths: Paths) -> Path:
    """The file of the order, which lies among the uploads of the company and nowhere else."""
    path = Path(str(told["path"])).resolve()
    if not path.is_relative_to((paths.state / "uploads").resolve()):
        raise RefusalError("elsewhere", "This file is no upload.", "该文件不属于上传文件。")
    return path


def _no_source_takes(name: str, source: SourceDescription | None = None) -> RefusalError:
    ending = Path(name).suffix or name
    if source is None:
        return RefusalError(
            "wrong_type",
            f"No source takes files of this kind ({ending}). CSV, XLSX and the formats of the "
            f"platforms are welcome.",
            f"没有来源接收此类文件（{ending}）。可上传 CSV、XLSX 及各平台的导出格式。",
        )
    patterns = ", ".join((*source.files, *source.folder_files))
    return RefusalError(
        "wrong_type",
        f"{source.label or source.name} takes files called {patterns}; this one is {name}.",
        f"{source.label_zh or source.name} 接收的文件为 {patterns}，当前文件为 {name}。",
    )


def main() -> None:
    """Answer the one order that stands on standard input."""
    json.dump(answer(json.load(sys.stdin)), sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
