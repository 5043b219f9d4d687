"""Attribution on the command line: tables, JSON, and mistakes in words."""

import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from orchestration.cli import app
from tests.measurement.attributed import COUNTED, paths

TOUCHES = """user_id,ts,channel
ann,2026-01-01,seo
ann,2026-01-08,wechat
ann,2026-01-15,direct
bob,2026-01-02,seo
"""
CONVERSIONS = """conversion_id,user_id,ts,revenue
c1,ann,2026-01-15,70
c2,eve,2026-01-15,5
"""


def ask(*arguments):
    return CliRunner().invoke(
        app, ["explore", "attribution", *(str(argument) for argument in arguments)]
    )


@pytest.fixture
def journeys(tmp_path):
    """Ann's three touches a week apart before her conversion, and a stranger's conversion."""
    touches, conversions = tmp_path / "touches.csv", tmp_path / "conversions.csv"
    touches.write_text(TOUCHES, encoding="utf-8")
    conversions.write_text(CONVERSIONS, encoding="utf-8")
    return "--touches", touches, "--conversions", conversions


@pytest.fixture
def counted(tmp_path):
    path = tmp_path / "paths.parquet"
    paths(COUNTED).to_parquet(path)
    return path


def told(answer, model):
    rows = [row for row in answer["credits"] if row["model"] == model]
    return {row["channel"]: round(row["conversions"], 4) for row in rows}


def test_touches_are_credited_by_the_half_life_that_was_asked_for(journeys):
    answer = json.loads(ask(*journeys, "--half-life", 7, "--draws", 0, "--json").output)
    assert told(answer, "time_decay") == {
        "seo": 0.1429,
        "wechat": 0.2857,
        "direct": 0.5714,
        "(unattributed)": 1,
    }
    assert answer["intervals"] is None


def test_a_shorter_lookback_forgets_the_older_touches(journeys):
    answer = json.loads(ask(*journeys, "--lookback", 7, "--models", "first", "--json").output)
    assert told(answer, "first") == {"seo": 0, "wechat": 1, "direct": 0, "(unattributed)": 1}


def test_counted_paths_are_told_with_intervals_effects_and_matrix(counted):
    answer = json.loads(ask("--paths", counted, "--models", "markov", "--json").output)
    assert told(answer, "markov")["A"] == pytest.approx(17.9088)
    assert answer["removal_effects"]["A"] == pytest.approx(0.439522, abs=1e-6)
    assert sum(answer["transition_matrix"]["(start)"].values()) == pytest.approx(1)
    interval = next(row for row in answer["intervals"] if row["channel"] == "A")
    assert interval["low"] < 17.9 < interval["high"]


def test_the_table_says_what_cannot_be_told_apart(counted):
    output = " ".join(ask("--paths", counted).output.split())
    assert "Not enough conversions to tell these channels apart (markov): C, B, A." in output
    assert "26.30" in output


def test_a_channel_with_spend_and_no_touch_stays_in_the_decisions(counted, tmp_path):
    spend = tmp_path / "spend.csv"
    spend.write_text("channel,spend\nA,100\nmetro,50\n", encoding="utf-8")
    question = ("--paths", counted, "--models", "first", "--spend", spend, "--json")
    rows = json.loads(ask(*question).output)["decisions"]
    assert {row["channel"]: row["first"] for row in rows} == {"A": "more", "metro": "less"}


def test_without_files_the_companys_own_conversions_of_a_kind_are_credited(
    tmp_path, journeys, monkeypatch
):
    monkeypatch.setenv("HEADWATER_HOME", str(tmp_path))
    serving = tmp_path / "serving"
    serving.mkdir()
    pd.read_csv(journeys[1]).to_parquet(serving / "touches.parquet")
    bought = pd.read_csv(journeys[3]).assign(kind=["first_investment", "repeat_investment"])
    bought.to_parquet(serving / "conversions.parquet")
    answer = json.loads(ask("--models", "last", "--lookback", 1, "--json").output)
    assert told(answer, "last") == {"direct": 1, "seo": 0, "wechat": 0, "(unattributed)": 0}
    assert "--kind is one of registration" in ask("--kind", "visit").stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--touches", "nowhere.csv"), "There is no file nowhere.csv"),
        (("--paths", "nowhere.csv"), "There is no file nowhere.csv"),
        ((), "let `headwater journeys` write the company's own"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(arguments, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refused = ask(*arguments)
    assert refused.exit_code == 1
    assert words in refused.stderr


def test_a_model_that_paths_cannot_answer_is_refused_in_words(counted):
    refused = ask("--paths", counted, "--models", "time_decay")
    assert refused.exit_code == 1
    assert "needs the instants of touches" in refused.stderr


def test_spend_below_zero_is_refused_with_its_channel(counted, tmp_path):
    spend = tmp_path / "spend.csv"
    spend.write_text("channel,spend\nA,-1\n", encoding="utf-8")
    refused = ask("--paths", counted, "--spend", spend)
    assert "below 0, missing or no number for A" in refused.stderr
