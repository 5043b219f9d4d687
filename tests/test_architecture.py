"""Imports follow the data: ingest and measurement, then orchestration; pages read only files."""

import ast
import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = {
    "ingest": {"dagster", "dagster_dbt", "streamlit", "orchestration", "dashboards", "measurement"},
    "measurement": {"dagster", "dagster_dbt", "streamlit", "orchestration", "dashboards", "ingest"},
    "orchestration": {"dashboards", "streamlit"},
    "dashboards": {"ingest", "orchestration", "dagster", "dagster_dbt", "dlt", "dbt"},
}


def imported_packages(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_no_import_goes_against_the_data(folder):
    files = sorted((ROOT / folder).rglob("*.py"))
    against = {
        str(path.relative_to(ROOT)): sorted(imported_packages(path) & FORBIDDEN[folder])
        for path in files
    }
    assert files
    assert {path: names for path, names in against.items() if names} == {}


OPENS_A_FILE = re.compile(r"duckdb\.connect\((?!\))")
"""Without an argument the database is in memory, and nobody's."""


def test_only_one_module_outside_dbt_opens_the_warehouse_for_writing():
    opening = {
        str(path.relative_to(ROOT))
        for folder in ("ingest", "orchestration", "measurement")
        for path in (ROOT / folder).rglob("*.py")
        if OPENS_A_FILE.search(path.read_text(encoding="utf-8"))
    }
    assert opening <= {
        "orchestration/builds.py",
        "orchestration/publish.py",
        *(path for path in opening if path.startswith("ingest/")),
    }


@pytest.mark.xdist_group("one_worker")
def test_marked_tests_share_one_worker(request):
    is_spread = "PYTEST_XDIST_WORKER" in os.environ
    assert request.node.nodeid.endswith("@one_worker") == is_spread
