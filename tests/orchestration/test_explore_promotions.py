"""Promotions judged on the command line: tables, JSON, and mistakes in words."""

import json

import pytest
from typer.testing import CliRunner

from orchestration.cli import app
from tests.measurement.geo.cities import day, exact


def ask(*arguments):
    return CliRunner().invoke(app, ["explore", *(str(argument) for argument in arguments)])


@pytest.fixture
def coupon(tmp_path):
    """Ten of forty bought without the coupon, twenty of forty with it."""
    rows = [("control", k < 10) for k in range(40)] + [("coupon", k < 20) for k in range(40)]
    text = "\n".join(f"{arm},{int(bought)}" for arm, bought in rows)
    path = tmp_path / "coupon.csv"
    path.write_text(f"arm,bought\n{text}\n", encoding="utf-8")
    return path


def test_an_experiment_is_told_as_json(coupon):
    told = ask("experiment", "--rows", coupon, "--arm", "arm", "--metric", "bought", "--json")
    answer = json.loads(told.output)
    assert answer["arms"]["coupon"]["absolute"]["effect"] == pytest.approx(0.25)
    assert answer["control"] == "control"


def test_an_experiment_is_told_as_a_table_with_its_warnings(coupon):
    told = ask("experiment", "--rows", coupon, "--arm", "arm", "--metric", "bought")
    assert "+100.0 %" in told.output
    assert "0.25" in told.output


def test_a_refusal_is_printed_instead_of_an_effect(coupon):
    question = ("experiment", "--rows", coupon, "--arm", "arm", "--metric", "bought")
    told = ask(*question, "--weights", "control=1,coupon=9")
    assert told.exit_code == 0
    assert "no effect is shown" in " ".join(told.output.split())
    assert "+100.0 %" not in told.output
    assert "0.25" not in told.output


def test_a_geo_lift_is_told_with_its_controls(tmp_path):
    path = tmp_path / "panel.csv"
    exact().to_csv(path, index=False)
    question = (
        "geo-lift",
        "--rows",
        path,
        "--treated",
        "mix",
        "--start",
        day(20),
        "--end",
        day(29),
    )
    assert "c1" in ask(*question).output
    assert json.loads(ask(*question, "--json").output)["incremental"] == pytest.approx(50, abs=0.1)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--metric", "sales"), "no column sales"),
        (("--metric", "bought", "--weights", "half"), "planned shares like"),
        (("--metric", "bought", "--control", "nobody"), "no arm 'nobody'"),
        (("--metric", "bought", "--test", "guess"), "There is no test guess"),
    ],
)
def test_a_question_without_sense_is_answered_in_words(coupon, options, words):
    told = ask("experiment", "--rows", coupon, "--arm", "arm", *options)
    assert told.exit_code == 1
    assert words in told.output


def test_a_refused_lift_has_no_table_and_a_day_is_written_as_one(tmp_path):
    path = tmp_path / "panel.csv"
    few = exact()
    few[few["location"].isin(["mix", "c1", "c2"])].to_csv(path, index=False)
    question = ("geo-lift", "--rows", path, "--treated", "mix", "--end", day(29))
    told = ask(*question, "--start", day(20))
    assert "at least 5 are needed" in told.output
    assert "95 %" not in told.output
    assert "is a day like 2026-04-01" in ask(*question, "--start", "yesterday").output
