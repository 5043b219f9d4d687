"""Long labels in several lines."""

import pandas as pd

from dashboards.charts.bars import named_bars
from dashboards.charts.base import LINE_HEIGHT
from dashboards.charts.wrapping import wrapped


def test_a_line_breaks_between_words_and_nothing_is_lost():
    reason = "events · event_at: 'yesterday' is not a date and time; write it as 2026-05-01 09:30"
    lines = wrapped(reason, 40).split("\n")
    assert " ".join(lines) == reason
    assert max(map(len, lines)) <= 40


def test_chinese_breaks_anywhere_but_at_punctuation():
    assert wrapped("日期时间，请写成数字", 8) == "日期时\n间，请写\n成数字"
    assert wrapped("日期“昨天”不是", 6) == "日期\n“昨天”\n不是"
    assert wrapped("event_at：不是日期", 12) == "event_at：不\n是日期"


def test_a_short_label_and_a_word_longer_than_a_line_stay_in_bounds():
    assert wrapped("events", 40) == "events"
    assert wrapped("x" * 60, 30).split("\n") == ["x" * 24, "x" * 24, "x" * 12]


def test_a_bar_of_a_name_in_three_lines_has_room_for_them():
    frame = pd.DataFrame({"name": ["a\nb\nc", "d"], "value": [2, 1], "text": ["2", "1"]})
    chart = named_bars(
        frame.assign(colour="#888"), name="name", value="value", label="text", tooltip=[]
    ).to_dict()
    assert chart["height"] >= 2 * 3 * LINE_HEIGHT
    axis = chart["layer"][0]["encoding"]["y"]["axis"]
    assert [one["value"] for one in axis["labelOffset"]["condition"]] == [-6.5, -13]
