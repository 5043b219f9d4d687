"""Texts written by the pages' own code in a process of its own, and sent through Apprise."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ingest.recipients import Recipient
from ingest.secrets import secret
from orchestration.workspace import UserError, Workspace

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 600


def ask_pages(
    workspace: Workspace, module: str, orders: Sequence[dict[str, object]]
) -> list[dict[str, str]]:
    """One answer per order, as `module` of the pages gives them.

    Raises:
        UserError: when it ended without answering.
    """
    done = subprocess.run(
        [sys.executable, "-m", module],
        input=json.dumps(orders, ensure_ascii=False).encode(),
        capture_output=True,
        cwd=ROOT,
        env=os.environ | workspace.environment() | {"PYTHONIOENCODING": "utf-8"},
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise UserError(f"The text could not be made: {' '.join(reason)}")
    return json.loads(done.stdout)


def send(
    workspace: Workspace, recipient: Recipient, title: str, body: str, attached: Path | None = None
) -> None:
    """Send a message to every address of a recipient.

    Raises:
        UserError: when there is no address, or the service did not take it.
    """
    from apprise import Apprise, NotifyFormat

    service = Apprise()
    for address in _addresses(workspace, recipient):
        if not service.add(address):
            where = recipient.address_variable or "address"
            raise UserError(f"{where} holds no address that Apprise knows. 地址无法识别。")
    is_sent = service.notify(
        title=title,
        body=body,
        body_format=NotifyFormat.TEXT,
        attach=None if attached is None else str(attached),
    )
    if not is_sent:
        raise UserError("the service did not take the message. 对方服务未接受消息。")


def _addresses(workspace: Workspace, recipient: Recipient) -> list[str]:
    variable = recipient.address_variable
    text = recipient.address.get_secret_value()
    if variable:
        text = secret(workspace.paths.home, variable)
    if not text.split():
        raise UserError(f"the environment variable {variable} is not set. 未设置环境变量。")
    return text.split()
