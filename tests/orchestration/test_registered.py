"""What was found against what was promised."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from measurement.promotions import Promotion
from orchestration.registered import compared
from orchestration.registrations import Entry, Registration

RAN = Promotion("P", date(2026, 5, 10), date(2026, 5, 20), date(2026, 7, 1), date(2026, 6, 19))


def promised(**more: object) -> Entry:
    told = {
        "promotion_id": "P",
        "starts_on": date(2026, 5, 10),
        "ends_on": date(2026, 5, 20),
        "hypothesis": "More first investors",
        "metric": "first_investments",
        "stop_rule": "none",
        "expected": 100.0,
    }
    one = Registration.model_validate(told | more)
    return Entry(number=1, registered_at=datetime(2026, 5, 1), registration=one, previous="")


def found(value: float, low: float, high: float) -> dict:
    amount = {"value": value, "interval": [low, high]}
    return {"net_profit": amount, "firsts": amount}


def test_a_promise_is_kept_or_missed_only_where_the_whole_interval_says_so():
    outcomes = [
        compared(RAN, found(*numbers), promised())["registered_outcome"]
        for numbers in ((150, 110, 190), (50, 20, 80), (90, 60, 120))
    ]
    assert outcomes == ["reached", "missed", "open"]


def test_the_words_hold_what_was_promised_and_found():
    told = compared(RAN, found(150, 110, 190), promised())
    assert "Promised 100 first investors, found 150 (95 %: 110 to 190): kept." in str(
        told["registered_en"]
    )
    assert "承诺 100 名首投用户，实测 150" in str(told["registered_zh"])


@pytest.mark.parametrize(("currency", "en", "zh"), [("CNY", "yuan", "元"), ("USD", "USD", "USD")])
def test_a_promised_profit_is_told_in_the_companys_currency(currency, en, zh):
    ran = replace(RAN, currency=currency)
    told = compared(ran, found(150, 110, 190), promised(metric="revenue"))
    assert f"Promised 100 {en} of net profit" in str(told["registered_en"])
    assert f"承诺 100 {zh}净利润" in str(told["registered_zh"])


def test_a_promotion_that_ran_longer_than_registered_is_said_to():
    told = compared(RAN, found(150, 110, 190), promised(ends_on=date(2026, 5, 15)))
    assert "ends_on 2026-05-15 > 2026-05-20" in str(told["registered_en"])


def test_without_a_registration_success_was_never_fixed():
    told = compared(RAN, found(150, 110, 190), None)
    assert told["registered_outcome"] == "unregistered"


def test_a_promise_that_nothing_can_tell_is_said_to_be_open():
    told = compared(RAN, {"net_profit": None, "firsts": None}, promised())
    assert told["registered_outcome"] == "not_found"
