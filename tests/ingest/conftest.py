from pathlib import Path

import pytest

from tests.ingest.company import Company, new_company


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return new_company(tmp_path / "home")
