"""A/B comparisons answered by a peer's engine, and a real promotion by e-mail."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from measurement.experiments import analyse, compare, sample_ratio

pytestmark = pytest.mark.cases

FILE = Path(os.environ.get("HEADWATER_CASES", ".")) / "experiments" / "ab_cases.json"
ARGUMENTS = ("test", "difference", "tuning", "prior")
ANSWERED_TO_FIVE_PLACES = 6e-6
"""Cases named after the engine's own tests carry five decimals, the others all of them."""


def told(part: str) -> list[dict]:
    return json.loads(FILE.read_text(encoding="utf-8"))[part] if FILE.exists() else []


@pytest.mark.parametrize(
    "case",
    [*told("from_source_tests"), *told("engine_oracle")],
    ids=lambda case: case["case"],
)
def test_a_comparison_has_the_engines_answer(case: dict) -> None:
    arguments = {name: case[name] for name in ARGUMENTS if name in case}
    answer = compare(case["a"], case["b"], **arguments)
    tolerance = 1e-9 if case["case"].startswith("gen_") else ANSWERED_TO_FIVE_PLACES
    for key, expected in case["expected"].items():
        found, wanted = (
            [value] if not isinstance(value, list) else value for value in (answer[key], expected)
        )
        assert [value is None for value in found] == [value is None for value in wanted]
        numbers = [value for value in wanted if value is not None]
        assert [value for value in found if value is not None] == pytest.approx(
            numbers, abs=tolerance, rel=1e-8
        ), key


@pytest.mark.parametrize("case", told("srm"), ids=lambda case: str(case["users"]))
def test_a_sample_ratio_has_the_engines_p(case: dict) -> None:
    assert sample_ratio(case["users"], case["weights"])["p"] == pytest.approx(case["expected_p"])


def test_the_e_mail_promotion_has_its_published_effects(cases_folder: Path) -> None:
    told = analyse(cases_folder / "experiments" / "hillstrom.csv", None, "segment", "visit")
    assert told["control"] == "No E-Mail"
    assert told["refusal"] is None
    effects = {name: arm["absolute"]["effect"] for name, arm in told["arms"].items()}
    assert effects["Mens E-Mail"] == pytest.approx(0.076590, abs=5e-7)
    assert effects["Womens E-Mail"] == pytest.approx(0.045233, abs=5e-7)


def test_spending_before_narrows_the_interval_of_spending_after(cases_folder: Path) -> None:
    file = cases_folder / "experiments" / "hillstrom.csv"
    plain = analyse(file, None, "segment", "spend")["arms"]["Mens E-Mail"]["absolute"]
    adjusted = analyse(file, None, "segment", "spend", "history")["arms"]["Mens E-Mail"]
    assert adjusted["method"] == "cuped"
    assert adjusted["absolute"]["se"] <= plain["se"]
    assert adjusted["absolute"]["effect"] == pytest.approx(plain["effect"], abs=plain["se"])
