"""Answers about promotions as tables to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

VERDICTS = {"lift": "有增量", "drop": "下降", "cannot tell": "无法判断"}


def experiment_tables(answer: Mapping) -> list[RenderableType]:
    """One row per arm, then what forbids or qualifies the numbers; a refusal shows people only."""
    arms = [arm["refusal"] for arm in answer["arms"].values() if arm["refusal"]]
    words = _words(answer["refusal"], [*arms, *answer["warnings"]])
    return [_people(answer) if answer["refusal"] else _effects(answer), *words]


def _people(answer: Mapping) -> Table:
    table = Table("arm 分组", "people 人数", title="Cannot tell 无法判断")
    base = {str(answer["control"]): answer["baseline"]} if answer["baseline"] else {}
    for name, arm in (base | dict(answer["arms"])).items():
        table.add_row(name, f"{arm['users']:,}")
    return table


def _effects(answer: Mapping) -> Table:
    table = Table("arm 分组", title="Effect 效果")
    for head in ("people 人数", "mean 均值", "effect 绝对", "95 %", "relative 相对", "95 %", "p"):
        table.add_column(head, justify="right")
    base = answer["baseline"]
    if base:
        table.add_row(str(answer["control"]), f"{base['users']:,}", _number(base["mean"]))
    for name, arm in answer["arms"].items():
        absolute, relative = arm["absolute"], arm["relative"]
        certainty = arm.get("chance_to_win") if arm["p"] is None else arm["p"]
        table.add_row(
            name,
            f"{arm['users']:,}",
            _number(arm["mean"]),
            _number(absolute and absolute["effect"]),
            _interval(absolute and absolute["ci"]),
            _share(relative and relative["effect"]),
            _interval(relative and relative["ci"], _share),
            _number(certainty),
        )
    return table


def geo_tables(answer: Mapping) -> list[RenderableType]:
    """The lift in one table, the controls in another; a refusal stands alone."""
    words = _words(answer["refusal"], answer["warnings"])
    if answer["lift"] is None:
        return [Text(_verdict(answer), style="bold"), *words]
    table = Table("", "", "95 %", title=_verdict(answer))
    table.add_row("lift 相对", _share(answer["lift"]), _interval(answer["lift_interval"], _share))
    table.add_row(
        "per location and day 每地每天",
        _number(answer["effect_per_day"]),
        _interval(answer["interval"]),
    )
    table.add_row("incremental 增量合计", _number(answer["incremental"]), "")
    table.add_row("p", _number(answer["p"]), "")
    weights = Table("control 对照", "weight 权重", title="Controls 对照地区")
    for name, weight in list(answer["weights"].items())[:10]:
        weights.add_row(name, f"{weight:.3f}")
    shown = [table, weights] if answer["weights"] else [table]
    return [*shown, *words]


def _verdict(answer: Mapping) -> str:
    code = str(answer["verdict"])
    return f"Lift 增量: {code} {VERDICTS.get(code, '')}".rstrip()


def _words(refusal: Mapping | None, warnings: Sequence[Mapping]) -> list[RenderableType]:
    refused = [Text(f"{refusal['en']} {refusal['zh']}", style="bold red")] if refusal else []
    return [*refused, *(Text(f"{told['en']} {told['zh']}", style="yellow") for told in warnings)]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{100 * value:+.1f} %"


def _interval(
    bounds: Sequence[float | None] | None, told: Callable[[float | None], str] = _number
) -> str:
    if bounds is None:
        return ""
    return " to ".join(told(bound) or "..." for bound in bounds)
