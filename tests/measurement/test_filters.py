"""Conditions on properties mean what product analytics suites mean by them."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest

from measurement.definitions import Strict, read_definition
from measurement.filters import Parameters, Where, where_sql
from measurement.properties import persons_table, properties
from measurement.tables import opened

EVENTS = {
    "text": '{"v": "Chrome"}',
    "number": '{"v": 9}',
    "number as text": '{"v": "10"}',
    "true": '{"v": true}',
    "empty": '{"v": ""}',
    "null": '{"v": null}',
    "missing": "{}",
}
ALL = set(EVENTS)
UNSET = {"null", "missing"}


class Asked(Strict):
    where: Where


def matching(*where: object, events: object = None) -> set[str]:
    table = events or pa.table({"name": list(EVENTS), "props": list(EVENTS.values())})
    asked = read_definition(Asked, {"where": list(where)}, ValueError)
    with opened({"events": table}) as connection:
        bound = Parameters()
        condition = where_sql(asked.where, properties(connection, "events", None), bound)
        sql = f"select name from events e where {condition}"
        return {name for (name,) in connection.execute(sql, bound.values).fetchall()}


@pytest.mark.parametrize(
    ("op", "value", "names"),
    [
        ("=", "Chrome", {"text"}),
        ("=", ["Chrome", 9], {"text", "number"}),
        ("=", 10, {"number as text"}),
        ("=", "9", {"number"}),
        ("=", True, {"true"}),
        ("=", "true", {"true"}),
        ("=", "", {"empty"}),
        ("!=", "Chrome", ALL - {"text"}),
        ("!=", ["Chrome", "10"], ALL - {"text", "number as text"}),
        ("in", ["10", "Chrome"], {"text", "number as text"}),
        ("icontains", "chrom", {"text"}),
        ("icontains", ["ROME", "tru"], {"text", "true"}),
        ("not_icontains", "chrom", ALL - {"text"}),
        ("icontains", "%", set()),
        (">", 9, {"number as text"}),
        (">", "8.5", {"number", "number as text"}),
        ("<", 10, {"number"}),
        (">", "Brave", {"text", "true"}),
    ],
)
def test_a_condition_holds_for(op, value, names):
    assert matching({"prop": "v", "op": op, "value": value}) == names


def test_set_and_not_set_are_opposites():
    assert matching({"prop": "v", "op": "is_set"}) == ALL - UNSET
    assert matching({"prop": "v", "op": "is_not_set"}) == UNSET


def test_conditions_nest_by_any_and_all():
    number = {"prop": "v", "op": ">", "value": 8}
    text = {"prop": "v", "op": "icontains", "value": "c"}
    assert matching({"any": [text, {"all": [number, {"prop": "v", "op": "<", "value": 10}]}]}) == {
        "text",
        "number",
    }


@pytest.mark.parametrize("name", ["$current_url", "a.b", 'say "so"', "it's", "a/b~c", "名称"])
def test_a_property_may_have_any_name(name):
    connection = duckdb.connect()
    told = connection.execute("select to_json(map {$name: 'x'})", {"name": name}).fetchall()
    events = pa.table({"name": ["ann"], "props": [told[0][0]]})
    assert matching({"prop": name, "op": "=", "value": "x"}, events=events) == {"ann"}


@pytest.mark.parametrize("props", ["{'v': 'x', 'w': 1}", "map {'v': 'x'}", '\'{"v": "x"}\'::json'])
def test_properties_are_read_from_documents_structs_maps_and_columns(props):
    events = duckdb.connect().sql(f"select 'ann' as name, {props} as props, 'y' as city")
    asked = [{"prop": "v", "value": "x"}, {"prop": "city", "value": "y"}]
    assert matching(*asked, events=events) == {"ann"}


def test_persons_have_properties_of_their_own():
    table = persons_table({"ann": {"city": "Wuhan", "age": 30}})
    asked = read_definition(
        Asked, {"where": [{"person_prop": "age", "op": ">", "value": 20}]}, ValueError
    )
    with opened({"events": pa.table({"name": ["a"]}), "persons": table}) as connection:
        bound = Parameters()
        found = properties(connection, "events", "persons")
        sql = f"select p.person from persons p where {where_sql(asked.where, found, bound)}"
        assert connection.execute(sql, bound.values).fetchall() == [("ann",)]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"prop": "v", "op": "like", "value": 1}, r"where\[0\]\.op: should be '=', '!='"),
        ({"prop": "v", "op": "="}, "= needs a value"),
        ({"prop": "v", "op": "in", "value": []}, "in needs a value"),
        ({"op": "=", "value": 1}, "either prop or person_prop"),
        ({"prop": "v", "value": 1, "values": 2}, "values: there is no such key"),
        ({"any": []}, r"where\[0\]\.any"),
        (7, "a condition is"),
    ],
)
def test_a_condition_that_makes_no_sense_says_where(where, words):
    with pytest.raises(ValueError, match=words):
        matching(where)
