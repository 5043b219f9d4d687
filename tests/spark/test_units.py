"""The unit tests of the models, on Spark, and what has to wait until they are through."""

from __future__ import annotations

from concurrent.futures import Future, wait

import pytest

from tests.spark.conftest import PATIENCE, Engines
from tests.spark.on_spark import refused_on_spark

pytestmark = pytest.mark.xdist_group("spark")


def test_every_unit_test_of_the_models_holds_on_spark(unit_tests: Future[dict[str, str]]):
    results = unit_tests.result(PATIENCE)
    assert len(results) > 30
    assert [name for name, status in results.items() if status != "pass"] == []


def test_a_model_that_breaks_its_contract_is_refused_on_spark(
    second_build: Engines, unit_tests: Future[dict[str, str]]
):
    wait([unit_tests], PATIENCE)
    changes = {
        "dim_cities": (
            "select * from cities",
            "select nullif(city, '北京') as city, * except (city) from cities",
        ),
        "fct_investments": (
            "product_id,\n        amount,",
            "product_id,\n        cast(null as decimal(18, 2)) as amount,",
        ),
        "fct_touchpoints": ("touchpoint_type,", "'rumour' as touchpoint_type,"),
        "fct_placements": (
            "watched_until\n",
            "cast(watched_until as timestamp) as watched_until\n",
        ),
    }
    said = refused_on_spark(second_build.spark, changes)
    assert "[USER_RAISED_EXCEPTION] city must not be null" in said["dim_cities"]
    assert "[USER_RAISED_EXCEPTION] amount must not be null" in said["fct_investments"]
    assert "touchpoint_type must keep its check" in said["fct_touchpoints"]
    assert "enforced contract that failed" in said["fct_placements"]
    assert "watched_until" in said["fct_placements"]
