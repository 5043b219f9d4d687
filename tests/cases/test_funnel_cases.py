"""Funnels answer what peers answer: a product analytics suite, and a column store's function."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from measurement.funnels import FunnelDefinitionError, run

pytestmark = pytest.mark.cases


def read(folder: Path, name: str) -> list[dict]:
    return json.loads((folder / "funnel" / f"{name}.json").read_text(encoding="utf-8"))


def test_product_cases(cases_folder: Path) -> None:
    cases = read(cases_folder, "product_cases")
    for case in cases:
        events, expected = pd.DataFrame(case["events"]), case["expected"]
        if "raises" in expected:
            with pytest.raises(FunnelDefinitionError):
                run(events, case["funnel"], case.get("persons"), case["timezone"])
            continue
        told = run(events, case["funnel"], case.get("persons"), case["timezone"])
        if "persons_at_step" in expected:
            of = told["persons_at_step"]
            told["persons_at_step"] = {step: of[step] for step in expected["persons_at_step"]}
        assert {key: told.get(key) for key in expected} == expected, case["case"]
    assert len(cases) >= 27


def reached(levels: dict[str, int], steps: int) -> list[int]:
    return [sum(level > step for level in levels.values()) for step in range(steps)]


def window_funnel(case: dict, window: int) -> list[int]:
    """A step with several events is a condition on a column."""
    events = pd.DataFrame(case["events"]).rename(columns={"user": "person"})
    events["name"] = events["event"]
    steps = [
        {"event": None, "where": [{"prop": "name", "op": "in", "value": names}]}
        for names in case["steps"]
    ]
    asked = {"steps": steps, "window": {"n": window, "unit": "second"}}
    return run(events, asked)["counts"]


def test_logs_of_the_column_store(cases_folder: Path) -> None:
    logs = read(cases_folder, "window_funnel_logs")
    for log in logs:
        expected = log["expected"]["exists_chain"]["level_by_user"]
        found = window_funnel(log, log["window_seconds"])
        assert found == reached(expected, len(log["steps"])), log["case"]
    assert len(logs) >= 8


def test_cases_of_the_column_store_without_a_mode(cases_folder: Path) -> None:
    cases = [case for case in read(cases_folder, "window_funnel_cases") if not case["modes"]]
    for case in cases:
        expected = reached(case["expected_level_by_user"], len(case["steps"]))
        assert window_funnel(case, case["window"]) == expected, case["case"]
    assert len(cases) >= 4
