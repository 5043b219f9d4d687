"""Answers of the explorers as tables to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

YOUNG = "* not over yet for all of them, so not in the average. 尚未结束，不计入平均。"
STILL_OPEN = "* not over yet for all of them: more may still convert. 尚未结束，仍可能转化。"


def funnel_tables(definition: Mapping, answer: Mapping) -> list[RenderableType]:
    """One row per step; then groups, periods of entry, and times to convert where asked for."""
    steps = [step.get("name") or step.get("event") or "any event" for step in definition["steps"]]
    table = Table("step 步骤", title="Funnel 漏斗")
    for head in ("reached 人数", "of all", "of previous", "average", "median"):
        table.add_column(head, justify="right")
    rates = answer.get("rates") or {}
    columns = [
        [f"{count:,}" for count in answer["counts"]],
        [_rate(rate) for rate in rates.get("overall", [])],
        [_rate(rate) for rate in rates.get("step", [])],
        _durations(answer["average_conversion_seconds"]),
        _durations(answer["median_conversion_seconds"]),
    ]
    for number, name in enumerate(steps):
        table.add_row(
            f"{number + 1} {name}",
            *(cells[number] if number < len(cells) else "" for cells in columns),
        )
    groups = answer.get("by_breakdown") or {}
    times = _times(answer) if {"from_step", "to_step", "bin_count"} & set(definition) else []
    return [table, *([_groups(steps, groups)] if groups else []), *_periods(answer), *times]


def _groups(steps: Sequence[str], groups: Mapping) -> Table:
    table = Table("value 值", title="By value 分组")
    for step in steps:
        table.add_column(step, justify="right")
    for value, reached in groups.items():
        table.add_row(_value(value), *(f"{count:,}" for count in reached))
    return table


def _times(answer: Mapping) -> list[RenderableType]:
    """How many took how long between the two steps, in bins, with their mean and median."""
    if not answer.get("bins"):
        return []
    table = Table("from 起", title="Time to convert 转化用时")
    table.add_column("people 人数", justify="right")
    for edge, count in answer["bins"]:
        table.add_row(_duration(edge), f"{count:,}")
    average, median = answer["average_conversion_seconds"], answer["median_conversion_seconds"]
    if isinstance(average, list):
        return [table]
    return [table, Text(f"average 平均 {_duration(average)}, median 中位数 {_duration(median)}")]


def _periods(answer: Mapping) -> list[RenderableType]:
    periods = answer.get("by_entry_period") or []
    if not periods:
        return []
    table = Table("entered 进入", title="By period of entry 按进入时间")
    for head in ("reached from", "reached to", "rate"):
        table.add_column(head, justify="right")
    young = set(answer.get("immature_periods") or ())
    for period in periods:
        mark = "*" if period["period"] in young else ""
        table.add_row(
            period["period"] + mark,
            f"{period['reached_from']:,}",
            f"{period['reached_to']:,}",
            f"{period['conversion_rate_pct']} %",
        )
    return [table, Text(STILL_OPEN, style="dim")] if young else [table]


def retention_tables(_definition: Mapping, answer: Mapping) -> list[RenderableType]:
    """Cohorts by periods, in percent of those for whom the period has passed."""
    tables = [_cohorts("Retention 留存", answer, answer)]
    for value, told in (answer.get("by_breakdown") or {}).items():
        tables.append(_cohorts(_value(value), answer, told))
    if "amounts" in answer:
        tables.append(_amounts(answer))
    return [*tables, Text(YOUNG, style="dim")]


def _cohorts(title: str, head: Mapping, told: Mapping) -> Table:
    table = Table(head["period"], title=title)
    for name in ("people 人数", *head["columns"]):
        table.add_column(name, justify="right")
    for row, label in enumerate(head["rows"]):
        size, cells = told["sizes"][row], []
        for column, count in enumerate(told["matrix"][row]):
            young = told["immature"][row][column]
            share = f"{100 * count / size:.1f} %" if size else ""
            cells.append(Text(share + ("*" if young and share else ""), "dim" if young else ""))
        table.add_row(label, f"{size:,}", *cells)
    averages = [f"{average:.1f} %" if average is not None else "" for average in told["averages"]]
    table.add_row("average 平均", "", *averages, style="bold")
    return table


def _amounts(answer: Mapping) -> Table:
    table = Table(answer["period"], title="Money 金额")
    for name in answer["columns"]:
        table.add_column(name, justify="right")
    for label, amounts in zip(answer["rows"], answer["amounts"], strict=True):
        table.add_row(label, *(f"{amount:,.2f}" for amount in amounts))
    return table


def paths_tables(_definition: Mapping, answer: Mapping) -> list[RenderableType]:
    """Whole ways, most common first, and where people go from each step."""
    ways = Table("path 路径", title=f"Paths 路径: {answer['entered']:,} {answer['per']}s")
    for head in ("journeys 次数", "people 人数", "share", "average", "median"):
        ways.add_column(head, justify="right")
    for path in answer["paths"]:
        ways.add_row(
            " > ".join(path["path"]),
            f"{path['journeys']:,}",
            f"{path['people']:,}",
            _rate(path["share"]),
            _duration(path["average_seconds"]),
            _duration(path["median_seconds"]),
        )
    edges = Table("step", "from 从", "to 到", title="Steps 步骤")
    for head in ("people 人数", "of those at the step", "median"):
        edges.add_column(head, justify="right")
    for edge in answer["edges"]:
        edges.add_row(
            str(edge["step"]),
            edge["source"],
            edge["target"],
            f"{edge['people']:,}",
            _rate(edge["conversion_rate"]),
            _duration(edge["median_seconds"]),
        )
    rate = answer["conversion_rate"]
    reached = f"Reached 到达: {answer['journeys']:,} ({_rate(rate)})"
    return [ways, edges, *([Text(reached)] if rate is not None else [])]


def _value(value: str) -> str:
    return value or "(none 无)"


def _rate(rate: float | None) -> str:
    return "" if rate is None else f"{100 * rate:.1f} %"


def _durations(seconds: object) -> list[str]:
    """Of each step; nothing where the definition asks for the time between two steps only."""
    return [_duration(told) for told in seconds] if isinstance(seconds, list) else []


def _duration(seconds: float | None) -> str:
    """Seconds in the largest unit that gives at least one."""
    if seconds is None:
        return ""
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= length:
            return f"{seconds / length:.1f} {unit}"
    return f"{seconds:.0f} s"
