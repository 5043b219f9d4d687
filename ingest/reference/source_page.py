"""A page per built-in source, in English and Chinese, written from its description."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.contracts.columns import Column
from ingest.descriptions import PLATFORM, SourceDescription, TableDescription
from ingest.reference.markdown import markdown_table

_UNITS = {"yuan": "yuan 元", "fen": "fen 分", "micros": "millionths of a yuan 百万分之一元"}
_HEAD = """# {label} · {label_zh}

Written by `python -m ingest.reference` from the description of `{name}`; do not edit by hand.
本页由来源描述自动生成，请勿手工修改。

"""
_FILES = """Put its files into `inbox/{name}/`, or into `inbox/` itself when they are named as
above, and run `headwater run`. Check one first with `headwater validate FILE --source {name}`.

将文件放入 `inbox/{name}/`（文件名符合上表时也可直接放入 `inbox/`），然后运行 `headwater run`。
可先用 `headwater validate FILE --source {name}` 检查。
"""
_PULL = """Name the account in `headwater.toml`; each run asks it. Its secrets come from the
environment or `.env`, for all accounts or for one:
{secrets}.

在 `headwater.toml` 中写明账户，每次运行会自动拉取；密钥来自环境变量或 `.env`。

```toml
[[pull]]
source = "{name}"
account_id = "..."
since = 2026-01-01
```
"""
_DATABASE = """Set `[platform] url` in `headwater.toml`; a read-only account is enough. Each table
or view is read under the name of its dataset; see [Connect your data](../connect.md).

在 `headwater.toml` 中设置 `[platform] url`，只读账户即可；每个数据集读取同名的表或视图。
"""


_WHOLE = {
    "": "",
    "whole_days": "each day of events 每日事件",
    "whole_visits": "each visit 每次访问",
}


def source_page(source: SourceDescription, secrets: Mapping[str, Sequence[str]]) -> str:
    """The whole page as Markdown; `secrets` are those of each API, by source."""
    label = source.label or source.name
    head = _HEAD.format(
        name=source.name, label=label, label_zh=source.label_zh or label
    ).removesuffix("\n")
    parts = [head, markdown_table(("what", "说明", source.name), _facts(source))]
    parts += ["## How to connect · 如何接入\n", _connecting(source, secrets)]
    parts += [_table_part(table, source.format == "database") for table in source.tables]
    if source.notes or source.notes_zh:
        parts += ["## Good to know · 注意事项\n"]
        parts += [f"{text}\n" for text in (source.notes, source.notes_zh) if text]
    return "\n".join(parts)


def _facts(source: SourceDescription) -> list[tuple[str, str, str]]:
    units = {_UNITS.get(unit, unit) for table in source.tables for unit in _units(table)}
    facts = [
        ("Datasets", "数据集", _codes(source.datasets)),
        ("Format", "格式", f"`{source.format}`"),
        ("Files", "文件名", _codes(source.files)),
        ("Also in its own folder", "专用文件夹内另收", _codes(source.folder_files)),
        ("Time zone", "时区", source.timezone),
        ("Money", "金额单位", ", ".join(sorted(units))),
        ("Days restated, asked for again", "会重述并重拉的天数", str(source.repull_days)),
        ("Replaced as a whole", "整体替换", _WHOLE[source.delivers]),
        ("Overdue after, hours", "超过多少小时算迟到", str(source.freshness_hours)),
        ("Owner", "负责人", source.owner),
        ("Days covered, from", "覆盖日期来自", _places(source, "covers")),
        ("Made at, from", "生成时间来自", _places(source, "delivered")),
    ]
    if source.format in ("csv", "xlsx", "table"):
        facts.append(("Total rows begin with", "合计行开头", ", ".join(source.total_words)))
    if source.sums_of_range:
        facts.append(("Sums, only of one day", "合计报表仅限一天", f"`{source.sums_of_range}`"))
    facts += [
        ("Refused", "拒收", f"`{_cell(found)}`: {advice}")
        for found, advice in source.refuse_preamble.items()
    ]
    return [fact for fact in facts if fact[2]]


def _units(table: TableDescription) -> set[str]:
    given = {value for name, value in table.constants.items() if name.endswith("_unit")}
    named = [c for c in table.contract.columns if c.name.endswith("_unit")]
    defaults = {c.default for c in named if c.name not in {*table.constants, *table.columns}}
    return given | {unit for unit in defaults if unit and not given}


def _places(source: SourceDescription, what: str) -> str:
    pattern = getattr(source, what)
    places = (("file name 文件名", pattern.file_name), ("lines above 表头上方", pattern.preamble))
    return ", ".join(words for words, found in places if found)


def _connecting(source: SourceDescription, secrets: Mapping[str, Sequence[str]]) -> str:
    if source.name == PLATFORM:
        return _DATABASE
    if source.name in secrets:
        prefix = f"HEADWATER_{source.name.upper()}_"
        names = [f"{prefix}{secret.upper()}" for secret in secrets[source.name]]
        return _PULL.format(name=source.name, secrets=_codes(names))
    return _FILES.format(name=source.name)


def _table_part(table: TableDescription, is_database: bool) -> str:
    columns = {column.name: column for column in table.contract.columns}
    rows = [
        (f"`{name}`", _origin(table, name), _kind(column), _needed(table, column, is_database))
        for name, column in columns.items()
        if _origin(table, name)
    ]
    head = f"## {table.dataset}: columns · 列\n\n{table.contract.description}.\n"
    sheet = f"\nSheet 工作表: `{table.sheet}`\n" if table.sheet else ""
    header = ("our column 字段", "delivered as 来源列", "kind 类型", "needed 必需")
    return f"{head}{sheet}\n{markdown_table(header, rows)}{_values(table)}"


def _origin(table: TableDescription, name: str) -> str:
    if name in table.columns or name in table.sums:
        return _delivered(table, name)
    if name in table.constants:
        return f"always 恒为 `{_cell(table.constants[name])}`"
    if name in table.lookups:
        lookup = table.lookups[name]
        return f"`{lookup.value}` in `{lookup.file}`, by `{lookup.on}` 查表"
    if name in table.named:
        return f"the text of `{table.named[name]}` 以名称代替"
    if name in table.generated:
        return "made from the row 由整行生成"
    return "name of the sheet 工作表名" if name == table.sheet_name_fills else ""


def _delivered(table: TableDescription, name: str) -> str:
    if name in table.columns:
        header = table.columns[name]
        others = ", ".join(f"`{_cell(alias)}`" for alias in table.aliases.get(header, []))
        return f"`{_cell(header)}`" + (f" (also 亦作 {others})" if others else "")
    return " + ".join(f"`{_cell(header)}`" for header in table.sums[name])


def _kind(column: Column) -> str:
    return f"{column.kind}, hashed 仅存哈希" if column.pii else column.kind


def _needed(table: TableDescription, column: Column, is_database: bool) -> str:
    if is_database:
        return "yes 是" if column.required else ""
    if column.name in table.optional or column.name not in {*table.columns, *table.sums}:
        return ""
    return "yes 是"


def _values(table: TableDescription) -> str:
    rows = [
        (f"`{name}`", f"`{_cell(theirs)}`", f"`{_cell(ours)}`")
        for name, values in table.values.items()
        for theirs, ours in values.items()
    ]
    if not rows:
        return ""
    return "\n" + markdown_table(
        ("column 字段", "delivered value 来源取值", "our value 取值"), rows
    )


def _codes(texts: Sequence[str]) -> str:
    return ", ".join(f"`{_cell(text)}`" for text in texts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
