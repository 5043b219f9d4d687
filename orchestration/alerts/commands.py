"""`headwater alerts`: the rules asked of what is published now."""

from __future__ import annotations

from orchestration import builds
from orchestration.alerts.asking import keep
from orchestration.alerts.delivery import deliver, is_quiet
from orchestration.alerts.evaluation import evaluate
from orchestration.alerts.found import Evaluation
from orchestration.publish import open_published
from orchestration.workspace import Workspace


def ask_again(workspace: Workspace, is_dry: bool) -> list[str]:
    """Ask the rules of what is published now, and send what is due; lines for the terminal.

    A dry one writes nothing down and sends nothing.

    Raises:
        UserError: when nothing was published yet.
    """
    with open_published(workspace.paths.serving) as connection:
        build_id, last = connection.execute(
            "select build_id, as_of_date from meta_build"
        ).fetchall()[0]
        found = evaluate(connection, workspace.settings.alert, last) if last else []
    found = sorted(found, key=lambda one: not one.has_fired)
    lines = [_line(one) for one in found] or ["There are no [[alert]] rules. 尚未设置提醒规则。"]
    if is_dry:
        return lines
    keep(workspace, found, build_id)
    if is_quiet(workspace, builds.now()):
        hours = workspace.settings.alerts.quiet_hours
        return [*lines, f"Quiet hours {hours}: nothing is sent now. 免打扰时段，暂不发送。"]
    return [*lines, *deliver(workspace)]


def _line(one: Evaluation) -> str:
    where = one.channel or one.city or "company"
    mark = "FIRED" if one.has_fired else "     "
    value = "–" if one.value is None else f"{one.value:,.4g}"
    chance = "" if one.low is None else f" ({one.low:,.4g} to {_end(one.high)})"
    usual = "" if one.usual is None else f" against {one.usual:,.4g}{chance}"
    return f"{mark} {one.stat_date} {one.alert} {where}: {value}{usual}, {one.reason}"


def _end(high: float | None) -> str:
    return "any" if high is None else f"{high:,.4g}"
