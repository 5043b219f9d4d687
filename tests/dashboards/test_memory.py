"""What pages keep: made once, bounded, dropped with its build, safe from whoever writes on it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from dashboards.queries.memory import Memory, frame_bytes


def test_many_who_ask_for_the_same_at_once_have_it_made_once():
    memory, made, ready = Memory(1000, lambda value: 1), [], threading.Barrier(8)

    def ask() -> int:
        ready.wait()
        return memory.get("key", lambda: made.append(1) or len(made))

    with ThreadPoolExecutor(8) as pool:
        found = [pool.submit(ask) for _ in range(8)]
        assert {one.result() for one in found} == {1}


def test_the_longest_unused_go_when_room_is_short():
    memory, made = Memory(20, lambda value: 9), []

    def ask(key: str) -> None:
        memory.get(key, lambda: made.append(key))

    for key in ("a", "b", "a", "c", "a", "b"):
        ask(key)
    assert made == ["a", "b", "c", "b"]


def test_who_writes_on_a_table_leaves_that_of_the_next_reader_alone():
    memory = Memory(10_000, frame_bytes)
    first = memory.get("key", lambda: pd.DataFrame({"visits": [1, 2]}))
    first.loc[0, "visits"] = 7
    first["other"] = 1
    assert memory.get("key", pd.DataFrame).to_dict("list") == {"visits": [1, 2]}


def test_what_was_being_made_when_all_was_dropped_is_not_kept():
    memory = Memory(1000, lambda value: 1)
    assert memory.get("key", lambda: memory.clear() or "old") == "old"
    assert memory.get("key", lambda: "new") == "new"


def test_what_cannot_be_made_is_asked_for_again():
    memory = Memory(1000, lambda value: 1)
    with pytest.raises(ZeroDivisionError):
        memory.get("key", lambda: 1 // 0)
    assert memory.get("key", lambda: 2) == 2
