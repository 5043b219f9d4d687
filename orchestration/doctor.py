"""Examines the set-up of a company folder and says how to mend what is wrong."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ingest.config import ConfigError, Paths, Settings, has_hash_key, hash_key, load_settings
from ingest.lake import Lake
from orchestration import builds, lock
from orchestration.serve import require_free
from orchestration.workspace import UserError, Workspace

State = Literal["ok", "warn", "fail"]
NEEDED = (
    *("duckdb", "dagster", "dagster_dbt", "dbt", "dlt", "streamlit", "authlib", "pandera"),
    "altair",
)
OLDEST, NEWEST = (3, 11), (3, 13)
DISK_GIGABYTES = 2.0
MARKS: dict[State, str] = {"ok": "[green]ok[/]", "warn": "[yellow]look[/]", "fail": "[red]wrong[/]"}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, what was found, and how to mend it if need be."""

    subject: str
    state: State
    found: str
    mend: str = ""


def examine(home: Path) -> list[Finding]:
    """Everything a run and the pages need, in the order in which one would mend it."""
    findings = [_python(), _packages(), _folders(home), _disk(home), _chromium()]
    try:
        settings = load_settings(home)
    except ConfigError as error:
        return [*findings, Finding("settings", "fail", str(error), "Correct headwater.toml.")]
    workspace = Workspace(Paths(home), settings)
    return [
        *findings,
        _settings(workspace),
        _key(home),
        _sources(settings),
        _alerts(settings),
        _platform(settings, home),
        _warehouse(workspace),
        *_cluster(workspace),
        _access(workspace),
        *_provider(settings),
        _port(settings.serve.host, settings.serve.dashboards_port, "dashboards_port"),
        _port(settings.serve.host, settings.serve.dagster_port, "dagster_port"),
    ]


def show(findings: list[Finding], console: Console) -> None:
    """Print the findings as a table, ways to mend below the wrong ones."""
    table = Table("", "", "", box=None, show_header=False, pad_edge=False)
    for finding in findings:
        mend = f"\n→ {finding.mend}" if finding.mend and finding.state != "ok" else ""
        table.add_row(MARKS[finding.state], finding.subject, escape(finding.found + mend))
    console.print(table)
    wrong = sum(finding.state == "fail" for finding in findings)
    console.print(f"{wrong} to mend. 需修复 {wrong} 项。" if wrong else "All is well. 一切正常。")


def _python() -> Finding:
    here = sys.version_info[:2]
    found = f"Python {here[0]}.{here[1]}"
    state: State = "ok" if OLDEST <= here <= NEWEST else "fail"
    return Finding("python", state, found, "Install Python 3.11, 3.12 or 3.13.")


def _packages() -> Finding:
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        return Finding("packages", "fail", f"missing: {', '.join(missing)}", "Run `make setup`.")
    return Finding("packages", "ok", "all installed")


def _folders(home: Path) -> Finding:
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    if os.access(nearest, os.W_OK):
        return Finding("folder", "ok", str(home))
    mend = f"Give this user write access to {nearest}, or choose another folder with --home."
    return Finding("folder", "fail", f"{nearest} cannot be written", mend)


def _disk(home: Path) -> Finding:
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(nearest).free / 1e9
    state: State = "ok" if free > DISK_GIGABYTES else "warn"
    return Finding("disk", state, f"{free:.1f} GB free", "Make room, or use another disk.")


def _chromium() -> Finding:
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    mend = "Only browser tests and screenshots need it: `make setup-browser`."
    return Finding("chromium", "ok" if path else "warn", path or "not installed", mend)


def _settings(workspace: Workspace) -> Finding:
    path = workspace.paths.config
    if path.exists():
        return Finding("settings", "ok", str(path))
    return Finding("settings", "warn", "no headwater.toml, so all defaults", f"Write {path}.")


def _key(home: Path) -> Finding:
    if not has_hash_key(home) and not Lake(Paths(home)).finished_loads():
        return Finding("hash key", "ok", "none yet; the first run makes one")
    return _try("hash key", lambda: f"{len(hash_key(home))} characters", "Set it.")


