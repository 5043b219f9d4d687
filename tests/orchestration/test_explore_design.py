"""How many people and which cities, asked before the launch on the command line."""

import json

import duckdb
import pytest
from typer.testing import CliRunner

from orchestration.cli import app
from tests.measurement.geo.cities import panel


def ask(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_people_needed_follow_from_baseline_and_lift():
    told = ask("explore", "design", "--baseline", 0.1, "--lift", 0.2, "--people", 10_000, "--json")
    answer = json.loads(told.output)["people"]
    # (1.96 + 0.8416)^2 x 2 (0.1 x 0.9 + 0.12 x 0.88) / 0.02^2 = 7676.2, in two halves
    assert answer["needed"] == {"arm": 3839, "control": 3839, "people": 7678}
    assert answer["minimum_effect"] == pytest.approx(0.0174, abs=0.0003)
    assert 0.2 < answer["smallest_holdout"] < 0.3


def test_a_holdout_of_a_tenth_needs_more_people():
    told = ask("explore", "design", "--baseline", 0.1, "--lift", 0.2, "--holdout", 0.1)
    assert "People needed" in told.output
    halves = ask("explore", "design", "--baseline", 0.1, "--lift", 0.2).output
    assert told.output != halves


def test_cities_of_a_panel_are_ranked_by_what_past_weeks_would_have_shown(tmp_path):
    path = tmp_path / "panel.csv"
    panel(3, cities=12).to_csv(path, index=False)
    told = ask("explore", "design", "--cities", 1, "--days", 7, "--rows", path, "--json")
    groups = json.loads(told.output)["cities"]
    seen = [group["minimum_effect"] or 9.0 for group in groups]
    assert len(groups) == 12
    assert seen == sorted(seen)


def test_the_companys_own_cities_are_read_from_what_is_published(tmp_path):
    serving = tmp_path / "serving" / "headwater.duckdb"
    serving.parent.mkdir()
    with duckdb.connect(str(serving)) as connection:
        connection.register("panel", panel(3, cities=8))
        connection.execute(
            "create table fct_city_daily as select location as city, date as stat_date, "
            "y as revenue, 1 as firsts from panel"
        )
    told = ask("--home", tmp_path, "explore", "design", "--cities", 1, "--days", 7, "--json")
    assert len(json.loads(told.output)["cities"]) == 8


def test_a_question_without_sense_is_answered_in_words(tmp_path):
    assert "--baseline" in ask("explore", "design").output
    nothing = ask("--home", tmp_path, "explore", "design", "--cities", 2)
    assert "Nothing was published yet" in nothing.output


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--baseline", 5), "between 0 and 1, like 0.05, not 5"),
        (("--baseline", 0.9, "--lift", 0.5), "leaves nobody to win"),
        (("--baseline", 0.1, "--lift", 0), "leaves nobody to win"),
        (("--baseline", 0.1, "--people", -5), "at least 2"),
        (("--baseline", 0.1, "--holdout", 10), "between 0 and 1, like 0.1, not 10"),
    ],
)
def test_numbers_without_sense_are_named(options, words):
    told = ask("explore", "design", *options)
    assert told.exit_code == 1
    assert words in told.output


def test_cities_that_would_show_nothing_are_said_to(tmp_path):
    path = tmp_path / "panel.csv"
    noisy = panel(3, cities=8)
    noisy["y"] = [1000.0 * (row % 7 == 0) * (row % 5) for row in range(len(noisy))]
    noisy.to_csv(path, index=False)
    told = ask("explore", "design", "--cities", 1, "--days", 7, "--rows", path)
    assert "treat more cities, run longer" in " ".join(told.output.split())
