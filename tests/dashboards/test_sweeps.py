"""Messages of a page go out in sweeps: all of them, in order, none too late."""

from __future__ import annotations

import threading

import pytest

from dashboards.sweeps import Sweep

LONG, SHORT = 3600.0, 0.01


def test_messages_wait_for_each_other_and_keep_their_order():
    sent: list[int] = []
    sweep = Sweep(sent.append, LONG, LONG)
    for number in range(5):
        sweep.hold(number)
    assert sent == []
    sweep.release()
    assert sent == [0, 1, 2, 3, 4]


def test_nothing_is_sent_twice():
    sent: list[int] = []
    sweep = Sweep(sent.append, LONG, LONG)
    sweep.hold(1)
    sweep.release()
    sweep.release()
    assert sent == [1]


def test_what_is_followed_by_silence_is_sent_all_the_same():
    arrived = threading.Event()
    sweep = Sweep(lambda message: arrived.set(), LONG, SHORT)
    sweep.hold("the head of a page whose first query takes long")
    assert arrived.wait(10)


def test_a_run_is_interrupted_where_it_hands_in_a_message():
    """Streamlit stops a run of older choices by an exception at its next message."""

    def stop(message: str) -> None:
        raise KeyboardInterrupt(message)

    sweep = Sweep(stop, 0.0, LONG)
    sweep.hold("the first of many")
    with pytest.raises(KeyboardInterrupt):
        sweep.hold("the second")
