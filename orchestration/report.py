"""The weekly report: written by the pages' own code in a process of its own, sent from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.recipients import Recipient
from orchestration.messages import ask_pages, send
from orchestration.workspace import UserError, Workspace

EVERYBODY = "all"


class NotSentError(UserError):
    """Some recipients did not get the report; the message names them and why."""


@dataclass(frozen=True)
class Written:
    """A report that lies in a file, and the message that goes with it."""

    path: Path
    title: str
    body: str
    week: str


def write(workspace: Workspace, week: str | None, language: str) -> str:
    """Write the report of the whole company and return where it is.

    Raises:
        UserError: when it cannot be made, in the user's words.
    """
    answer = _ask(workspace, [{"week": week, "language": language}])[0]
    return str(_written(answer).path)


def deliver(
    workspace: Workspace, names: Sequence[str], week: str | None = None, language: str = ""
) -> list[str]:
    """Send each named recipient a report of their own; one line per recipient.

    One that cannot be reached keeps nobody else waiting.

    Raises:
        NotSentError: after all were tried, when at least one did not get it.
        UserError: when a recipient is not in the settings.
    """
    chosen = _chosen(workspace, names)
    answers = _ask(workspace, [_order(one, week, language) for one in chosen])
    sent, failed = [], []
    for recipient, answer in zip(chosen, answers, strict=True):
        try:
            written = _written(answer)
            send(workspace, recipient, written.title, written.body, written.path)
            sent.append(f"{recipient.name}: {written.title}, {written.path}")
        except UserError as error:
            failed.append(f"{recipient.name}: {error}")
    if failed:
        raise NotSentError(
            "\n".join(["Not sent 未发送:", *failed, *(f"Sent 已发送 {s}" for s in sent)])
        )
    return sent


def _chosen(workspace: Workspace, names: Sequence[str]) -> list[Recipient]:
    known = {one.name: one for one in workspace.settings.report.recipient}
    wanted = list(known) if EVERYBODY in names else list(dict.fromkeys(names))
    unknown = [name for name in wanted if name not in known]
    if unknown or not wanted:
        told, missing = ", ".join(known) or "none 无", ", ".join(unknown) or EVERYBODY
        raise UserError(
            f"No recipient named {missing}: headwater.toml has {told} under "
            "[[report.recipient]].\nheadwater.toml 的 [[report.recipient]] 中没有该收件人。"
        )
    return [known[name] for name in wanted]


def _order(recipient: Recipient, week: str | None, language: str) -> dict[str, object]:
    return {
        "name": recipient.name,
        "week": week,
        "language": language or recipient.language,
        "pages": recipient.pages,
        "channels": recipient.channels,
        "cities": recipient.cities,
    }


def _ask(workspace: Workspace, orders: Sequence[dict[str, object]]) -> list[dict[str, str]]:
    folder = str(workspace.paths.reports)
    ready = [{**order, "folder": folder} for order in orders]
    return ask_pages(workspace, "dashboards.report", ready)


def _written(answer: dict[str, str]) -> Written:
    if "error" in answer:
        raise UserError(answer["error"])
    return Written(Path(answer["path"]), answer["title"], answer["body"], answer["week"])
