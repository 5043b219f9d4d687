"""What fired, told to whom it concerns: one message per recipient, not in quiet hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from ingest.recipients import Recipient
from orchestration import builds
from orchestration.alerts.log import Log, State, open_log, path_of
from orchestration.alerts.rules import may_see
from orchestration.messages import ask_pages, send
from orchestration.workspace import UserError, Workspace

PAGES = "dashboards.alerts"
Told = Mapping[str, object]


def deliver(workspace: Workspace, at: datetime | None = None) -> list[str]:
    """Send what is due at `at` (UTC, now unless given); a line per recipient who should be told.

    What cannot be sent is due again the next time, and keeps nobody else waiting.
    """
    moment = at or builds.now()
    if not path_of(workspace).exists():
        return []
    with open_log(workspace) as log:
        if is_quiet(workspace, moment):
            return []
        due = log.claim(moment)
        known = {one.name: one for one in workspace.settings.report.recipient}
        return [_deliver(workspace, log, name, known.get(name), due[name]) for name in due]


def is_quiet(workspace: Workspace, at: datetime) -> bool:
    """Whether messages wait at this moment (UTC)."""
    hours = quiet_hours(workspace)
    if hours is None:
        return False
    local = at.replace(tzinfo=UTC).astimezone(workspace.settings.zone).time()
    first, last = hours
    return first <= local < last if first <= last else local >= first or local < last


def quiet_hours(workspace: Workspace) -> tuple[time, time] | None:
    """When they begin and end, company time; None without any."""
    told = workspace.settings.alerts.quiet_hours
    if not told:
        return None
    first, last = (time.fromisoformat(part) for part in told.split("-"))
    return first, last


def _deliver(
    workspace: Workspace, log: Log, name: str, recipient: Recipient | None, due: Sequence[Told]
) -> str:
    """Send one recipient what they may still see; what they may not is never due again."""
    told = [one for one in due if recipient is not None and _may_see(recipient, one)]
    log.mark(name, [one for one in due if one not in told], "withheld", builds.now())
    if recipient is None or not told:
        return f"{name}: may not see it any more. 已无权查看。"
    state: State = "failed"
    try:
        order: dict[str, object] = {"language": recipient.language, "alerts": told}
        (answer,) = ask_pages(workspace, PAGES, [order])
        if "error" in answer:
            raise UserError(answer["error"])
        send(workspace, recipient, answer["title"], answer["body"])
        state = "sent"
        return f"{name}: {answer['title']}"
    except UserError as error:
        return f"! {name}: {error}"
    finally:
        log.mark(name, told, state, builds.now())


def _may_see(recipient: Recipient, told: Told) -> bool:
    return may_see(recipient, str(told["channel"]), str(told["city"]))
