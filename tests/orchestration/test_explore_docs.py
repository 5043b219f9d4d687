"""docs/explore.md speaks of every key, and its examples can be asked."""

import json
import re
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest
from typer.main import get_command

from measurement import funnels, paths, retention
from measurement.attribution import from_paths
from measurement.funnels.told import Answer
from measurement.paths.definition import Paths
from measurement.retention.definition import Retention
from orchestration.explore import attribution
from orchestration.explore.attribution_answer import answer
from tests.measurement.attributed import COUNTED
from tests.measurement.attributed import paths as paths_of

PAGE = Path(__file__).parents[2].joinpath("docs", "explore.md").read_text(encoding="utf-8")
EXAMPLES = [json.loads(text) for text in re.findall(r"```json\n(.+?)```", PAGE, re.DOTALL)]
EVENTS = pa.table(
    {
        "person": ["ann", "ann"],
        "event": ["visit", "registration"],
        "ts": [datetime(2026, 6, 1, 9), datetime(2026, 6, 1, 10)],
        "page": ["/", "/product/1"],
    }
)


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize(("title", "model"), [("Retention", Retention), ("Paths", Paths)])
def test_every_key_of_a_definition_and_of_an_answer_is_described(title, model):
    keys = {field.alias or name for name, field in model.model_fields.items()}
    run = retention.run if model is Retention else paths.run
    asked = {"weight": {"prop": "amount"}, "breakdown": {"prop": "page"}, "return_event": None}
    answer = run(EVENTS, asked | {"start_event": "visit"} if model is Retention else {})
    told = set(re.findall(r"`(\w+)`", section(title)))
    assert (keys | set(answer)) - told <= {"period", "per"}


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_can_be_asked(example):
    run = paths.run if {"start", "end"} & set(example) else retention.run
    assert (funnels.run if "steps" in example else run)(EVENTS, example)


def test_every_key_of_a_funnel_and_of_its_answer_is_described():
    told = set(re.findall(r"`(\w+)`", section("Funnel")))
    assert set(funnels.Funnel.model_fields) | set(Answer.__annotations__) <= told


def test_every_option_and_answer_of_attribution_is_described():
    command = get_command(attribution.app)
    options = {max(option.opts, key=len) for option in command.params}
    completions = {option for option in options if option.endswith("completion")}
    assert options - completions <= set(re.findall(r"--[\w-]+", PAGE))
    answered = set(answer(from_paths(paths_of(COUNTED))))
    assert answered <= set(re.findall(r"`(\w+)`", section("Attribution")))


def test_there_are_examples():
    assert len(EXAMPLES) == 6
