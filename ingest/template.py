"""Forms to fill in, written from a source's description: the headers that its files must have."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ingest.config import ConfigError
from ingest.contracts.columns import Column
from ingest.descriptions import SourceDescription, TableDescription
from ingest.readers.sheets import NOTES

ROWS = 2000
"""Rows below the header that are checked while they are typed."""
KINDS = ("csv", "xlsx", "table")
_NUMBER_FORMATS = {"day": "yyyy-mm-dd", "instant": "yyyy-mm-dd hh:mm:ss", "money": "0.00"}
_HINTS = {
    "day": ("a day: 2026-05-01", "日期，如 2026-05-01"),
    "instant": ("a day and time: 2026-05-01 10:30:00", "日期时间，如 2026-05-01 10:30:00"),
    "money": ("an amount in the header's unit, 0 or more", "金额，单位见表头，不小于 0"),
    "signed": (
        "an amount in the header's unit; below 0 for a credit",
        "金额，单位见表头；红字填负数",
    ),
    "count": ("a whole number, 0 or more", "整数，不小于 0"),
}
_LEAST = -1_000_000_000_000
_LONGEST_LIST = 250
"""Excel takes 255 characters of choices."""


def write_template(source: SourceDescription, kind: str, target: Path) -> None:
    """Write the empty form of `source` as `csv` (UTF-8 with a mark, for Excel) or `xlsx`.

    Raises:
        ConfigError: the source's files are not tables, or need several sheets for one CSV.
    """
    if source.format not in KINDS:
        raise ConfigError(
            f"{source.name} delivers {source.format}, which no person fills in, so it has no "
            f"template.\n来源 {source.name} 的格式为 {source.format}，无需人工填写，没有模板。"
        )
    if kind == "xlsx" and source.format == "csv":
        raise ConfigError(f"{source.name} takes CSV only. 来源 {source.name} 仅支持 CSV。")
    if kind == "csv" and source.format == "xlsx":
        raise ConfigError(
            f"{source.name} takes Excel workbooks only. 来源 {source.name} 仅支持 Excel 工作簿。"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_csv(source) if kind == "csv" else _workbook(source))


def headers(table: TableDescription) -> dict[str, str]:
    """The headers of the form, each with our column that it fills first; '' for none."""
    found: dict[str, str] = {}
    for name, header in table.columns.items():
        found.setdefault(header, name)
    for name, added in table.sums.items():
        found |= dict.fromkeys(added, name)
    return found | dict.fromkeys(table.asked, "")


def choices(table: TableDescription, name: str) -> list[str]:
    """What may be written into a column: the source's own words, else the contract's."""
    words = [word for word in table.values.get(name, {}) if word != "*"]
    return words or list(table.contract.column(name).choices) if name else []


def _csv(source: SourceDescription) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(headers(source.tables[0]))
    return text.getvalue().encode("utf-8-sig")


def _workbook(source: SourceDescription) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in source.tables:
        _add_form(book.create_sheet(table.sheet or "数据"), table)
    _add_notes(book.create_sheet(NOTES[0]), source)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _add_form(sheet: Worksheet, table: TableDescription) -> None:
    sheet.freeze_panes = "A2"
    for place, (header, name) in enumerate(headers(table).items(), start=1):
        letter = get_column_letter(place)
        needed = bool(name) and name not in table.optional
        sheet.cell(1, place, header).font = Font(bold=needed)
        sheet.column_dimensions[letter].width = max(12, 2 * len(header) + 4)
        kind = table.contract.column(name).kind if name else "count"
        shown = _NUMBER_FORMATS.get(kind, "@" if kind in ("id", "text") else "General")
        for row in range(2, ROWS + 2):
            sheet.cell(row, place).number_format = shown
        rule = _validation(table, name, letter)
        if rule is not None:
            rule.add(f"{letter}2:{letter}{ROWS + 1}")
            sheet.add_data_validation(rule)


def _validation(table: TableDescription, name: str, letter: str) -> DataValidation | None:
    column = table.contract.column(name) if name else Column("", "count", minimum=0)
    words = choices(table, name)
    listed = ",".join(words)
    if words and len(listed) <= _LONGEST_LIST:
        return _rule("list", f'"{listed}"', None, "请从列表中选择。Choose from the list.")
    hint = _how(column)
    if column.kind in ("day", "instant"):
        return _rule("date", "DATE(2000,1,1)", "greaterThanOrEqual", hint)
    if column.kind in ("money", "count"):
        whole = "whole" if column.kind == "count" else "decimal"
        least = _LEAST if _is_signed(column) else column.minimum or 0
        return _rule(whole, f"{least:g}", "greaterThanOrEqual", hint)
    return None


def _is_signed(column: Column) -> bool:
    return column.kind == "money" and column.minimum is None


def _how(column: Column) -> str:
    kind = "signed" if _is_signed(column) else column.kind
    return " ".join(reversed(_HINTS.get(kind, ("", "")))).strip()


def _rule(kind: str, formula: str, operator: str | None, words: str) -> DataValidation:
    rule = DataValidation(type=kind, operator=operator, formula1=formula, allow_blank=True)
    rule.errorTitle, rule.error, rule.showErrorMessage = "请检查 Please check", words, True
    return rule


def _add_notes(sheet: Worksheet, source: SourceDescription) -> None:
    sheet.append([f"{source.label_zh} {source.label}"])
    sheet.append(["工作表 Sheet", "内容 What", "必填 Required", "写法 How"])
    for table in source.tables:
        for header, name in headers(table).items():
            needed = "是 yes" if name and name not in table.optional else ""
            sheet.append([table.sheet or "数据", f"「{header}」", needed, _hint(table, name)])
    if any(table.sheet_name_fills for table in source.tables):
        sheet.append([])
        sheet.append(["可复制数据表，按表名分填。Copy the data sheet to fill in one per name."])
    for letter, width in zip("ABCD", (16, 24, 16, 70), strict=True):
        sheet.column_dimensions[letter].width = width


def _hint(table: TableDescription, name: str) -> str:
    words = choices(table, name)
    if words:
        return " / ".join(words)
    if not name:
        return "仅供参考，不导入 for people only, not loaded"
    return _how(table.contract.column(name))
