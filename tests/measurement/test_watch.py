"""What fires and what does not, for numbers whose truth is known."""

from datetime import date, timedelta

import pandas as pd
import pytest

from measurement.daily_metrics import DAILY_METRICS
from measurement.watch import Question, Series, ask
from tests.measurement.days import calendar, quiet_days

CALENDAR = calendar()
REGISTRATIONS, CAC = DAILY_METRICS["registrations"], DAILY_METRICS["cac"]


def series(values: pd.Series, name: str = "registrations", **told) -> Series:
    frame = pd.DataFrame({name: values})
    return Series(frame, values.index[-1].date(), **told)


def reasons(question: Question, several: list[Series]) -> list[str]:
    return [answer.reason for answer in ask(question, several, CALENDAR)]


def dropped(seed: int, level: float, share: float) -> pd.Series:
    values = quiet_days(seed, level, extra=1.5)
    values.iloc[-1] = round(values.iloc[-1] * (1 - share))
    return values


LOW = Question(REGISTRATIONS, "unusual", "low", floor=30, level=0.99)


def test_a_drop_of_forty_percent_is_found_in_a_channel_with_enough_volume():
    found = [reasons(LOW, [series(dropped(seed, 300, 0.4))])[0] for seed in range(25)]
    assert found.count("fired") >= 23


def test_quiet_days_of_many_channels_seldom_fire_together():
    fired = 0
    for seed in range(12):
        several = [series(quiet_days(1000 * seed + n, 60, extra=1.5)) for n in range(10)]
        fired += "fired" in reasons(LOW, several)
    # one in a hundred days of the rule, whatever the number of its channels
    assert fired <= 2


def test_a_channel_below_the_floor_says_nothing_and_narrows_no_interval():
    small, large = series(quiet_days(1, 5)), series(dropped(2, 300, 0.4))
    assert reasons(LOW, [small, large]) == ["below_floor", "fired"]


def test_the_side_that_was_not_asked_for_does_not_fire():
    values = dropped(4, 300, 0.5)
    for bound, reason in (("high", "inside_interval"), ("low", "fired"), ("both", "fired")):
        question = Question(REGISTRATIONS, "unusual", bound, level=0.99)
        assert reasons(question, [series(values)]) == [reason]


def test_a_change_fires_only_beyond_chance():
    values = pd.Series(400.0, index=pd.date_range(end="2026-06-20", periods=120))
    values.iloc[-1] = 300
    # Chance of a count is its root: 1.96 x sqrt(1/300 + 1/400) = 15 % of the log, e^-.15 x 400
    [answer] = ask(Question(REGISTRATIONS, "falls_by", 0.2), [series(values)], CALENDAR)
    assert answer.reason == "fired"
    assert (answer.value, answer.usual) == (300, 400)
    assert answer.low == pytest.approx(345, abs=4)
    assert reasons(Question(REGISTRATIONS, "falls_by", 0.3), [series(values)]) == ["not_reached"]
    assert reasons(Question(REGISTRATIONS, "falls_by", 0.2), [series(values / 40)]) == [
        "inside_interval"
    ]


def test_a_cost_without_enough_investors_is_chance():
    days = pd.date_range(end="2026-06-20", periods=120)
    frame = pd.DataFrame({"first_investments": 4.0, "spend_amount": 800.0}, index=days)
    frame.iloc[-1, 0] = 2
    dear = Question(CAC, "above", 300.0)
    told = [Series(frame, date(2026, 6, 20)), Series(frame * 50, date(2026, 6, 20))]
    answers = ask(dear, told, CALENDAR)
    assert [answer.value for answer in answers] == [400, 400]
    assert [answer.reason for answer in answers] == ["inside_interval", "fired"]


def test_a_cost_is_unusual_when_what_it_buys_is():
    days = pd.date_range(end="2026-06-20", periods=120)
    frame = pd.DataFrame({"first_investments": 200.0, "spend_amount": 40_000.0}, index=days)
    frame.iloc[-1, 0] = 100
    question = Question(CAC, "unusual", "high", level=0.99)
    [answer] = ask(question, [Series(frame, date(2026, 6, 20))], CALENDAR)
    assert answer.reason == "fired"
    assert answer.value == 400
    assert answer.usual == pytest.approx(200, rel=0.02)


def test_a_window_of_days_is_held_against_as_many_days_before():
    values = pd.Series(100.0, index=pd.date_range(end="2026-06-20", periods=60))
    values.iloc[-7:] = 80
    question = Question(REGISTRATIONS, "falls_by", 0.15, against="week", days=7)
    [answer] = ask(question, [series(values)], CALENDAR)
    assert (answer.value, answer.usual, answer.reason) == (560, 700, "fired")
    assert answer.start == date(2026, 6, 14)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"delivered_until": date(2026, 6, 19)}, "late"),
        ({"delivered_until": date(2026, 6, 20)}, "inside_interval"),
    ],
)
def test_a_day_that_is_not_delivered_whole_is_late(change, reason):
    assert reasons(LOW, [series(quiet_days(1, 100), **change)]) == [reason]


def test_what_cannot_be_judged_says_why():
    young = series(quiet_days(1, 100, 30))
    assert reasons(LOW, [young]) == ["too_few_days"]
    empty = series(quiet_days(1, 100) * 0)
    assert reasons(LOW, [empty]) == ["no_data"]
    year = Question(REGISTRATIONS, "falls_by", 0.3, against="year")
    assert reasons(year, [series(quiet_days(1, 100))]) == ["nothing_before"]


def test_a_balance_is_compared_as_it_stands():
    days = pd.date_range(end="2026-06-20", periods=60)
    frame = pd.DataFrame({"outstanding_amount": 1000.0}, index=days)
    frame.iloc[-1] = 850
    question = Question(DAILY_METRICS["outstanding_amount"], "falls_by", 0.1, against="previous")
    [answer] = ask(question, [Series(frame, days[-1].date())], CALENDAR)
    assert (answer.reason, answer.value, answer.usual) == ("fired", 850, 1000)
    assert answer.start == days[-1].date() - timedelta(0)
