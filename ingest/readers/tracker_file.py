"""Event exports of any size, read some lines at a time; what a line says is for `trackers`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.descriptions import SourceDescription
from ingest.readers.blocks import blocks, codec_of, transcoded
from ingest.readers.json_list import NotAListError, elements
from ingest.readers.reading import BrokenRow, Cell, Reading, Sheet, cell
from ingest.readers.records import as_json
from ingest.readers.trackers import EVENT, LINK, LINKS, SIGNUP, TAKERS
from ingest.words import RefusalError

_BLOCK = 1 << 22
_SHOWN = 1000
"""Characters kept of a line that is no event."""
_HEADERS = {"": list(EVENT), LINKS: list(LINK)}
Lines = Iterator[tuple[int, str]]


@dataclass(frozen=True)
class TrackerFile:
    """A file that is text and may be what its source delivers."""

    path: Path
    source: SourceDescription
    codec: str

    @property
    def reading(self) -> Reading:
        """What it holds, before any row is read."""
        return Reading({name: Sheet(headers, [], []) for name, headers in _HEADERS.items()})


def open_tracker(path: Path, source: SourceDescription) -> TrackerFile:
    """A first look at `path`.

    Raises:
        RefusalError: when it is empty, half-written, no text, or a table that will be replaced.
    """
    if path.stat().st_size == 0:
        raise RefusalError(
            "empty_file",
            "The file is empty. Export it again and drop it in the inbox.",
            "文件为空。请重新导出后放入 inbox。",
        )
    if source.format == "ga4" and "intraday" in path.name:
        raise RefusalError(
            "not_the_stated_format",
            "Intraday tables are replaced by the daily ones and lack attribution. Deliver "
            "events_YYYYMMDD once it is there.",
            "intraday 表会被日表取代且缺少归因信息，请投递 events_YYYYMMDD 日表。",
        )
    return TrackerFile(path, source, codec_of(path, source.encoding))


def sheets(file: TrackerFile, name: str) -> Iterator[Sheet]:
    """The rows of the events (''), or of the ids tied (`links`), in order and part by part.

    Lines that are no events are told with the events.

    Raises:
        RefusalError: when the file turns out to be something else on the way.
    """
    parts = _visits(file) if file.source.format == "matomo" else _parts(file)
    for lines in parts:
        sheet = Sheet(_HEADERS[name], [], [])
        for number, line in lines:
            if line and not line.isspace() and (name != LINKS or SIGNUP in line):
                _take(file, name, sheet, (number, line))
        yield sheet


def _take(file: TrackerFile, name: str, sheet: Sheet, numbered: tuple[int, str]) -> None:
    number, line = numbered
    try:
        found = TAKERS[file.source.format](line)
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
        if name != LINKS:
            sheet.broken.append(BrokenRow(number, "malformed_line", line[:_SHOWN]))
        return
    for row in found.links if name == LINKS else found.events:
        sheet.rows.append([_text(row.get(header)) for header in sheet.headers])
        sheet.numbers.append(number)


def _parts(file: TrackerFile) -> Iterator[Lines]:
    number = 1
    for block in blocks(file.path, file.codec, _BLOCK):
        lines = block.decode().removeprefix("\ufeff").removesuffix("\n").split("\n")
        yield enumerate((line.removesuffix("\r") for line in lines), start=number)
        number += len(lines)


def _visits(file: TrackerFile) -> Iterator[Lines]:
    """The visits of one answer, which is one JSON text and as long as its page."""
    texts = (part.decode() for part in transcoded(file.path, file.codec, _BLOCK))
    number = 1
    try:
        for visits in elements(texts):
            yield enumerate(map(as_json, visits), start=number)
            number += len(visits)
    except NotAListError as error:
        raise _no_visits(error.value) from error
    except ValueError as error:
        raise RefusalError(
            "not_the_stated_format",
            f"The file is not the JSON of Live.getLastVisitsDetails: {error}.",
            f"文件不是 Live.getLastVisitsDetails 返回的 JSON：{error}。",
        ) from error


def _no_visits(answer: object) -> RefusalError:
    said = answer.get("message", "no list of visits") if isinstance(answer, dict) else answer
    return RefusalError(
        "not_the_stated_format",
        f"Matomo answered with no visits but: {said}. Ask again.",
        f"Matomo 返回的不是访问列表，而是：{said}。请重新获取。",
    )


def _text(value: object) -> Cell:
    if value is None or isinstance(value, str):
        return cell(value)
    if isinstance(value, dict | list):
        return as_json(value) if value != {} else None
    return cell(str(value))
