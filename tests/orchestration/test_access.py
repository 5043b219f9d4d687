import json
import os
import stat
import tomllib
from datetime import datetime
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from dashboards.access.policy import Grant as ToldGrant
from dashboards.access.policy import read_policy
from ingest.access import Role
from ingest.config import ConfigError, load_settings
from orchestration.access import AccessWatch, page_options, require_provider, write_access
from orchestration.access_log import Wanted, note_export, read_log
from orchestration.cli import app
from orchestration.doctor import examine
from orchestration.serve import servers
from orchestration.workspace import UserError, Workspace, open_workspace

PROVIDER = """
[access]
metadata_url = "https://login.example.com/.well-known/openid-configuration"
client_id = "headwater"
"""
LI = """
[[access.grant]]
role = "partner_manager"
emails = ["Li@Example.com"]
channels = ["fanli"]
"""
COOKIE_SECRET = "c" * 32


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A company whose people sign in; the secrets are in its `.env`."""
    for name in ("HEADWATER_OIDC_CLIENT_SECRET", "HEADWATER_COOKIE_SECRET"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "headwater.toml").write_text(PROVIDER + LI)
    (tmp_path / ".env").write_text("HEADWATER_OIDC_CLIENT_SECRET=of the provider\n")
    return open_workspace(tmp_path)


def settings_with(folder: Path, text: str) -> Workspace:
    (folder / "headwater.toml").write_text(text)
    return open_workspace(folder)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "growth.example.com"])
def test_without_a_provider_the_pages_listen_on_this_machine_only(tmp_path, host):
    access = open_workspace(tmp_path).settings.access
    with pytest.raises(UserError, match="this machine only, not on "):
        require_provider(access, tmp_path, host)
    for loopback in ("127.0.0.1", "localhost", "::1"):
        require_provider(access, tmp_path, loopback)


def test_the_command_refuses_another_host_without_a_provider(tmp_path):
    done = CliRunner().invoke(app, ["--home", str(tmp_path), "serve", "--host", "0.0.0.0"])
    assert done.exit_code == 1
    assert "this machine only" in done.output
    assert not (tmp_path / "state").exists()


def test_a_provider_needs_its_secret_a_long_cookie_secret_and_an_address(company, monkeypatch):
    access, home = company.settings.access, company.paths.home
    require_provider(access, home, "127.0.0.1")
    with pytest.raises(UserError, match=r"\[access\] address is not set"):
        require_provider(access, home, "0.0.0.0")
    monkeypatch.setenv("HEADWATER_COOKIE_SECRET", "hunter2")
    with pytest.raises(UserError, match="32 characters") as short:
        require_provider(access, home, "127.0.0.1")
    assert "hunter2" not in str(short.value)
    (home / ".env").unlink()
    with pytest.raises(UserError, match="HEADWATER_OIDC_CLIENT_SECRET is not set"):
        require_provider(access, home, "127.0.0.1")


def test_the_secrets_file_is_its_owners_alone_and_the_cookie_secret_is_kept(company):
    write_access(company, "127.0.0.1", 8501)
    path = company.paths.pages_state / "secrets.toml"
    first = tomllib.loads(path.read_text())["auth"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert first["redirect_uri"] == "http://127.0.0.1:8501/oauth2callback"
    assert first["client_secret"] == "of the provider"
    assert len(first["cookie_secret"]) == 64
    assert stat.S_IMODE((company.paths.home / ".env").stat().st_mode) == 0o600
    assert (path.parent / ".gitignore").read_text() == "*\n"
    write_access(company, "127.0.0.1", 8501)
    assert tomllib.loads(path.read_text())["auth"] == first


def test_without_a_provider_no_secrets_file_stays(company):
    write_access(company, "127.0.0.1", 8501)
    alone = settings_with(company.paths.home, "")
    write_access(alone, "127.0.0.1", 8501)
    assert not (alone.paths.pages_state / "secrets.toml").exists()
    assert not read_policy(alone.paths.pages_state / "access.json").has_provider


def test_the_pages_are_told_the_grants_and_where_they_are_opened(company):
    home = company.paths.home
    text = PROVIDER + 'address = "https://growth.example.com/"\n' + LI
    company = settings_with(home, text)
    write_access(company, "0.0.0.0", 8501)
    policy = read_policy(company.paths.pages_state / "access.json")
    told = ToldGrant(role="partner_manager", emails=("li@example.com",), channels=("fanli",))
    assert policy.grants == (told,)
    assert f"--secrets.files={home}/state/pages/secrets.toml" in page_options(company)
    assert "--browser.serverAddress=growth.example.com" in page_options(company)
    pages, dagster, _ = servers(company, "0.0.0.0", 8501, 3000)
    assert "--server.address=0.0.0.0" in pages.arguments
    assert dagster.arguments[1:3] == ["-h", "127.0.0.1"]


def test_roles_follow_the_settings_while_the_pages_are_open(company):
    write_access(company, "127.0.0.1", 8501)
    said: list[str] = []
    watch, path = AccessWatch(company), company.paths.config
    rights = company.paths.pages_state / "access.json"
    for number, text in enumerate((PROVIDER, PROVIDER + "[oops", "", PROVIDER + LI)):
        path.write_text(text)
        os.utime(path, ns=(number + 1, number + 1))
        watch.refresh(said.append)
        policy = read_policy(rights)
        assert policy.has_provider
        assert len(policy.grants) == (1 if text.endswith(LI) else 0)
    assert len(said) == 2
    assert "stay as they were" in said[0]
    assert "Start again" in said[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LI, "roles need people who sign in"),
        (PROVIDER.replace('client_id = "headwater"', ""), "client_id is needed"),
        (PROVIDER.replace("https", "http"), "must begin with https"),
        (PROVIDER + LI.replace('["fanli"]', "[]"), "partner manager has channels or partners"),
        (PROVIDER + LI.replace("channels", "cities"), "partner manager has channels"),
        (PROVIDER + LI.replace("partner_manager", "operator"), "operator has cities"),
        (PROVIDER + LI.replace("partner_manager", "admin"), "admin sees all rows"),
        (PROVIDER + LI.replace("partner_manager", "boss"), "'executive', 'marketing'"),
        (PROVIDER + LI.replace("Li@", ""), "not an e-mail address"),
        (PROVIDER + LI.replace("emails", "domains"), "not a domain"),
        (PROVIDER + LI.replace('emails = ["Li@Example.com"]', ""), "names emails, domains"),
    ],
)
def test_settings_that_would_let_in_the_wrong_people_are_refused(tmp_path, text, words):
    (tmp_path / "headwater.toml").write_text(text)
    with pytest.raises(ConfigError, match=words):
        load_settings(tmp_path)


def test_pages_and_settings_know_the_same_roles():
    assert get_args(Role) == get_args(ToldGrant.model_fields["role"].annotation)


def test_the_doctor_checks_the_sign_in_and_tells_no_secret(company, monkeypatch):
    monkeypatch.setenv("HEADWATER_HASH_KEY", "a key of some length")
    text = PROVIDER.replace("https://login.example.com", "http://127.0.0.1:9")
    home = settings_with(company.paths.home, text + LI).paths.home
    found = {finding.subject: finding for finding in examine(home)}
    assert (found["access"].state, found["sign-in"].state) == ("ok", "warn")
    assert "partner_manager" in found["access"].found
    monkeypatch.setenv("HEADWATER_COOKIE_SECRET", "too short")
    found = {finding.subject: finding for finding in examine(home)}
    assert found["access"].state == "fail"
    assert not any("too short" in one.found + one.mend for one in found.values())
    assert not any("of the provider" in one.found + one.mend for one in found.values())


def test_the_access_log_is_read_by_person_kind_and_time(tmp_path):
    workspace = open_workspace(tmp_path)
    note_export(workspace, "statement_fanli.xlsx", 12, channel="fanli")
    line = {"at": "2026-01-02T03:04:05Z", "who": "li@example.com", "action": "people", "rows": 3}
    with workspace.paths.access_log.open("a") as file:
        file.write(json.dumps(line) + "\nhalf a li\n")
    path = workspace.paths.access_log
    assert [one.get("who") for one in read_log(path, Wanted(who="LI@"))] == ["li@example.com", None]
    since = Wanted(since=datetime(2026, 6, 1), action="export")
    assert [one.get("rows") for one in read_log(path, since)] == [12, None]
    told = CliRunner().invoke(app, ["--home", str(tmp_path), "access-log"])
    assert "channel=fanli" in told.output
    assert "half a li" in told.output
    assert (
        CliRunner().invoke(app, ["--home", str(tmp_path), "access-log", "--action", "x"]).exit_code
    )
