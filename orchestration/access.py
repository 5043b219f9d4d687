"""What the server of the pages is told: who may see what, where to sign in, and its secrets."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from ingest.access import (
    CLIENT_SECRET_VARIABLE,
    COOKIE_SECRET_VARIABLE,
    Access,
    is_loopback,
)
from ingest.config import ConfigError, load_settings
from ingest.secrets import make_secret, secret
from orchestration.workspace import UserError, Workspace

SHORTEST_COOKIE_SECRET = 32
CALLBACK = "/oauth2callback"
ANSWER_SECONDS = 5.0
MOST_METADATA = 1_000_000


def require_provider(access: Access, home: Path, host: str) -> None:
    """Refuse to serve where people could come in without signing in, or could not sign in.

    Raises:
        UserError: with what to set.
    """
    for problem in problems(access, home, host):
        raise UserError(problem)


def problems(access: Access, home: Path, host: str) -> list[str]:
    """What keeps the pages from being served on `host`, in words; secrets are never in them."""
    if not access.has_provider:
        return [] if is_loopback(host) else [_open_to_all(host)]
    found = []
    if not secret(home, CLIENT_SECRET_VARIABLE):
        found.append(
            f"{CLIENT_SECRET_VARIABLE} is not set: the provider's secret for client "
            f"{access.client_id!r}. Put it in the environment or in {home / '.env'}.\n"
            f"未设置 {CLIENT_SECRET_VARIABLE}（登录服务商的客户端密钥）。"
        )
    cookie = secret(home, COOKIE_SECRET_VARIABLE)
    if cookie and len(cookie) < SHORTEST_COOKIE_SECRET:
        found.append(
            f"{COOKIE_SECRET_VARIABLE} must have {SHORTEST_COOKIE_SECRET} characters or more: "
            f"whoever guesses it can sign in as anybody. Remove it and the next start makes one.\n"
            f"{COOKIE_SECRET_VARIABLE} 太短（至少 {SHORTEST_COOKIE_SECRET} 位）。"
        )
    if not access.address and not is_loopback(host):
        found.append(
            f"[access] address is not set: where people open the pages on {host}, such as "
            f"https://growth.example.com. The provider sends them back there.\n"
            f"请在 [access] 中设置 address（看板的访问地址）。"
        )
    return found


def _open_to_all(host: str) -> str:
    return (
        f"Without a sign-in provider the pages are open to whoever reaches them, so they listen on "
        f"this machine only, not on {host}. Set [access] metadata_url and client_id in "
        f"headwater.toml (docs/access.md), or leave --host out.\n"
        f"未配置登录服务商时，看板只能在本机访问，不能监听 {host}。"
        f"请在 headwater.toml 的 [access] 中配置，或去掉 --host。"
    )


def provider_issuer(access: Access) -> str:
    """Who the provider says it is, from its metadata; OSError or ValueError when it does not."""
    with urllib.request.urlopen(access.metadata_url, timeout=ANSWER_SECONDS) as answer:
        metadata = json.loads(answer.read(MOST_METADATA))
    wanted = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
    told = metadata if isinstance(metadata, dict) else {}
    missing = [name for name in wanted if not isinstance(told.get(name), str)]
    if missing:
        raise ValueError(f"its metadata lack {', '.join(missing)}")
    return told["issuer"]


def write_access(workspace: Workspace, host: str, port: int) -> None:
    """Write who may see what, and the secrets file of Streamlit, for their owner's eyes only."""
    paths, access = workspace.paths, workspace.settings.access
    paths.pages_state.mkdir(parents=True, exist_ok=True)
    paths.access_log.parent.mkdir(parents=True, exist_ok=True)
    _write_rights(workspace, access)
    _write_privately(paths.pages_state / ".gitignore", "*\n")
    if not access.has_provider:
        _secrets_file(workspace).unlink(missing_ok=True)
        return
    if not secret(paths.home, COOKIE_SECRET_VARIABLE):
        make_secret(paths.home, COOKIE_SECRET_VARIABLE)
    values = {
        "redirect_uri": (access.address or f"http://{host}:{port}") + CALLBACK,
        "cookie_secret": secret(paths.home, COOKIE_SECRET_VARIABLE),
        "client_id": access.client_id,
        "client_secret": secret(paths.home, CLIENT_SECRET_VARIABLE),
        "server_metadata_url": access.metadata_url,
    }
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    _write_privately(_secrets_file(workspace), "\n".join(["[auth]", *lines, ""]))


def page_options(workspace: Workspace) -> list[str]:
    """What `streamlit run` is told about signing in."""
    options = [f"--secrets.files={_secrets_file(workspace)}"]
    address = workspace.settings.access.address
    if address:
        options.append(f"--browser.serverAddress={urlsplit(address).hostname}")
    return options


def page_environment(workspace: Workspace) -> dict[str, str]:
    """Where the pages read who may see what, and where they write down what was seen."""
    return {
        "HEADWATER_ACCESS": str(_rights_file(workspace)),
        "HEADWATER_ACCESS_LOG": str(workspace.paths.access_log),
    }


class AccessWatch:
    """Tells the pages within a second when the roles in `headwater.toml` change."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._seen = self._changed_at()

    def refresh(self, say: Callable[[str], None]) -> None:
        """Write the rights again after a change; settings with mistakes change nothing."""
        changed_at = self._changed_at()
        if changed_at == self._seen:
            return
        self._seen = changed_at
        try:
            access = load_settings(self._workspace.paths.home).access
        except ConfigError as error:
            say(f"The roles stay as they were. 权限未变更。{error}")
            return
        before = self._workspace.settings.access
        if _provider(access) != _provider(before):
            say("Start again to change how people sign in. 修改登录方式后请重新启动。")
            access = before.model_copy(update={"grant": access.grant})
        _write_rights(self._workspace, access)

    def _changed_at(self) -> int:
        path = self._workspace.paths.config
        return path.stat().st_mtime_ns if path.exists() else 0


def _provider(access: Access) -> tuple[str, str, str]:
    return access.metadata_url, access.client_id, access.address


def _secrets_file(workspace: Workspace) -> Path:
    return workspace.paths.pages_state / "secrets.toml"


def _rights_file(workspace: Workspace) -> Path:
    return workspace.paths.pages_state / "access.json"


def _write_rights(workspace: Workspace, access: Access) -> None:
    rights = {
        "has_provider": access.has_provider,
        "groups_claim": access.groups_claim,
        "session_hours": access.session_hours,
        "grants": [grant.model_dump() for grant in access.grant],
    }
    _write_privately(_rights_file(workspace), json.dumps(rights, ensure_ascii=False))


def _write_privately(path: Path, text: str) -> None:
    """Swap the file whole, so that pages never read half of it."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
