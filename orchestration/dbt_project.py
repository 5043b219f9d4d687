"""The dbt project seen from outside: where it is, its fingerprint, manifest and variables."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from orchestration.workspace import UserError, Workspace

PROJECT = Path(__file__).resolve().parent.parent / "dbt_project"
DBT = Path(sys.executable).with_name("dbt")
SOURCE_SUFFIXES = {".sql", ".yml", ".yaml", ".csv", ".md", ".toml"}
BUILD_PRODUCTS = {"target", "logs", "dbt_packages"}
PUBLISHED_MARTS = (
    "dim_channels",
    "dim_dates",
    "dim_campaigns",
    "fct_spend_daily",
    "fct_channel_daily",
    "fct_funnel_daily",
    "fct_channel_cohorts",
    "fct_channel_credit_daily",
    "fct_cohort_activity",
    "fct_growth_daily",
    "fct_plan_vs_actual",
    "fct_deliveries",
    "fct_rejects",
    "fct_source_freshness",
    "fct_data_quality",
    "annotations",
)


class Mart(NamedTuple):
    """A table of the warehouse that is published: its schema, relation, and published name."""

    schema: str
    relation: str
    name: str


def company_vars(workspace: Workspace) -> dict[str, str | int]:
    """The dbt variables that the company's settings decide."""
    windows = workspace.settings.windows
    return {
        "company_timezone": workspace.settings.company.timezone,
        "session_timeout_minutes": windows.session_timeout_minutes,
        "attribution_lookback_days": windows.attribution_lookback_days,
        "funnel_window_days": windows.funnel_window_days,
    }


def fingerprint(workspace: Workspace) -> str:
    """Changes whenever the project's files or the company's variables do: then rebuild all."""
    digest = hashlib.sha256(json.dumps(company_vars(workspace), sort_keys=True).encode())
    for path in _project_files():
        digest.update(str(path.relative_to(PROJECT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def manifest_path(workspace: Workspace) -> Path:
    """The manifest of the project as it is now; `dbt parse` makes it when it is missing or old.

    Raises:
        UserError: when dbt cannot parse the project.
    """
    manifest = workspace.dbt_state / "manifest.json"
    stamp = workspace.dbt_state / "manifest.fingerprint"
    current = fingerprint(workspace)
    if manifest.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == current:
        return manifest
    parsed = _parse(workspace)
    parsed.replace(manifest)
    stamp.write_text(current, encoding="utf-8")
    return manifest


def published_marts(manifest: Path) -> list[Mart]:
    """Each mart that the pages read."""
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    models = [node for node in nodes if node["resource_type"] == "model"]
    marked = [node for node in models if node["config"].get("meta", {}).get("publish")]
    chosen = marked or [node for node in models if node["name"] in PUBLISHED_MARTS]
    return sorted(Mart(node["schema"], node["alias"], node["name"]) for node in chosen)


def _project_files() -> list[Path]:
    found = (path for path in PROJECT.rglob("*") if path.suffix in SOURCE_SUFFIXES)
    return sorted(p for p in found if not BUILD_PRODUCTS & set(p.relative_to(PROJECT).parts))


def _parse(workspace: Workspace) -> Path:
    target = workspace.dbt_state / "parse"
    arguments = ["parse", "--quiet", "--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    arguments += ["--target-path", str(target), "--vars", json.dumps(company_vars(workspace))]
    done = subprocess.run(
        [str(DBT), *arguments],
        env=os.environ | workspace.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise UserError(f"dbt cannot read {PROJECT}:\n{done.stdout}{done.stderr}")
    partial = target / "partial_parse.msgpack"
    if partial.exists():
        shutil.copy(partial, workspace.dbt_target)
    return target / "manifest.json"
