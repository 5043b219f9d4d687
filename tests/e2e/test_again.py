"""A run with nothing new publishes nothing."""

import pytest

from tests.conftest import copied, run_once
from tests.e2e.published import build_id

pytestmark = pytest.mark.xdist_group("small_company")


def test_a_run_with_nothing_new_says_so_and_publishes_nothing(calm, tmp_path):
    again = copied(calm, tmp_path / "company")
    before = build_id(again)
    notes = run_once(again.home).notes
    assert any("Nothing new" in note for note in notes)
    assert build_id(again) == before
