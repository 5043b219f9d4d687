"""A company whose people sign in, one of every role, served as `headwater serve` does."""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from orchestration.access import write_access
from orchestration.serve import LOOPBACK, servers
from orchestration.workspace import Workspace, open_workspace
from tests.browser.driver import free_port, served
from tests.browser.provider import CLIENT_ID, CLIENT_SECRET, Account, provider
from tests.dashboards.fixture import write_serving_file

GRANTS = """
[[access.grant]]
role = "executive"
emails = ["chen@example.com"]

[[access.grant]]
role = "marketing"
domains = ["example.com"]

[[access.grant]]
role = "partner_manager"
emails = ["li@example.com"]
channels = ["outdoor"]

[[access.grant]]
role = "operator"
groups = ["operations"]
cities = ["*"]

[[access.grant]]
role = "operator"
groups = ["hangzhou"]
cities = ["上海"]

[[access.grant]]
role = "admin"
emails = ["admin@example.com"]
"""


def _person(name: str, **claims: object) -> Account:
    return Account({"email": f"{name}@example.com", "email_verified": True, **claims})


ACCOUNTS = {
    "chen": _person("chen"),
    "wang": _person("wang"),
    "li": _person("Li"),
    "zhao": _person("zhao", groups=["operations"]),
    "hangzhou": _person("sun", groups=["hangzhou"]),
    "admin": _person("admin"),
    "stranger": Account({"email": "someone@example.com.evil.org", "email_verified": True}),
    "liar": _person("admin", email_verified=False),
    "late": Account({"email": "admin@example.com", "email_verified": True}, lasts_seconds=-30),
}


@dataclass(frozen=True)
class Company:
    """Where its pages answer, what they said, and its folder."""

    address: str
    workspace: Workspace
    log: Path

    def written_down(self) -> list[dict]:
        """The lines of the access log so far."""
        path = self.workspace.paths.access_log
        if not path.exists():
            return []
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@contextmanager
def company_with_sign_in(home: Path) -> Generator[Company]:
    """Serve the small company of the page tests to people who sign in."""
    with provider(ACCOUNTS) as running:
        port = free_port()
        settings = (
            f'[access]\nclient_id = "{CLIENT_ID}"\naddress = "http://{LOOPBACK}:{port}"\n'
            f'metadata_url = "{running.issuer}/.well-known/openid-configuration"\n'
        )
        (home / "headwater.toml").write_text(settings + GRANTS, encoding="utf-8")
        (home / ".env").write_text(f"HEADWATER_OIDC_CLIENT_SECRET={CLIENT_SECRET}\n")
        write_serving_file(home / "serving" / "headwater.duckdb")
        workspace = open_workspace(home)
        write_access(workspace, LOOPBACK, port)
        pages = servers(workspace, LOOPBACK, port, free_port())[0]
        environment = workspace.environment() | pages.environment
        with served(pages.arguments, environment, port, home) as log:
            yield Company(f"http://{LOOPBACK}:{port}", workspace, log)
