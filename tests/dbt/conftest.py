"""One company for all stories: each test module tells its own in `STORY`, on its own dates.

A module that also asks of another's people names it in `READS_ALSO`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest

from orchestration.dbt_build import manifest_in
from orchestration.workspace import open_workspace
from tests.conftest import environment_kept, have_parsed
from tests.dbt.harness import Company
from tests.dbt.lake import Lake, merged
from tests.dbt.stories import journeys, products, visit

HERE = Path(__file__).parent
FIRST_DAY, LAST_DAY = "2026-01-01 12:00", "2026-12-31 12:00"


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """The project as all workers of this session know it."""
    with environment_kept():
        workspace = open_workspace(tmp_path_factory.mktemp("parse"))
        have_parsed(workspace)
        return manifest_in(workspace.dbt_manifest.parent)


@pytest.fixture(scope="session")
def company(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, manifest: Manifest
) -> Company:
    """The stories of all collected modules, built once, in full, over the year 2026."""
    home: Path = tmp_path_factory.mktemp("company")
    found = {item.getparent(pytest.Module) for item in request.session.items}
    ours = {module.obj for module in found if module and module.path.parent == HERE}
    ours |= {other for module in ours for other in getattr(module, "READS_ALSO", ())}
    modules = sorted(ours, key=lambda module: module.__name__)
    stories = [module.STORY for module in modules if hasattr(module, "STORY")]
    lake = Lake(home / "lake")
    ends = journeys({"first": [visit(FIRST_DAY)], "last": [visit(LAST_DAY)]})
    lake.load(merged(products(), ends, *stories), LAST_DAY)
    built = Company(home, lake.path, manifest)
    built.build()
    return built
