"""The dbt project as dbt has parsed it: made once, whatever company it is built for.

Variables are told when the project is built. No file of it chooses a model, a test or a setting by
one, so that a parsed project serves every company and every past moment.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from orchestration.workspace import UserError, Workspace

PROJECT = Path(__file__).resolve().parent.parent / "dbt_project"
SOURCE_SUFFIXES = {".sql", ".yml", ".yaml", ".csv", ".md", ".toml"}
BUILD_PRODUCTS = {"target", "logs", "dbt_packages"}
PARSERS = ("dbt-core", "dbt-adapters", "dbt-duckdb")


def ensure_manifest(workspace: Workspace) -> Path:
    """The manifest of the project as it is now; `dbt parse` makes it when it is missing or old.

    Raises:
        UserError: when dbt cannot parse the project.
    """
    file, current = stamp_of(workspace), stamp(workspace)
    if not file.exists() or file.read_text(encoding="utf-8") != current:
        _parse(workspace)
        file.write_text(current, encoding="utf-8")
    return workspace.dbt_manifest


def stamp_of(workspace: Workspace) -> Path:
    """Where it is noted beside the manifest which project it is of."""
    return workspace.dbt_manifest.with_suffix(".fingerprint")


def stamp(workspace: Workspace) -> str:
    """Changes with the project's files, the engine and its schema, and what parses."""
    told = [workspace.engine, workspace.settings.spark.database, *map(version, PARSERS)]
    return hashlib.sha256("\n".join([*told, project_digest()]).encode()).hexdigest()


def project_digest() -> str:
    """Changes whenever a file of the project does."""
    digest = hashlib.sha256()
    for path in _project_files():
        digest.update(str(path.relative_to(PROJECT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def options(workspace: Workspace) -> list[str]:
    """What every dbt command is told: where the project is and where not to write."""
    folders = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    return ["--quiet", "--target", workspace.engine, *folders, "--log-path", str(workspace.logs)]


def _project_files() -> list[Path]:
    found = (path for path in PROJECT.rglob("*") if path.suffix in SOURCE_SUFFIXES)
    return sorted(p for p in found if not BUILD_PRODUCTS & set(p.relative_to(PROJECT).parts))


def _parse(workspace: Workspace) -> None:
    from dbt.cli.main import dbtRunner

    folder = workspace.dbt_manifest.parent
    parsed = dbtRunner().invoke(["parse", *options(workspace), "--target-path", str(folder)])
    if not parsed.success:
        raise UserError(f"dbt cannot read {PROJECT}: {parsed.exception}")
