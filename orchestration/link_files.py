"""Sheets of links to issue, and what comes of them: a CSV, a QR code per link, a ledger."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import segno
from python_calamine import CalamineError, load_workbook

from orchestration import builds
from orchestration.links import Book, LinkError, LinkRequest, build_link, read_book
from orchestration.workspace import UserError, Workspace

LEDGER = "issued.csv"
COLUMNS = ("channel", "campaign", "code", "team", "venue", "label", "landing_url", "link", "png")
_HEADERS = {
    "渠道": "channel",
    "计划": "campaign",
    "活动": "campaign",
    "渠道码": "code",
    "落地页": "landing_url",
    "标签": "label",
    "团队": "team",
    "场地": "venue",
}
_CODES_OF_SHEETS = """
    select codes.code, min(activities.channel)
    from {schema}.stg_sheets__activity_codes as codes
    inner join {schema}.stg_sheets__activities as activities using (activity_id)
    group by codes.code
"""


def issue(workspace: Workspace, requests: Sequence[LinkRequest], folder: Path | None) -> Path:
    """Write `links.csv` and a QR code per link into `folder`, and remember the codes.

    All are issued or none. Gives the folder, `links/<time>` of the company when none is named.

    Raises:
        UserError: what is wrong, row by row.
    """
    ledger = workspace.paths.home / "links" / LEDGER
    rows = _rows(requests, read_book(workspace.settings, _issued(workspace, ledger)))
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target = folder or workspace.paths.home / "links" / stamp
    target.mkdir(parents=True, exist_ok=True)
    for row in rows:
        segno.make(row["link"], error="m", micro=False).save(
            str(target / row["png"]), scale=8, border=4
        )
    _write(target / "links.csv", rows)
    _remember(ledger, rows)
    return target


def read_requests(path: Path) -> list[LinkRequest]:
    """The rows of a CSV or XLSX sheet with the columns channel, campaign, code, landing url, label.

    Raises:
        UserError: the sheet cannot be read or lacks a column.
    """
    grid = _grid(path)
    headers = [_header(cell) for cell in grid[0]] if grid else []
    if missing := {"channel", "landing_url"} - set(headers):
        raise UserError(
            f"{path.name} has no column {', '.join(sorted(missing))}. "
            "缺少列：channel 或 landing url。"
        )
    known = set(LinkRequest.__dataclass_fields__)
    filled = (dict(zip(headers, map(str.strip, row), strict=False)) for row in grid[1:])
    rows = [row for row in filled if any(row.values())]
    return [
        LinkRequest(**{"channel": "", "landing_url": ""} | {k: row[k] for k in row if k in known})
        for row in rows
    ]


def _rows(requests: Sequence[LinkRequest], book: Book) -> list[dict[str, str]]:
    if not requests:
        raise UserError("There is no link to issue. 没有要生成的链接。")
    rows: list[dict[str, str]] = []
    wrong: list[str] = []
    for number, request in enumerate(requests, start=1):
        try:
            link = build_link(request, book)
        except LinkError as error:
            wrong.append(f"row {number}: {error}" if len(requests) > 1 else str(error))
            continue
        if request.code:
            book = replace(book, issued={**book.issued, request.code: request.channel})
        rows.append({**asdict(request), "link": link, "png": _png_name(request, number)})
    if wrong:
        raise UserError("Nothing was issued. 未生成任何链接。\n" + "\n".join(wrong))
    return rows


def _png_name(request: LinkRequest, number: int) -> str:
    parts = (f"{number:03d}", request.channel, request.code or request.campaign)
    return re.sub(r"[^\w.-]+", "-", "_".join(filter(None, parts)))[:80] + ".png"


def _issued(workspace: Workspace, ledger: Path) -> dict[str, str]:
    issued = _codes_of_sheets(workspace.paths.warehouse)
    if ledger.exists():
        with ledger.open(encoding="utf-8-sig", newline="") as file:
            issued |= {row["code"]: row["channel"] for row in csv.DictReader(file) if row["code"]}
    return issued


def _codes_of_sheets(warehouse: Path) -> dict[str, str]:
    """Codes that the activity sheets gave out by other means; none before a first build."""
    if not warehouse.exists():
        return {}
    with builds.open_warehouse(warehouse) as connection:
        found = connection.execute(
            "select table_schema from information_schema.tables "
            "where table_name = 'stg_sheets__activity_codes'"
        ).fetchall()
        if not found:
            return {}
        query = _CODES_OF_SHEETS.format(schema=f'"{found[0][0]}"')
        return dict(connection.execute(query).fetchall())


def _remember(ledger: Path, rows: Sequence[dict[str, str]]) -> None:
    ledger.parent.mkdir(parents=True, exist_ok=True)
    before: list[dict[str, str]] = []
    if ledger.exists():
        with ledger.open(encoding="utf-8-sig", newline="") as file:
            before = list(csv.DictReader(file))
    known = {row["link"] for row in before}
    draft = ledger.with_suffix(".draft")
    _write(draft, [*before, *(row for row in rows if row["link"] not in known)])
    draft.replace(ledger)


def _write(path: Path, rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows({name: _as_text(value) for name, value in row.items()} for row in rows)


def _as_text(value: str) -> str:
    """A spreadsheet would run a text that begins like a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@")) else value


def _grid(path: Path) -> list[list[str]]:
    if not path.is_file():
        raise UserError(f"There is no file {path}. 文件不存在。")
    if path.suffix.lower() in (".xlsx", ".xls"):
        try:
            cells = load_workbook(str(path)).get_sheet_by_index(0).to_python()
        except CalamineError as error:
            raise UserError(f"{path.name} cannot be read: {error}. 文件无法读取。") from error
        return [[_cell(cell) for cell in row] for row in cells]
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    return [row for row in csv.reader(text.splitlines()) if row]


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _header(cell: str) -> str:
    plain = re.sub(r"[\s_]+", "_", cell.strip().lower())
    return _HEADERS.get(plain, plain)
