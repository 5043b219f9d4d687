"""`headwater explore attribution`: who earned the conversions, from files of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.explore.promotions import JsonOption, file, say
from orchestration.workspace import UserError, open_workspace

if TYPE_CHECKING:
    from measurement.attribution import Credits
    from measurement.tables import Resources, Table

app = typer.Typer()


@app.command()
def attribution(
    context: typer.Context,
    touches: Annotated[
        Path | None,
        typer.Option("--touches", help="Parquet or CSV with user_id, ts, channel. 触点文件。"),
    ] = None,
    conversions: Annotated[
        Path | None,
        typer.Option("--conversions", help="With conversion_id, user_id, ts, revenue. 转化文件。"),
    ] = None,
    paths: Annotated[
        Path | None,
        typer.Option(
            "--paths", help="Instead: path, conversions, value, nulls. 或：路径计数文件。"
        ),
    ] = None,
    kind: Annotated[
        str,
        typer.Option(help="Of the company's own conversions. 公司自有转化类型。"),
    ] = "first_investment",
    models: Annotated[
        str, typer.Option(help="Like last,linear,markov; else all. 模型。", show_default=False)
    ] = "",
    lookback: Annotated[float, typer.Option(min=0, help="Days. 回溯天数。")] = 30,
    half_life: Annotated[float, typer.Option(min=0, help="Days. 半衰期天数。")] = 7,
    direct: Annotated[
        str, typer.Option(help="Channels that count as direct. 直接渠道。", show_default=False)
    ] = "",
    paid: Annotated[
        str, typer.Option(help="Channels that are paid. 付费渠道。", show_default=False)
    ] = "",
    spend: Annotated[
        Path | None, typer.Option("--spend", help="With channel, spend. 各渠道花费文件。")
    ] = None,
    draws: Annotated[
        int, typer.Option(min=0, help="Of the bootstrap; 0 for none. 抽样次数。")
    ] = 200,
    as_json: JsonOption = False,
) -> None:
    """Credit of each channel under every model, from touches or counted paths. 归因分析。"""
    from orchestration.explore.attribution_answer import answer, attribution_tables, read_spend
    from orchestration.explore.own import own_files

    workspace = open_workspace(context.obj)
    engine = workspace.settings.engine
    asked = Asked(_names(models), lookback, half_life, _names(direct), _names(paid) or None, draws)

    def ask() -> dict:
        from measurement.tables import Resources

        files = (touches, conversions, paths)
        if not any(files):
            files = own_files(workspace.paths.journeys, kind)
        credits = _credits(files, asked, Resources(engine.threads, engine.memory_limit))
        return answer(credits, read_spend(file(spend)) if spend else None)

    say(ask, attribution_tables, as_json)


@dataclass(frozen=True)
class Asked:
    """What is asked of the conversions; no models are all, no names the well-known ones."""

    models: list[str]
    lookback_days: float
    half_life_days: float
    direct: list[str]
    paid: list[str] | None
    draws: int


def _credits(
    files: tuple[Table | None, Table | None, Table | None], asked: Asked, resources: Resources
) -> Credits:
    from measurement.attribution import from_paths, from_touches
    from measurement.attribution.models import DIRECT, MODELS, TIMELESS

    touches, conversions, paths = (file(told) if isinstance(told, Path) else told for told in files)
    direct, paid, draws = asked.direct or DIRECT, asked.paid, asked.draws
    if paths is not None and touches is None and conversions is None:
        models = asked.models or TIMELESS
        return from_paths(paths, models, direct=direct, paid=paid, draws=draws, resources=resources)
    if touches is not None and conversions is not None and paths is None:
        return from_touches(
            touches,
            conversions,
            asked.models or MODELS,
            asked.lookback_days,
            asked.half_life_days,
            direct=direct,
            paid=paid,
            draws=draws,
            resources=resources,
        )
    raise UserError(
        "Name --touches with --conversions, or --paths alone. 请同时指定 --touches 与 "
        "--conversions，或只指定 --paths。"
    )


def _names(told: str) -> list[str]:
    return [name.strip() for name in told.split(",") if name.strip()]
