"""Questions asked on the command line: tables, JSON, and mistakes in words."""

import json

import duckdb
import pytest
from typer.testing import CliRunner

from orchestration.cli import app

ROWS = """
person,event,ts
ann,visit,2026-05-01T09:00:00+08:00
ann,invest,2026-05-02T09:00:00+08:00
bob,visit,2026-05-01T23:30:00+08:00
"""
DAYS = {"total_intervals": 2, "date_to": "2026-05-02", "start_event": "visit", "return_event": None}


def headwater(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.output


@pytest.fixture
def asked(tmp_path):
    """Writes events and a definition, and asks."""
    (tmp_path / "events.csv").write_text(ROWS.strip(), encoding="utf-8")

    def ask(command, definition, *options, events="events.csv"):
        path = tmp_path / "question.json"
        path.write_text(json.dumps(definition), encoding="utf-8")
        named = ["--events", tmp_path / events] if events else []
        home = ("--home", tmp_path, "explore", command)
        return headwater(*home, "--definition", path, *named, *options)

    return ask


def test_retention_is_told_as_a_table_with_young_cells_marked(asked):
    code, output = asked("retention", DAYS | {"as_of": "2026-05-02"})
    assert code == 0, output
    assert "Day 1" in output
    assert "50.0 %" in output
    _, young = asked("retention", DAYS | {"as_of": "2026-05-02T20:00:00+08:00"})
    assert "50.0 %*" in young


def test_days_are_those_of_the_company_unless_a_time_zone_is_named(asked):
    code, output = asked("retention", DAYS, "--json")
    assert code == 0, output
    assert json.loads(output)["matrix"] == [[2, 1], [0]]
    answer = json.loads(asked("retention", DAYS, "--timezone", "Asia/Tokyo", "--json")[1])
    assert (answer["timezone"], answer["matrix"]) == ("Asia/Tokyo", [[1, 1], [1]])


def test_a_funnel_is_told_step_by_step_and_by_day(asked):
    definition = {"steps": [{"event": "visit"}, {"event": "invest"}], "interval": "day"}
    code, output = asked("funnel", definition)
    assert code == 0, output
    for words in ("1 visit", "2 invest", "50.0 %", "1.0 d", "2026-05-01*"):
        assert words in output
    answer = json.loads(asked("funnel", definition, "--json")[1])
    assert (answer["counts"], answer["median_conversion_seconds"]) == ([2, 1], [None, 86400.0])


def test_a_funnel_is_told_by_value(asked, tmp_path):
    persons = tmp_path / "persons.json"
    persons.write_text('{"ann": {"city": "北京"}}', encoding="utf-8")
    definition = {"steps": [{"event": "visit"}, {"event": "invest"}]}
    definition["breakdown"] = {"person_prop": "city"}
    code, output = asked("funnel", definition, "--persons", persons)
    assert code == 0, output
    assert "北京" in output
    assert "(none 无)" in output


def test_times_to_convert_are_told_in_bins_and_steps_by_their_names(asked):
    definition = {"steps": [{"event": None, "name": "Came"}, {"event": "invest"}], "to_step": 1}
    code, output = asked("funnel", definition)
    assert code == 0, output
    for words in ("1 Came", "Time to convert", "average 平均 1.0 d, median 中位数 1.0 d"):
        assert words in output


@pytest.mark.parametrize(
    ("definition", "rows", "words"),
    [
        ({"steps": []}, ROWS, "steps: "),
        ({"steps": [{"event": "visit"}], "windw": 1}, ROWS, "windw: there is no such key"),
        ({"steps": [{"event": "a"}]}, "person,event,ts\nann,a,soon\n", '"soon"'),
    ],
)
def test_mistakes_in_a_funnel_are_told_in_words(asked, tmp_path, definition, rows, words):
    (tmp_path / "log.csv").write_text(rows.strip(), encoding="utf-8")
    code, output = asked("funnel", definition, events="log.csv")
    assert code == 1
    assert output.startswith("Error: ")
    assert words in output
    assert "Traceback" not in output


def test_paths_are_told_as_ways_and_steps(asked):
    code, output = asked("paths", {"start": {"event": "visit"}})
    assert code == 0, output
    assert "visit > invest" in output
    assert "1.0 d" in output


def test_persons_come_from_a_json_file(asked, tmp_path):
    persons = tmp_path / "persons.json"
    persons.write_text('{"ann": {"city": "北京"}}', encoding="utf-8")
    definition = DAYS | {"breakdown": {"person_prop": "city"}}
    output = asked("retention", definition, "--persons", persons, "--json")[1]
    assert list(json.loads(output)["by_breakdown"]) == ["", "北京"]


def test_the_companys_own_events_are_asked_when_none_are_named(asked, tmp_path):
    code, output = asked("paths", {}, events=None)
    assert code == 1
    assert "--events" in output
    (tmp_path / "serving").mkdir()
    own = duckdb.connect().sql("select 'ann' as person, 'visit' as event, now() as ts")
    own.write_parquet(str(tmp_path / "serving" / "journeys.parquet"))
    assert json.loads(asked("paths", {}, "--json", events=None)[1])["journeys"] == 1


@pytest.mark.parametrize(
    ("definition", "events", "words"),
    [
        ({}, "nothing.csv", "There is no file"),
        ({"periods": "day"}, "events.csv", "did you mean period?"),
        ({"date_to": "soon"}, "events.csv", "is not a day"),
        ([], "events.csv", "must hold one JSON object"),
        ({}, "question.json", "cannot be read"),
    ],
)
def test_mistakes_are_told_in_words(asked, definition, events, words):
    code, output = asked("retention", definition, events=events)
    assert code == 1
    assert output.startswith("Error: ")
    assert words in output
    assert "Traceback" not in output


def test_a_missing_column_is_named_with_those_there_are(asked, tmp_path):
    (tmp_path / "other.csv").write_text("user,event,ts\nann,visit,2026-05-01\n")
    code, output = asked("paths", {}, events="other.csv")
    assert code == 1
    assert "no column person; its columns are user, event, ts" in output


@pytest.mark.parametrize("text", ["{", None])
def test_a_definition_that_is_no_json_is_told(tmp_path, text):
    path = tmp_path / "question.json"
    if text:
        path.write_text(text)
    code, output = headwater("explore", "paths", "--definition", path, "--events", tmp_path)
    assert code == 1
    assert str(path) in output
