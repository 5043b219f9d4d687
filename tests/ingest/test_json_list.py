"""Long JSON lists are read piece by piece, wherever the pieces are cut."""

from __future__ import annotations

import json

import pytest

from ingest.readers.json_list import NotAListError, elements

VISITS = [{"id": 1, "who": 'a\\"]},{', "deep": [[], {"x": None}]}, {"id": 22, "city": "北京"}, {}]


def cut(text: str, size: int) -> list[object]:
    texts = (text[start : start + size] for start in range(0, len(text), size))
    return [one for found in elements(texts) for one in found]


@pytest.mark.parametrize("size", range(1, 40))
def test_a_list_is_the_same_however_it_is_cut(size):
    assert cut(f"\ufeff {json.dumps(VISITS, indent=1)}\n", size) == VISITS


@pytest.mark.parametrize("text", ["[]", " [ ] \n", "\ufeff[]"])
def test_an_empty_list_has_no_elements(text):
    assert cut(text, 100) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[{"a": 1}, {"b"', "breaks off"),
        ('[{"a": 1}', "breaks off"),
        ('[{"a": 1}] x', "follows"),
        ('[{"a": 1}, {b: 2, "c": "ddddddddddd"}]', "Expecting property name"),
    ],
)
def test_what_breaks_off_or_is_no_json_is_told(text, words):
    with pytest.raises(ValueError, match=words):
        cut(text, 50)


def test_what_is_no_list_is_given_as_it_is():
    with pytest.raises(NotAListError) as caught:
        cut('{"result": "error", "message": "no access"}', 7)
    assert caught.value.value == {"result": "error", "message": "no access"}
