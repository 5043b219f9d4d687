"""A company whose lake was begun before a dataset had all its columns goes on as it was."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest.config import Paths
from orchestration.run import Request
from tests.conftest import copied, run_once
from tests.e2e.published import differences, figures

pytestmark = pytest.mark.xdist_group("again")


def test_a_column_that_older_files_lack_changes_no_number(calm: Paths, tmp_path: Path):
    paths = copied(calm, tmp_path / "company")
    for file in (paths.lake / "users").glob("*.parquet"):
        pq.write_table(pq.read_table(file).drop_columns("is_deleted"), file)
    before = figures(paths)
    run_once(paths.home, Request(full=True))
    assert differences(before, figures(paths)) == []
