"""`headwater explore design`: before the launch, how many people and which cities."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from orchestration.workspace import UserError, open_workspace

app = typer.Typer()

NOTHING_SEEN = (
    "None of them would have shown even a large lift: treat more cities, run longer, or test where "
    "more is sold. 这些城市都看不出提升：请增加城市、延长时间，或选择业务量更大的城市。"
)


@app.command()
def design(
    context: typer.Context,
    baseline: Annotated[
        float | None, typer.Option(help="Share who do it anyway, like 0.05. 自然转化率。")
    ] = None,
    lift: Annotated[float, typer.Option(help="Hoped-for relative lift. 期望提升。")] = 0.1,
    people: Annotated[int | None, typer.Option(help="People at hand. 可触达人数。")] = None,
    holdout: Annotated[float, typer.Option(help="Share held out. 留出比例。")] = 0.5,
    cities: Annotated[
        int | None, typer.Option(help="How many cities to treat; ranks them. 测试城市数。")
    ] = None,
    days: Annotated[int, typer.Option(help="Days of the test of cities. 测试天数。")] = 14,
    rows: Annotated[
        Path | None,
        typer.Option(help="Panel location, date, y; else the company's own. 地区面板。"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
) -> None:
    """People needed, the smallest effect that shows, and which cities to test. 活动设计。"""
    if baseline is None and cities is None:
        raise UserError(
            "Give --baseline for people or --cities for places. 请给出 --baseline 或 --cities。"
        )
    try:
        answer = {
            "people": _people(baseline, lift, people, holdout) if baseline is not None else None,
            "cities": _cities(context, cities, days, rows) if cities is not None else None,
        }
    except ValueError as error:
        raise UserError(str(error)) from error
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    from orchestration.explore.promotions import console

    for table in _tables(answer):
        console().print(table)


def _people(baseline: float, lift: float, people: int | None, holdout: float) -> dict:
    from measurement.design import (
        Plan,
        holdout_share,
        minimum_detectable_proportion,
        proportion_size,
    )

    _refuse_senseless(baseline, lift, people, holdout)
    plan = Plan(share=1 - holdout)
    effect = baseline * lift
    told: dict[str, object] = {"baseline": baseline, "effect": effect, "holdout": holdout}
    told["needed"] = proportion_size(baseline, effect, plan)
    if people is not None:
        told["minimum_effect"] = minimum_detectable_proportion(people, baseline, plan)
        spread = (baseline * (1 - baseline)) ** 0.5
        told["smallest_holdout"] = holdout_share(people, spread, effect)
    return told


def _refuse_senseless(baseline: float, lift: float, people: int | None, holdout: float) -> None:
    """Shares are written like 0.05, and a lift must leave somebody to win."""
    if not 0 < baseline < 1:
        raise UserError(
            f"--baseline is a share between 0 and 1, like 0.05, not {baseline:g}. "
            "自然转化率应在 0 与 1 之间，如 0.05。"
        )
    if lift == 0 or not 0 < baseline * (1 + lift) < 1:
        raise UserError(
            f"A lift of {lift:.0%} on {baseline:.1%} leaves nobody to win: --lift is relative, "
            "like 0.1 for a tenth more. 提升后的比例须在 0 与 1 之间；--lift 为相对值，如 0.1。"
        )
    if people is not None and people < 2:
        raise UserError("--people is at least 2, one for each half. 人数至少为 2。")
    if not 0 < holdout < 1:
        raise UserError(
            f"--holdout is a share between 0 and 1, like 0.1, not {holdout:g}. "
            "留出比例应在 0 与 1 之间，如 0.1。"
        )


def _cities(context: typer.Context, size: int, days: int, rows: Path | None) -> list[dict]:
    """Groups of cities, best first, as `geo.choose` ranks them."""
    from measurement.geo import choose

    if rows is not None:
        if not rows.exists():
            raise UserError(f"There is no file {rows}. 文件不存在。")
        return choose(str(rows), size, days)
    from orchestration.publish import open_published

    with open_published(open_workspace(context.obj).paths.serving) as connection:
        panel = connection.execute(
            "select city as location, stat_date as date, revenue as y from fct_city_daily "
            "where city <> '?' and stat_date > (select max(stat_date) from fct_city_daily) - 180"
        ).df()
    if panel.empty:
        raise UserError("Nobody has invested from a known city yet. 还没有已知城市的投资。")
    wide = panel.pivot(index="date", columns="location", values="y").fillna(0.0)
    return choose(wide.reset_index().melt("date", value_name="y"), size, days)


def _tables(answer: Mapping) -> list[RenderableType]:
    shown: list[RenderableType] = []
    if answer["people"]:
        shown += _people_table(answer["people"])
    if answer["cities"] is not None:
        table = Table("cities 城市", title="Cities to test 推荐测试城市")
        for head in ("smallest lift seen 最小可见提升", "false alarms 误报", "share 占比"):
            table.add_column(head, justify="right")
        for group in answer["cities"]:
            cells = (group["minimum_effect"], group["false_alarms"], group["share"])
            table.add_row(", ".join(group["treated"]), *(_share(cell) for cell in cells))
        shown.append(table)
        if all(group["minimum_effect"] is None for group in answer["cities"]):
            shown.append(Text(NOTHING_SEEN, style="yellow"))
    return shown


def _people_table(told: Mapping) -> list[RenderableType]:
    table = Table("", "", title="People needed 所需人数")
    table.add_row("lift 提升", f"{100 * told['effect']:.2f} pp")
    for part, zh in (("arm", "活动组"), ("control", "对照组"), ("people", "合计")):
        table.add_row(f"{part} {zh}", f"{told['needed'][part]:,}")
    shown: list[RenderableType] = [table]
    if "minimum_effect" in told:
        smallest = told["minimum_effect"]
        seen = "none 无" if smallest is None else f"{100 * smallest:.2f} pp"
        shown.append(Text(f"Smallest rise that shows 最小可见提升: {seen}"))
        held = told["smallest_holdout"]
        share = "more than half 超过一半" if held is None else f"{held:.1%}"
        shown.append(Text(f"Smallest holdout 最小留出比例: {share}"))
    return shown


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"