def _sources(settings: Settings) -> Finding:
    def names() -> str:
        from ingest.descriptions import load_sources

        return ", ".join(load_sources(settings))

    return _try("sources", names, "Correct the [[source]] or [sources] part of headwater.toml.")


def _platform(settings: Settings, home: Path) -> Finding:
    if not settings.platform.url:
        mend = "Set [platform] url for users, investments and repayments."
        return Finding("platform", "warn", "no platform database", mend)

    def answer() -> str:
        from ingest.database import columns_of, open_database

        platform = settings.platform
        with open_database(platform.url, home, platform.timezone) as engine:
            return f"answers, {len(columns_of(engine))} tables"

    return _try("platform", answer, "Check the URL, the network and the password.")


def _alerts(settings: Settings) -> Finding:
    from orchestration.alerts.rules import require_usable

    def looked() -> str:
        require_usable(settings)
        return f"{len(settings.alert)} rules" if settings.alert else "no rules"

    return _try("alerts", looked, "Correct the [[alert]] parts of headwater.toml.")


def _warehouse(workspace: Workspace) -> Finding:
    pid = lock.holder(workspace.run_lock)
    if pid is not None:
        return Finding("warehouse", "warn", f"a run is in progress (process {pid})", "Wait for it.")
    if not workspace.paths.warehouse.exists():
        return Finding("warehouse", "ok", "not built yet")

    def opened() -> str:
        with builds.open_warehouse(workspace.paths.warehouse, read_only=True) as connection:
            build = builds.newest(connection)
        return f"newest build {build.build_id}, {build.status}" if build else "no build yet"

    return _try("warehouse", opened, "Close the other program.")


def _cluster(workspace: Workspace) -> list[Finding]:
    """Only where a cluster builds the models; its words say how to mend what is wrong."""
    if workspace.engine != "spark":
        return []
    from orchestration.spark.examine import examine_cluster

    return [_try("cluster", lambda: examine_cluster(workspace), "See docs/scale.md.")]


def _access(workspace: Workspace) -> Finding:
    from orchestration.access import problems

    access, serve = workspace.settings.access, workspace.settings.serve
    found = problems(access, workspace.paths.home, serve.host)
    if found:
        return Finding("access", "fail", "\n".join(found), "See docs/access.md.")
    if not access.has_provider:
        return Finding("access", "ok", "no sign-in provider: pages on this machine only")
    roles = ", ".join(sorted({grant.role for grant in access.grant}))
    if not roles:
        mend = "Add [[access.grant]] with a role and emails, domains or groups."
        return Finding("access", "warn", "nobody has a role, so nobody sees a page", mend)
    return Finding("access", "ok", f"sign-in as {access.client_id}; {roles}")


def _provider(settings: Settings) -> list[Finding]:
    """Whether the sign-in provider answers; a machine without the network may still be in order."""
    from orchestration.access import provider_issuer

    if not settings.access.has_provider:
        return []
    try:
        issuer = provider_issuer(settings.access)
    except (OSError, ValueError) as error:
        mend = "Check [access] metadata_url and the network."
        return [Finding("sign-in", "warn", f"the provider does not answer: {error}", mend)]
    return [Finding("sign-in", "ok", f"the provider answers as {issuer}")]


def _port(host: str, port: int, option: str) -> Finding:
    mend = f"Stop what listens there, or set [serve] {option}."
    finding = _try(f"port {port}", lambda: str(require_free(host, port, option) or "free"), mend)
    return finding if finding.state == "ok" else Finding(finding.subject, "warn", "in use", mend)


def _try(subject: str, look: Callable[[], str], mend: str) -> Finding:
    from ingest.words import RefusalError

    try:
        return Finding(subject, "ok", look())
    except RefusalError as refusal:
        return Finding(subject, "fail", f"{refusal.words.en} {refusal.words.zh}", mend)
    except (ConfigError, UserError, OSError) as error:
        return Finding(subject, "fail", str(error), mend)
