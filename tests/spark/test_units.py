"""The unit tests of the models, on Spark; the last module, so that they run beside all others."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

pytestmark = pytest.mark.xdist_group("spark")


def test_every_unit_test_of_the_models_holds_on_spark(unit_tests: Future[dict[str, str]]):
    results = unit_tests.result()
    assert len(results) > 30
    assert [name for name, status in results.items() if status != "pass"] == []
